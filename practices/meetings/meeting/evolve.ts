import { evolveRun } from '#kernel/protocol/run.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import type { MeetingEvent, MeetingPracticeEvent } from './events.ts';
import type { MeetingState, Planned } from './state.ts';

export const evolveMeeting = (state: MeetingState | null, event: RecordedEvent<MeetingEvent>): MeetingState => {
  const { body, at, by } = event;
  if (body.type === 'meeting-requested') {
    const { type: _, ...known } = body;
    return { ...known, status: 'planned', author: by, requestedAt: at, names: {}, gates: [], moves: 0, taken: null, asked: null };
  }
  if (state === null) throw new Error(`${body.type} before a meeting was asked for`);
  return isRunEvent(body) ? evolveGate(state, body) : evolvePractice(state, body, event);
};

const evolveGate = (state: MeetingState, body: RunEvent): MeetingState => {
  const last = state.gates.at(-1);
  if (!last) throw new Error(`${body.type} on a meeting without a gate`);
  return { ...state, gates: [...state.gates.slice(0, -1), { ...last, run: evolveRun(last.run, body) }] };
};

const evolvePractice = (
  state: MeetingState,
  body: Exclude<MeetingPracticeEvent, { type: 'meeting-requested' }>,
  { at, by }: RecordedEvent<MeetingEvent>,
): MeetingState => {
  switch (body.type) {
    case 'gate-opened':
      return { ...state, gates: [...state.gates, { protocol: body.protocol, run: null }] };
    case 'names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'meeting-prepared': {
      const { purpose, document, questions } = body;
      return { ...state, purpose, document, questions };
    }
    case 'meeting-moved':
      return { ...state, from: body.from, minutes: body.minutes, moves: state.moves + 1, taken: null };
    case 'question-settled': {
      const settled = { by: body.byDocument ? null : (body.elsewhere ?? by), words: body.words, at };
      return { ...state, questions: state.questions.map((one) => (one.id === body.question ? { ...one, settled } : one)) };
    }
    case 'question-raised-again':
      return {
        ...state,
        questions: state.questions.map((one) => (one.id === body.question ? { ...one, settled: null } : one)),
      };
    case 'meeting-cancelled': {
      const { asked: _, ...known } = planned(state, body.type);
      return { ...known, status: 'cancelled', why: body.why, reason: body.reason, by, at, taken: null };
    }
    case 'calendar-told':
      return { ...state, taken: { how: body.how, reason: body.reason } };
    case 'outcome-asked':
      return { ...planned(state, body.type), asked: { clock: body.clock, status: 'open', closedAt: null } };
    case 'outcome-moved': {
      const { asked, ...rest } = planned(state, body.type);
      return { ...rest, asked: asked && { ...asked, clock: body.clock } };
    }
    case 'outcome-lapsed': {
      const { asked, ...rest } = planned(state, body.type);
      return { ...rest, asked: asked && { ...asked, status: 'lapsed', closedAt: at } };
    }
    case 'meeting-ended': {
      const { asked, ...known } = planned(state, body.type);
      const { how, minutes: took, people: came, decisions, words } = body;
      const answered = asked && (asked.status === 'open' ? ({ ...asked, status: 'answered', closedAt: at } as const) : asked);
      return { ...known, status: 'ended', asked: answered, how, took, came, decisions, words, by, at };
    }
    default:
      return body satisfies never;
  }
};

const planned = (state: MeetingState, type: string): Planned => {
  if (state.status === 'planned') return state;
  throw new Error(`${type} on a meeting that is ${state.status}`);
};
