import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { beginRun, declareTriggers, moveRun, namesToNote, worldAround, type Governed, type Host } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import type { MeetingEvent, MeetingPracticeEvent } from './events.ts';
import { factsOf, type About } from './facts.ts';
import type { MeetingState } from './state.ts';

/** What begins a gate on a meeting, the closest first. */
const TRIGGERS = declareTriggers(['meeting.requested', 'meeting.created', 'meeting.opened']);

type Subject = About & Pick<MeetingState, 'title' | 'names'>;

const hostOf = (state: Subject, { directory }: Pick<Context, 'directory'>): Host => ({
  ...{ kind: 'meeting', title: state.title, author: state.author, space: state.space },
  ...{ audience: audienceOf(state), facts: factsOf(state, directory) },
});

/** The world around a meeting: nobody in it who may not see it. */
export const worldFor = (state: Subject, { directory }: Pick<Context, 'directory'>): World =>
  worldAround(hostOf(state, { directory }), directory);

/** [P3] [P4] A gate under the most specific protocol that applies. */
export const openGate = (subject: Subject, context: Context): Result<readonly MeetingEvent[]> => {
  const begun = beginRun(hostOf(subject, context), TRIGGERS, context);
  if (begun.refused) return begun;
  const { protocol, events } = begun.ok;
  return ok(withNames(subject, [{ type: 'gate-opened', protocol }], events, context));
};

/** Does something to a gate's run, with the facts as they are now. */
export const actOn = (state: Subject, run: RunState, action: RunAction, context: Context): Result<readonly RunEvent[]> =>
  moveRun(run, action, worldFor(state, context), context);

/** The run's events, and the names that sentences about them need. */
export const withNames = (
  state: Pick<Subject, 'author' | 'names' | 'people'>,
  before: readonly MeetingPracticeEvent[],
  events: readonly RunEvent[],
  { by, directory }: Context,
): readonly MeetingEvent[] => {
  const names = namesToNote(events, [by, state.author, ...state.people], state.names, directory);
  return [...(names ? [{ type: 'names-noted', names } as const] : []), ...before, ...events];
};

/** How a meeting's past is told again under another protocol. */
export const governedMeeting: Governed<MeetingState> = {
  kind: 'meeting',
  triggers: TRIGGERS,
  around: (state, directory) => ({ space: state.space, urgent: false, world: worldFor(state, { directory }) }),
  run: (state) => state.gates.at(-1)?.run ?? null,
  undoneBy: { 'meeting-moved': 'asked-again' },
};
