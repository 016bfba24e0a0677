import type { Directory } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import { foresee } from '#kernel/protocol/foresight.ts';
import { decideRun, evolveRun, startRun } from '#kernel/protocol/run.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import { worldOf, type Facts, type World } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { openUnder } from '../choose.ts';
import { amongThoseWhoSee } from '../seen.ts';

/** An artifact, as far as a run that is folded into it has to know. */
export interface Host {
  /** `change`: conditions ask the facts that were declared for it. */
  readonly kind: string;
  readonly title: string;
  readonly author: ActorId;
  readonly space: SpaceId | null;
  /** Keys by which it is seen. Nobody else is asked. */
  readonly audience: readonly string[];
  /** As they are now. One that lists actors (`owners_of_paths`, `organizer`) is a role of its name, too. */
  readonly facts: Facts;
  readonly irreversible?: boolean;
  readonly urgent?: boolean;
}

/** The protocol under which a run opened [P3]. */
export interface Pinned {
  readonly artifact: ArtifactId;
  readonly version: number;
  /** Its own name: `ship/default`. */
  readonly id: string;
}

/** [P3] For the summary of what runs: by it the page of the protocol lists what ran under which version of it. */
export const pinnedTo = ({ artifact, version }: Pinned): { readonly pinned: ArtifactId; readonly pinnedAt: number } => ({
  ...{ pinned: artifact, pinnedAt: version },
});

export interface Begun {
  readonly protocol: Pinned;
  readonly events: readonly RunEvent[];
  /** What they fold into. An `outcome` says that it ended as it began: skipped [R7], or nobody could be asked. */
  readonly run: RunState;
}

/** The world around an artifact: nobody in it who may not see it. */
export const worldAround = (
  { space, facts, audience }: Pick<Host, 'space' | 'facts' | 'audience'>,
  directory: Directory,
): World => amongThoseWhoSee(worldOf(directory, space, facts), audience, directory);

/**
 * [P3] [P4] Opens a run on an artifact, under the most specific protocol in force for one of `triggers` (the closest first). `world` where others are asked than
 * `worldAround` says, `judged` where something else than the protocol alone judges it, `only` where one page alone may begin. Refused with `no-protocol`.
 */
export const beginRun = (
  host: Host,
  triggers: readonly string[],
  { directory, now, self }: Pick<Context, 'directory' | 'now' | 'self'>,
  {
    world = worldAround(host, directory),
    judged = (protocol) => protocol,
    only = null,
  }: { readonly world?: World; readonly judged?: (protocol: Protocol) => Protocol; readonly only?: ArtifactId | null } = {},
): Result<Begun> => {
  const { kind, title, author, space, irreversible = false, urgent = false } = host;
  const subject = { id: self.id, kind, title, author, proposedAt: now, irreversible, urgent };
  const opened = openUnder(directory, { space, triggers, urgent, only }, (protocol) =>
    startRun(judged(protocol), subject, world, now),
  );
  if (opened.refused) return opened;
  const { chosen, events: began } = opened.ok;
  const begun = began.reduce<RunState | null>((before, event) => evolveRun(before, event), null);
  if (begun === null) return refuse('no-protocol', 'No protocol in force here says how this is done.');
  const ahead = foresee(begun, world);
  const [events, run] = [[...began, ...ahead], ahead.reduce(evolveRun, begun)];
  return ok({ protocol: { artifact: chosen.artifact, version: chosen.version, id: chosen.protocol.id }, events, run });
};

/** What it was about is over, so nobody is asked any more. A run that had come to its own end by now, unnoticed, ends as that. */
export const callOffRun = (
  run: RunState,
  by: ActorId,
  reason: string | null,
  world: World,
  context: Pick<Context, 'now' | 'receivedAt'>,
): Result<readonly RunEvent[]> => {
  const done = moveRun(run, { type: 'withdraw', by, ...(reason === null ? {} : { reason }) }, world, context);
  return done.refused && done.code === 'run-ended' ? moveRun(run, { type: 'tick' }, world, context) : done;
};

/** Does something to a run, and whatever was due before. [A8] What was received in time counts. [A6] It notes whether others are left. */
export const moveRun = (
  run: RunState,
  action: RunAction,
  world: World,
  { now, receivedAt }: Pick<Context, 'now' | 'receivedAt'>,
): Result<readonly RunEvent[]> => {
  const done = decideRun(run, receivedAt < now ? { ...action, receivedAt } : action, world, now);
  if (done.refused) return done;
  const moved = done.ok.reduce<RunState>((before, event) => evolveRun(before, event), run);
  return ok([...done.ok, ...foresee(moved, world)]);
};
