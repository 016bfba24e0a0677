import { endingOf } from '#kernel/protocol/ending.ts';
import { awaitsOf, evolveRun, nextMoment } from '#kernel/protocol/run.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { Context, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { maySee } from '../seen.ts';
import { namesToNote } from '../taking-part.ts';
import { actionOf, isRunAct, runActs, runNeeds, type RunAct } from './acts.ts';
import { beginRun, callOffRun, moveRun, worldAround, type Begun, type Host } from './host.ts';

/**
 * What an artifact keeps of the run that is folded into it; its state extends this.
 *
 *     (null) ──begin──► open ──► outcome ──begin──► open (a run of its own) …
 */
export interface Hosting {
  readonly run: RunState | null;
  /** Of those who take part, as sentences call them. */
  readonly names: Readonly<Record<ActorId, string>>;
  /** Replies to objections, and questions asked first, in their words. */
  readonly said: readonly Said[];
}

export interface Said {
  readonly by: ActorId;
  readonly at: Instant;
  /** To whom; null: to its author. */
  readonly to: ActorId | null;
  readonly about: 'objection' | 'clarification';
  readonly text: string;
}

const NO_RUN: Hosting = { run: null, names: {}, said: [] };

/** What a run adds to the events of its artifact. */
export type HostedEvent =
  | RunEvent
  | { readonly type: 'names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  | { readonly type: 'words-said'; readonly to: ActorId | null; readonly about: Said['about']; readonly text: string };

const isHosted = <E extends { readonly type: string }>(body: E | HostedEvent): body is HostedEvent =>
  isRunEvent(body) || body.type === 'names-noted' || body.type === 'words-said';

/** Opens a run of its own on the artifact, under the most specific protocol for one of `triggers` (or that of the page `only`). Refused with `no-protocol`. */
const begin = (
  hosting: Hosting,
  host: Host,
  triggers: readonly string[],
  context: Context,
  only: ArtifactId | null = null,
): Result<Omit<Begun, 'events'> & { readonly events: readonly HostedEvent[] }> => {
  const begun = beginRun(host, triggers, context, { only });
  return begun.refused ? begun : ok({ ...begun.ok, events: named(hosting, begun.ok.events, host, context) });
};

/**
 * What somebody does to the run, or the clock, or hours that changed; no events where there is no run (any more) to hear of it. The practice's own events
 * go before these. Facts that have changed since are noticed by it.
 */
const act = (hosting: Hosting, command: RunAct, host: Host, context: Context): Result<readonly HostedEvent[]> => {
  const action = actionOf(command, hosting.run, context);
  if (action.refused) return action;
  if (action.ok === null || hosting.run === null) return ok([]);
  // [safety] Nobody is asked about what they may not see.
  if (command.name === 'pass-on' && !maySee(command.data.to, host.audience, context.directory))
    return refuse('cannot-see', `There is nobody with this id who may see this ${host.kind}.`, { field: '/to' });
  const done = moveRun(hosting.run, action.ok.action, worldAround(host, context.directory), context);
  return done.refused ? done : ok(named(hosting, [...action.ok.said, ...done.ok], host, context));
};

/** The artifact has changed: the run looks at its facts, and passes if they make it pass. */
const lookAgain = (hosting: Hosting, host: Host, context: Context): Result<readonly HostedEvent[]> =>
  hosting.run === null || hosting.run.outcome !== null ? ok([]) : moved(hosting, { type: 'tick' }, host, context);

/** The artifact is over by itself (merged elsewhere, cancelled): nobody is asked any more. */
const callOff = (hosting: Hosting, reason: string, host: Host, context: Context): Result<readonly HostedEvent[]> => {
  if (hosting.run === null || hosting.run.outcome !== null) return ok([]);
  const done = callOffRun(hosting.run, context.by, reason, worldAround(host, context.directory), context);
  return done.refused ? done : ok(named(hosting, done.ok, host, context));
};

const moved = (
  hosting: Hosting & { readonly run: RunState | null },
  action: Parameters<typeof moveRun>[1],
  host: Host,
  context: Context,
): Result<readonly HostedEvent[]> => {
  if (hosting.run === null) return ok([]);
  const done = moveRun(hosting.run, action, worldAround(host, context.directory), context);
  return done.refused ? done : ok(named(hosting, done.ok, host, context));
};

const named = (
  { names }: Hosting,
  events: readonly HostedEvent[],
  { author }: Host,
  { by, directory }: Context,
): readonly HostedEvent[] => {
  if (events.length === 0) return [];
  const fresh = namesToNote(events.filter(isRunEvent), [by, author], names, directory);
  return fresh === null ? events : [{ type: 'names-noted', names: fresh }, ...events];
};

/** A run that opens anew takes the place of one that has ended. */
const fold = (hosting: Hosting, { body, by, at }: RecordedEvent<HostedEvent>): Hosting => {
  switch (body.type) {
    case 'names-noted':
      return { ...hosting, names: { ...hosting.names, ...body.names } };
    case 'words-said':
      return { ...hosting, said: [...hosting.said, { by, at, to: body.to, about: body.about, text: body.text }] };
    case 'run-opened':
      return { ...hosting, said: [], run: evolveRun(null, body) };
    default:
      return { ...hosting, run: evolveRun(hosting.run, body) };
  }
};

/** What the run gives to the reading of its artifact. `ending`: "Proceeds unless blocked"; null: it is over. */
const readRun = ({
  run,
  names,
}: Pick<Hosting, 'run' | 'names'>): Pick<Reading, 'awaits'> & {
  readonly dueAt: Instant | null;
  readonly nextAt: Instant | null;
  readonly ending: string | null;
} => {
  if (run === null) return { awaits: [], dueAt: null, nextAt: null, ending: null };
  const ending = run.outcome === null ? endingOf(run) : null;
  return {
    awaits: awaitsOf(run, (actor) => names[actor] ?? 'somebody'),
    dueAt: ending?.at ?? null,
    nextAt: nextMoment(run),
    ending: ending?.sentence ?? null,
  };
};

/** The door by which a practice has protocols run on its artifacts. docs/add-a-practice.md walks through it. */
export const hosting = {
  /** Before anything has run. */
  none: NO_RUN,
  /** Schemas of what is done to a run: beside the practice's own commands. */
  acts: runActs,
  /** Their rows of the table of permissions. */
  needs: runNeeds,
  isAct: isRunAct,
  isEvent: isHosted,
  ...{ begin, act, lookAgain, callOff, fold },
  read: readRun,
} as const;
