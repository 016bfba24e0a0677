import type { ArtifactId, OrgId } from '../stream/event.ts';
import type { Actor, Directory, ProtocolInForce, Space } from './directory.ts';

/** [A2] The longest window of an organization that has not chosen one: 14 days, in ms. */
export const DEFAULT_LONGEST_WINDOW = 14 * 24 * 60 * 60 * 1000;

/** One artifact of a kind that is part of the directory, as it stands. */
export interface DirectoryPart {
  readonly kind: string;
  readonly id: ArtifactId;
  readonly version: number;
  readonly state: unknown;
}

/** What one artifact says about the organization. */
export type DirectoryFact =
  | { readonly is: 'organization'; readonly name: string; readonly longestWindow: number }
  | { readonly is: 'actor'; readonly actor: Actor }
  | { readonly is: 'space'; readonly space: Space }
  | { readonly is: 'protocol'; readonly protocol: ProtocolInForce };

/** How a practice's state becomes a fact; null when it says nothing now (a protocol no longer in force). */
export type DirectoryReader = (part: DirectoryPart) => DirectoryFact | null;

/**
 * The directory at `version` from the states of its artifacts, in any order. `readers` has one entry for each kind.
 * [safety] An agent whose accountable person is not active counts as gone: it holds no keys and no seat.
 */
export const directoryOf = (
  org: OrgId,
  version: number,
  parts: Iterable<DirectoryPart>,
  readers: Readonly<Record<string, DirectoryReader>>,
): Directory => {
  const actors = new Map<string, Actor>();
  const spaces = new Map<string, Space>();
  const protocols: ProtocolInForce[] = [];
  let name = '';
  let longestWindow = DEFAULT_LONGEST_WINDOW;
  for (const part of parts) {
    const reader = readers[part.kind];
    if (!reader) throw new Error(`the directory has no reader for ${part.kind}`);
    const fact = reader(part);
    if (fact === null) continue;
    switch (fact.is) {
      case 'organization':
        ({ name, longestWindow } = fact);
        break;
      case 'actor':
        actors.set(fact.actor.id, fact.actor);
        break;
      case 'space':
        spaces.set(fact.space.id, fact.space);
        break;
      case 'protocol':
        protocols.push(fact.protocol);
        break;
      default:
        fact satisfies never;
    }
  }
  for (const agent of actors.values()) {
    if (agent.kind !== 'agent' || agent.status !== 'active') continue;
    const person = agent.accountable === undefined ? undefined : actors.get(agent.accountable);
    if (person?.kind !== 'person' || person.status !== 'active') actors.set(agent.id, { ...agent, status: 'left' });
  }
  return { org, version, name, longestWindow, actors, spaces, protocols };
};
