import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Observed } from '#kernel/sim/fit.ts';
import { observedIn } from '#kernel/sim/history.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent } from '#kernel/stream/event.ts';

interface Standing {
  readonly kind: string;
  readonly state: unknown;
}

export interface PastAsks {
  /** Of each artifact in its order. */
  take(event: RecordedEvent): void;
  /** No more of an artifact will come. */
  close(artifact: ArtifactId): void;
  /** [S2] What people were asked and how long each took, as far as it was taken; what is open is censored at `until`. */
  asks(directory: Directory, until: Instant): readonly Observed[];
  stateOf(artifact: ArtifactId): unknown;
}

/** Reads past asks out of a stream, by the deciders that wrote it. Pure. Null as a decider: of a practice that is no more. */
export const pastAsks = (decider: (kind: string) => Pick<Decider<unknown>, 'evolve' | 'read'> | null): PastAsks => {
  const standing = new Map<ArtifactId, Standing>();
  const awaits = new Map<string, AwaitReading>();
  const keep = (id: ArtifactId, { kind, state }: Standing): void => {
    for (const one of decider(kind)?.read(state, { id }).awaits ?? []) awaits.set(`${id} ${one.key}`, one);
  };
  return {
    take: (event) => {
      const { artifact: id, kind, body } = event;
      const [known, before] = [decider(kind), standing.get(id)];
      if (known === null) return;
      // Asked anew, an artifact shows what it asks now.
      if (before && body.type === 'run-opened') keep(id, before);
      standing.set(id, { kind, state: known.evolve(before?.state ?? null, event) });
    },
    close: (id) => {
      const last = standing.get(id);
      if (last) keep(id, last);
      standing.delete(id);
    },
    stateOf: (id) => standing.get(id)?.state,
    asks: (directory, until) => {
      for (const [id, last] of standing) keep(id, last);
      return observedIn([...awaits.values()], whose(directory), until);
    },
  };
};

/** Of people alone can be learned how they answer. */
const whose = ({ actors }: Directory) => {
  const teams = new Map<ActorId, string>();
  for (const { kind, name, members = [] } of actors.values())
    if (kind === 'team') for (const member of members) if (!teams.has(member)) teams.set(member, name);
  return (id: ActorId) => {
    const actor = actors.get(id);
    return actor?.kind === 'person' ? { calendars: actor.calendars, team: teams.get(id) ?? '' } : null;
  };
};
