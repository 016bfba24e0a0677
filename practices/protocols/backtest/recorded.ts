import { writeBallot } from '#kernel/protocol/ballot.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type ArtifactId, type Instant, type RecordedEvent } from '#kernel/stream/event.ts';
import type { Governed, Undone } from './governed.ts';
import { countTriggers, withoutCount } from './triggers.ts';

/** Something that somebody did, and what they did it upon. */
export interface Did {
  readonly action: RunAction;
  readonly by: ActorId;
  readonly at: Instant;
  /** What it answers, and when that was; null: it came by itself. */
  readonly upon: { readonly trigger: string; readonly at: Instant } | null;
}

/** A run as the stream has it, with what people did, so that it can be told again otherwise. */
export interface RecordedRun {
  readonly artifact: ArtifactId;
  readonly kind: string;
  readonly opened: Extract<RunEvent, { type: 'run-opened' }>;
  /** Up to its outcome, or as far as it has come. */
  readonly events: readonly RunEvent[];
  /** Also what came after the outcome, until it was opened again. */
  readonly did: readonly Did[];
  /** The artifact's state after each of its commands, oldest first. */
  readonly states: readonly { readonly at: Instant; readonly state: unknown }[];
  readonly undone: { readonly what: Undone; readonly at: Instant } | null;
}

interface Gathering {
  readonly opened: RecordedRun['opened'];
  readonly events: RunEvent[];
  readonly did: Did[];
  readonly triggers: ReturnType<typeof countTriggers>;
  readonly latest: Map<string, { readonly trigger: string; readonly at: Instant }>;
  readonly from: number;
  ended: boolean;
  reopened: boolean;
  undone: RecordedRun['undone'];
}

/** The runs of one artifact. `events`: all of its events, in order. */
export const runsOf = (
  events: readonly RecordedEvent[],
  { kind, undoneBy }: Governed,
  { evolve }: Pick<Decider<unknown>, 'evolve'>,
): readonly RecordedRun[] => {
  const runs: Gathering[] = [];
  const states: { at: Instant; state: unknown }[] = [];
  let state: unknown = null;
  for (const group of commandsOf(events)) {
    for (const event of group) state = evolve(state, event);
    const [first] = group;
    if (!first) continue;
    states.push({ at: first.at, state });
    for (const { body, by, at } of group) {
      const what = undoneBy[body.type];
      const last = runs.at(-1);
      if (what !== undefined && last && last.undone === null) last.undone = { what, at };
      if (!isRun(body)) continue;
      if (body.type === 'run-opened') runs.push(gathering(body, states.length - 1));
      const run = runs.at(-1);
      if (run) gather(run, body, by, group);
    }
  }
  return runs.map(({ opened, events: own, did, from, undone }) => ({
    ...{ artifact: events[0]?.artifact ?? '', kind, opened, did, undone },
    events: own,
    states: states.slice(from),
  }));
};

const gathering = (opened: RecordedRun['opened'], from: number): Gathering => ({
  ...{ opened, events: [], did: [], from, ended: false, reopened: false, undone: null },
  triggers: countTriggers(),
  latest: new Map(),
});

/** Events of one command stand together. */
const commandsOf = function* (events: readonly RecordedEvent[]): Generator<readonly RecordedEvent[]> {
  let group: RecordedEvent[] = [];
  for (const event of events) {
    if (group.length > 0 && group[0]?.command !== event.command) {
      yield group;
      group = [];
    }
    group.push(event);
  }
  if (group.length > 0) yield group;
};

const gather = (run: Gathering, event: RunEvent, by: ActorId, group: readonly RecordedEvent[]): void => {
  if (run.reopened) return;
  if (event.type === 'step-opened' && event.reopens) {
    run.reopened = true;
    return;
  }
  if (by !== SYSTEM) {
    const action = actionOf(event, by, group, run.events);
    if (action) run.did.push({ action, by, at: event.at, upon: uponOf(action, by, run.latest) });
  }
  // [A8] An end that was undone was none.
  if (event.type === 'resumed' && event.undone !== undefined) {
    const outcome = run.events.findLastIndex(({ type }) => type === 'outcome');
    if (outcome >= 0) run.events.splice(outcome, 1);
    run.ended = false;
  }
  if (!run.ended) run.events.push(event);
  run.ended ||= event.type === 'outcome';
  const trigger = run.triggers(event);
  if (trigger !== null) run.latest.set(withoutCount(trigger), { trigger, at: event.at });
};

