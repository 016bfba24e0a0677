import { evolveRun } from '#kernel/protocol/run.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import type { RequestEvent, RequestPracticeEvent } from './events.ts';
import { lastRound, type Asked, type RequestState, type Round } from './state.ts';

export const evolveRequest = (state: RequestState | null, event: RecordedEvent<RequestEvent>): RequestState => {
  const { body, at, by } = event;
  if (body.type === 'request-asked') {
    const { title, asking, space, audience, blocks, mentions } = body;
    const known = { author: by, title, space, audience, blocks, mentions, askedAt: at, names: {} };
    return { ...known, status: 'asking', before: [], asking: { ...asking, askedAt: at } };
  }
  if (state === null) throw new Error(`${body.type} before anything was asked`);
  return isRunEvent(body) ? evolveRunOf(state, body) : evolvePractice(state, body, event);
};

const evolveRunOf = (state: RequestState, body: RunEvent): RequestState => {
  if (state.status === 'asking') {
    const { status: _, before, asking, ...known } = state;
    const round: Round = { ...asking, run: evolveRun(null, body), answers: [], said: [] };
    const [first, ...others] = before;
    return { ...known, status: 'asked', rounds: first ? [first, ...others, round] : [round] };
  }
  return onLast(asked(state, body.type), (round) => ({ ...round, run: evolveRun(round.run, body) }));
};

const evolvePractice = (
  state: RequestState,
  body: Exclude<RequestPracticeEvent, { type: 'request-asked' }>,
  { at, by }: RecordedEvent<RequestEvent>,
): RequestState => {
  switch (body.type) {
    case 'names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'request-asked-again': {
      const { rounds, ...known } = asked(state, body.type);
      return {
        ...known,
        status: 'asking',
        mentions: more(state, body.mentions),
        before: rounds,
        asking: { ...body.asking, askedAt: at },
      };
    }
    case 'request-answered': {
      const answered = onLast(asked(state, body.type), (round) => ({
        ...round,
        answers: [...round.answers, { by, text: body.text, at }],
      }));
      return { ...answered, mentions: more(state, body.mentions) };
    }
    case 'clarification-said':
      return onLast(asked(state, body.type), (round) => ({
        ...round,
        said: [...round.said, { by, to: body.to, text: body.text, at }],
      }));
    case 'request-passed':
      return state;
    case 'request-accepted':
      return { ...asked(state, body.type), status: 'accepted', by, words: body.words, at };
    case 'request-withdrawn':
      return { ...asked(state, body.type), status: 'withdrawn', by, reason: body.reason, at };
    default:
      return body satisfies never;
  }
};

const asked = (state: RequestState, type: string): Asked => {
  if (state.status === 'asked') return state;
  throw new Error(`${type} on a request that is ${state.status}`);
};

const onLast = (state: Asked, change: (round: Round) => Round): Asked => {
  const round = change(lastRound(state));
  const [first, ...others] = state.rounds;
  return { ...state, rounds: others.length === 0 ? [round] : [first, ...others.slice(0, -1), round] };
};

const more = ({ mentions }: RequestState, fresh: readonly string[]): readonly string[] => [...new Set([...mentions, ...fresh])];
