import { evolveRun } from '#kernel/protocol/run.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import type { ChangeEvent } from './events.ts';
import type { ChangeState, Sample } from './state.ts';

export const evolveChange = (state: ChangeState | null, { body, by, at }: RecordedEvent<ChangeEvent>): ChangeState =>
  folded(state, body, { by, at });

type When = Pick<RecordedEvent, 'by' | 'at'>;

/** The same before an event is recorded: while one command is decided. */
export const folded = (state: ChangeState | null, body: ChangeEvent, when: When): ChangeState => {
  if (body.type === 'change-opened') {
    const { repository, repositoryName, space, key, seen } = body;
    return {
      ...{ repository, repositoryName, space, key, seen },
      ...{ said: {}, people: {}, checks: null, looks: null, rounds: [], failed: null },
      ...{ shipped: null, reverted: null, sample: null, names: {}, spoken: [], knownSince: when.at },
    };
  }
  if (state === null) throw new Error(`${body.type} before there is a change`);
  return isRunEvent(body) ? ofRun(state, body) : ofPractice(state, body, when);
};

const ofRun = (state: ChangeState, body: RunEvent): ChangeState => {
  const last = state.rounds.at(-1);
  if (!last) throw new Error(`${body.type} before a round`);
  return { ...state, rounds: [...state.rounds.slice(0, -1), { ...last, run: evolveRun(last.run, body) }] };
};

const ofPractice = (
  state: ChangeState,
  body: Exclude<ChangeEvent, RunEvent | { type: 'change-opened' }>,
  { by, at }: When,
): ChangeState => {
  switch (body.type) {
    case 'change-seen':
      return { ...state, seen: body.seen };
    case 'people-known':
      return { ...state, people: { ...state.people, ...body.people } };
    case 'change-said':
      return { ...state, said: { ...state.said, [body.said.id]: body.said } };
    case 'change-looked':
      return { ...state, looks: body.looks };
    case 'checks-seen':
      return { ...state, checks: { head: body.head, state: body.state, at: body.at } };
    case 'names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'words-said':
      return { ...state, spoken: [...state.spoken, { by, at, to: body.to, about: body.about, text: body.text }] };
    case 'round-opened':
      return {
        ...state,
        failed: null,
        rounds: [...state.rounds, { head: body.head, protocol: body.protocol, run: null, brought: {} }],
      };
    case 'stance-brought': {
      const last = state.rounds.at(-1);
      if (!last) return state;
      const brought = { ...last.brought, [body.actor]: body.said };
      return { ...state, rounds: [...state.rounds.slice(0, -1), { ...last, brought }] };
    }
    case 'round-failed':
      return { ...state, failed: { head: body.head, because: body.because } };
    case 'change-shipped':
      return { ...state, shipped: { at: body.at, alone: body.alone } };
    case 'change-closed':
      return state;
    case 'change-reverted':
      return { ...state, reverted: { by: body.by, at: body.at } };
    case 'sample-asked':
      return {
        ...state,
        sample: { asked: body.asked, clock: body.clock, status: 'open', found: null, words: null, closedAt: null },
      };
    case 'sample-moved':
      return sampled(state, { clock: body.clock });
    case 'sample-answered':
      return sampled(state, { status: 'answered', found: body.found, words: body.words, closedAt: at });
    case 'sample-called-off':
      return sampled(state, { status: 'moot', closedAt: body.at });
    case 'sample-lapsed':
      return sampled(state, { status: 'lapsed', closedAt: body.at });
    default:
      return body satisfies never;
  }
};

const sampled = (state: ChangeState, change: Partial<Sample>): ChangeState =>
  state.sample === null ? state : { ...state, sample: { ...state.sample, ...change } };