/** What somebody did, told from what came of it; null: it followed from something else. */
const actionOf = (
  event: RunEvent,
  by: ActorId,
  group: readonly RecordedEvent[],
  before: readonly RunEvent[],
): RunAction | null => {
  switch (event.type) {
    case 'stance': {
      if (event.implicit || event.actor !== by) return null;
      const reason = event.reason === null ? {} : { reason: event.reason };
      if (event.stance === 'answer') return { type: 'answer', by };
      const ballot = event.ballot ? { ballot: writeBallot(event.ballot) } : {};
      if (event.stance !== 'object') return { type: 'stance', by, stance: event.stance, ...reason, ...ballot };
      const alternative = alternativeIn(group, by);
      return { type: 'stance', by, stance: 'object', ...reason, ...(alternative === null ? {} : { alternative }) };
    }
    case 'objection':
      return onObjection(event, by, group, before);
    case 'asked':
      if (!event.question || event.question.asker !== by) return null;
      if (event.question.about === 'clarification') return { type: 'ask-clarification', by, text: event.question.text };
      return event.question.about === 'reply'
        ? { type: 'reply-to-objection', by, whose: event.actor, text: event.question.text }
        : null;
    case 'resumed':
      return event.question?.answered && event.actor !== undefined
        ? { type: 'answer-clarification', by, to: event.actor, text: SAID }
        : null;
    case 'amended':
      if (event.actor !== by) return null;
      return event.challenge ? { type: 'challenge', by } : { type: 'amend', by, label: event.label };
    case 'passed-on':
      return event.actor === by ? { type: 'pass-on', by, to: event.to } : null;
    case 'outcome':
      return event.outcome === 'withdrawn' ? { type: 'withdraw', by } : null;
    default:
      return null;
  }
};

/** What was said is in the practice's events; that it was said is what a run hears. */
export const SAID = 'as it was said then';

const onObjection = (
  { objection, question }: Extract<RunEvent, { type: 'objection' }>,
  by: ActorId,
  group: readonly RecordedEvent[],
  before: readonly RunEvent[],
): RunAction | null => {
  const known = before.some((event) => event.type === 'objection' && event.objection.id === objection.id);
  const whose = objection.by;
  if (!known) {
    if (objection.status !== 'late' || whose !== by) return null;
    return { type: 'stance', by, stance: 'object', reason: objection.reason ?? SAID, alternative: objection.alternative ?? SAID };
  }
  if (question?.answered) return objection.status === 'open' ? { type: 'answer-reply', by, text: SAID } : null;
  switch (objection.status) {
    case 'resolved':
      return { type: 'resolve', by, whose };
    case 'withdrawn':
      // Whoever takes another stance withdraws it by that.
      return whose === by && !spoke(group, by) ? { type: 'withdraw-objection', by } : null;
    case 'invalid':
      return { type: 'rule-invalid', by, whose, reason: SAID };
    case 'overruled':
      return { type: 'overrule', by, whose, reason: SAID };
    default:
      return null;
  }
};

const spoke = (group: readonly RecordedEvent[], by: ActorId): boolean =>
  group.some(({ body }) => isRun(body) && body.type === 'stance' && body.actor === by && !body.implicit);

const alternativeIn = (group: readonly RecordedEvent[], by: ActorId): string | null => {
  for (const { body } of group)
    if (isRun(body) && body.type === 'objection' && body.objection.by === by && body.objection.alternative !== null)
      return body.objection.alternative;
  return null;
};

const uponOf = (action: RunAction, by: ActorId, latest: Gathering['latest']): Did['upon'] => {
  switch (action.type) {
    case 'stance':
    case 'answer':
    case 'ask-clarification':
    case 'pass-on':
      return latest.get(`ask:${by}`) ?? null;
    case 'withdraw-objection':
      return latest.get(`objection:${by}`) ?? null;
    case 'resolve':
    case 'rule-invalid':
    case 'overrule':
    case 'reply-to-objection':
      return latest.get(`objection:${action.whose}`) ?? null;
    case 'answer-reply':
      return latest.get(`reply:${by}`) ?? null;
    case 'answer-clarification':
      return latest.get(`clarification:${action.to}`) ?? null;
    default:
      return null;
  }
};

const OF_RUNS = {
  ...{
    'run-opened': true,
    facts: true,
    foreseen: true,
    'step-opened': true,
    'step-skipped': true,
    asked: true,
    'passed-on': true,
    excused: true,
  },
  ...{ reminded: true, stance: true, objection: true, amended: true, paused: true, resumed: true, 'deadline-moved': true },
  ...{ 'step-passed': true, 'step-stopped': true, rerouted: true, escalated: true, effect: true, outcome: true },
} as const satisfies Record<RunEvent['type'], true>;

const isRun = (body: { readonly type: string }): body is RunEvent => Object.hasOwn(OF_RUNS, body.type);
