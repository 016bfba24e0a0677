import type { Directory, ProtocolInForce } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import { withFloors } from '#kernel/protocol/floors.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';

interface Wanted {
  readonly space: SpaceId | null;
  /** What begins it, the closest first. */
  readonly triggers: readonly string[];
  readonly urgent: boolean;
  /** The page of the one that may begin, which then has no floors: a schedule is the business of its own page. */
  readonly only?: ArtifactId | null;
}

/**
 * [P3] [P4] Opens a run under the most specific protocol in force: the space's own, then those of the spaces around it, then the
 * organization's. Among those of one level, one for what is urgent goes before the others, a closer trigger before a wider one, and
 * the first for which `start` does not say `protocol-does-not-apply` is it. What would be chosen at each level further out is a floor under it
 * (`withFloors`); what is urgent stands on what is urgent alone. Refused with `no-protocol` where there is none.
 */
export const openUnder = (
  directory: Directory,
  { space, triggers, urgent, only = null }: Wanted,
  start: (protocol: Protocol) => Result<readonly RunEvent[]>,
): Result<Chosen> => {
  const fitting = directory.protocols.filter(
    ({ protocol, artifact }) =>
      triggers.includes(protocol.on) && (protocol.urgent !== true || urgent) && (only === null || only === artifact),
  );
  const all = levels(directory, space);
  const above = (level: SpaceId | null) => all.slice(all.indexOf(level) + 1);
  for (const level of all) {
    for (const chosen of fitting.filter((one) => one.space === level).toSorted(closestFirst(triggers))) {
      const started = start(chosen.protocol);
      if (started.refused && started.code === 'protocol-does-not-apply') continue;
      if (started.refused) return started;
      const floors = above(level).flatMap((outer) => {
        const like = fitting.filter(
          (one) => one.space === outer && (one.protocol.urgent === true) === (chosen.protocol.urgent === true),
        );
        return like.toSorted(closestFirst(triggers)).find((one) => !start(one.protocol).refused) ?? [];
      });
      if (floors.length === 0) return ok({ chosen, floors, events: started.ok });
      const floored = start(
        withFloors(
          chosen.protocol,
          floors.map(({ protocol }) => protocol),
        ),
      );
      return floored.refused ? floored : ok({ chosen, floors, events: floored.ok });
    }
  }
  return refuse('no-protocol', 'No protocol in force here says how this is done. A steward of the organization can publish one.');
};

export interface Chosen {
  readonly chosen: ProtocolInForce;
  /** Those of the spaces around, whose demands hold, too. */
  readonly floors: readonly ProtocolInForce[];
  readonly events: readonly RunEvent[];
}

/**
 * Those of one level that would be chosen before a protocol whenever they apply: they name what happens more closely, or under a condition. `families`: what begins a
 * run on each kind, the closest first. A protocol that nothing is left to has no effect there.
 */
export const before = (
  protocol: Protocol,
  space: SpaceId | null,
  directory: Directory,
  families: readonly (readonly string[])[],
): readonly ProtocolInForce[] => {
  const family = families.filter((triggers) => triggers.includes(protocol.on));
  const others = directory.protocols.filter((one) => one.space === space && one.protocol.id !== protocol.id);
  return others.filter(
    (one) =>
      (one.protocol.urgent === true) === (protocol.urgent === true) &&
      family.some(
        (triggers) =>
          triggers.includes(one.protocol.on) && closestFirst(triggers)(one, { artifact: '', version: 0, space, protocol }) < 0,
      ),
  );
};

const closestFirst =
  (triggers: readonly string[]) =>
  (a: ProtocolInForce, b: ProtocolInForce): number =>
    Number(b.protocol.urgent === true) - Number(a.protocol.urgent === true) ||
    triggers.indexOf(a.protocol.on) - triggers.indexOf(b.protocol.on) ||
    Number(b.protocol.when !== undefined) - Number(a.protocol.when !== undefined) ||
    (a.protocol.id < b.protocol.id ? -1 : 1);

/** The space, those around it, and the organization (null), innermost first. */
const levels = (directory: Directory, space: SpaceId | null): readonly (SpaceId | null)[] => {
  const found: (SpaceId | null)[] = [];
  for (let at = space; at !== null && !found.includes(at); at = directory.spaces.get(at)?.parent ?? null) found.push(at);
  return [...found, null];
};
