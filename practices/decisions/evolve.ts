import { evolveRun } from '#kernel/protocol/run.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { Instant, RecordedEvent } from '#kernel/stream/event.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import {
  isInForce,
  type DecisionState,
  type Imported,
  type Opened,
  type OwnAwait,
  type ReplyOwed,
  type Review,
  type TextFate,
} from './state.ts';

export const evolveDecision = (state: DecisionState | null, event: RecordedEvent<DecisionEvent>): DecisionState => {
  const { body, at, by } = event;
  if (body.type === 'decision-drafted') {
    const { title, body: text, space, audience, quotes } = body;
    return { status: 'draft', author: by, title, body: text, space, audience, quotes, draftedAt: at, names: {}, sharedWith: [] };
  }
  if (body.type === 'decision-imported') {
    const { title, body: text, space, record, decidedAt, name } = body;
    return {
      ...{
        status: 'imported',
        author: by,
        title,
        body: text,
        space,
        audience: null,
        quotes: [],
        draftedAt: at,
        names: { [by]: name },
      },
      ...{ record, decidedAt, standing: { is: 'holds' }, review: null },
    };
  }
  if (state === null) throw new Error(`${body.type} before there was a decision`);
  if (isRunEvent(body)) return evolveRunOf(state, body);
  return evolvePractice(state, body, event);
};

const evolveRunOf = (state: DecisionState, body: RunEvent): DecisionState => {
  if (state.status === 'opening') {
    const { status: _, ...known } = state;
    return {
      ...{ ...known, status: 'opened', run: evolveRun(null, body), amendments: [], said: [], owed: [] },
      ...{ standing: { is: 'holds' }, review: null, text: null, withdrawn: null, reopened: [] },
    };
  }
  if (state.status !== 'opened') throw new Error(`${body.type} on a decision that was never opened`);
  // A run that goes on again has no outcome any more that could be reviewed [R9].
  const next = over({ ...state, run: evolveRun(state.run, body) }, body.at);
  if (body.type === 'outcome') return { ...next, owed: closed(next.owed, 'moot', body.at) };
  if (body.type !== 'objection' || body.objection.status === 'open') return next;
  return { ...next, owed: closed(next.owed, 'moot', body.at, body.objection.id) };
};

const closed = (owed: readonly ReplyOwed[], status: OwnAwait['status'], at: Instant, objection?: number): readonly ReplyOwed[] =>
  owed.map((one) =>
    one.status === 'open' && (objection === undefined || one.objection === objection) ? { ...one, status, closedAt: at } : one,
  );

const evolvePractice = (
  state: DecisionState,
  body: Exclude<DecisionPracticeEvent, { type: 'decision-drafted' | 'decision-imported' }>,
  { at, by }: RecordedEvent<DecisionEvent>,
): DecisionState => {
  switch (body.type) {
    case 'decision-revised':
      return { ...state, title: body.title, body: body.body };
    case 'draft-shared':
      return state.status === 'draft' ? { ...state, sharedWith: body.with } : state;
    case 'quotes-dropped':
      return { ...state, quotes: [] };
    case 'draft-discarded':
      return state.status === 'draft' ? { ...state, status: 'discarded', reason: body.reason, at } : state;
    case 'record-opened': {
      if (state.status !== 'imported') throw new Error('a record was opened, and it was none');
      const { decidedAt: _, standing: __, review: ___, ...known } = state;
      return { ...known, status: 'draft', author: by, body: body.body, sharedWith: [] };
    }
    case 'names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'decision-opened': {
      if (state.status !== 'draft') throw new Error('opened, and it was no draft');
      const { status: _, sharedWith: __, ...known } = state;
      return { ...known, status: 'opening', protocol: body.protocol, openedAt: at };
    }
    case 'audience-named':
      return { ...state, audience: body.audience };
    case 'decision-moved':
      return { ...state, space: body.space };
    case 'page-followed':
      return { ...state, space: body.space, audience: body.audience };
    case 'record-changed': {
      if (state.status !== 'imported') throw new Error('a record changed, and it was none');
      const { title, body: text, record, decidedAt } = body;
      // A proposal that was withdrawn here stays so until its file says that it was decided.
      const decidedNow = state.standing.is === 'withdrawn' && record.status !== 'proposed';
      return { ...state, title, body: text, record, decidedAt, ...(decidedNow && { standing: { is: 'holds' } }) };
    }
    case 'decision-superseded':
      return over({ ...decided(state, body.type), standing: { is: 'superseded', by: body.by, at } }, at);
    case 'decision-deprecated':
      return over({ ...decided(state, body.type), standing: { is: 'deprecated', by, reason: body.reason, at } }, at);
    case 'decision-restored':
      return { ...decided(state, body.type), standing: { is: 'holds' } };
    case 'review-set':
    case 'review-asked':
    case 'review-answered':
    case 'review-moved':
    case 'review-lapsed':
      return evolveReview(decided(state, body.type), body, { at, by });
    case 'decision-withdrawn':
      if (state.status === 'imported') return { ...state, standing: { is: 'withdrawn', by, reason: body.reason, at } };
      return evolveOpened(opened(state, body.type), body, { at, by });
    default:
      return evolveOpened(opened(state, body.type), body, { at, by });
  }
};

const opened = (state: DecisionState, type: string): Opened => {
  if (state.status === 'opened') return state;
  throw new Error(`${type} on a decision that is not open`);
};

const decided = (state: DecisionState, type: string): Opened | Imported => {
  if (state.status === 'opened' || state.status === 'imported') return state;
  throw new Error(`${type} on a decision that was never made`);
};

type OfOpened = Extract<
  DecisionPracticeEvent,
  {
    type:
      | 'decision-amended'
      | 'objection-discussed'
      | 'clarification-said'
      | 'reply-owed'
      | 'reply-moved'
      | 'reply-lapsed'
      | 'decision-withdrawn'
      | 'decision-reopened'
      | 'decision-kept-closed'
      | `text-${string}`;
  }
>;

const evolveOpened = (state: Opened, body: OfOpened, { at, by }: Pick<RecordedEvent, 'at' | 'by'>): Opened => {
  switch (body.type) {
    case 'decision-amended': {
      const amendments = [...state.amendments, { by, at, label: body.label, reason: body.reason }];
      return { ...state, title: body.title, body: body.body, amendments, owed: closed(state.owed, 'answered', at) };
    }
    case 'objection-discussed': {
      const said = [...state.said, { about: body.objection, by, to: null, text: body.text, at }];
      return { ...state, said, owed: by === state.author ? closed(state.owed, 'answered', at, body.objection) : state.owed };
    }
    case 'clarification-said':
      return { ...state, said: [...state.said, { about: null, by, to: body.to, text: body.text, at }] };
    case 'reply-owed': {
      const { objection, clock } = body;
      return { ...state, owed: [...state.owed, { objection, clock, status: 'open', closedAt: null }] };
    }
    case 'reply-moved':
      return {
        ...state,
        owed: state.owed.map((one) =>
          one.objection === body.objection && one.status === 'open' ? { ...one, clock: body.clock } : one,
        ),
      };
    case 'reply-lapsed':
      return {
        ...state,
        owed: state.owed.map((one) =>
          body.objections.includes(one.objection) && one.status === 'open'
            ? { ...one, status: 'lapsed', closedAt: body.at }
            : one,
        ),
      };
    case 'decision-withdrawn':
      return { ...state, withdrawn: body.reason };
    case 'decision-reopened':
      return over({ ...state, reopened: [...state.reopened, { by, at, reason: body.reason }], standing: { is: 'holds' } }, at);
    case 'decision-kept-closed': {
      // Said to whoever asked, and to all who brought something new while that was asked.
      const asked =
        state.run.questions.find(({ about, status }) => about === 'reopen' && status === 'open')?.objection ?? Infinity;
      const said = state.run.objections
        .filter(({ id, status, newInformation }) => id >= asked && status === 'late' && newInformation !== undefined)
        .map(({ id }) => ({ about: id, by, to: null, text: body.reason, at }));
      return { ...state, said: [...state.said, ...said] };
    }
    case 'text-published': {
      const { page, revision, merged } = body;
      return { ...state, text: { is: 'published', page, revision, merged, at } };
    }
    case 'text-held': {
      const { code, message, clock } = body;
      return { ...state, text: { is: 'held', code, message, at, ask: { clock, status: 'open', closedAt: null }, by: null } };
    }
    case 'text-let-go':
      return withHeld(state, (held) => ({ ...held, by: body.by, ask: { ...held.ask, status: 'answered', closedAt: at } }));
    case 'text-moved':
      return withHeld(state, (held) => ({ ...held, ask: { ...held.ask, clock: body.clock } }));
    case 'text-lapsed':
      return withHeld(state, (held) => ({ ...held, ask: { ...held.ask, status: 'lapsed', closedAt: body.at } }));
    default:
      return body satisfies never;
  }
};

type Held = Extract<TextFate, { is: 'held' }>;

const withHeld = (state: Opened, change: (held: Held) => Held): Opened =>
  state.text?.is === 'held' ? { ...state, text: change(state.text) } : state;

type OfReview = Extract<DecisionPracticeEvent, { type: `review-${string}` }>;

const evolveReview = (
  state: Opened | Imported,
  body: OfReview,
  { at, by }: Pick<RecordedEvent, 'at' | 'by'>,
): Opened | Imported => {
  if (body.type === 'review-set') {
    const review =
      body.at === null ? heldAlready(state.review) : { at: body.at, asked: null, answers: state.review?.answers ?? {} };
    return { ...state, body: { ...state.body, reviewOn: body.on }, review };
  }
  if (state.review === null) throw new Error(`${body.type} without a review`);
  return { ...state, review: reviewed(state.review, body, { at, by }) };
};

/** What was answered stays when no further date is wanted. */
const heldAlready = (review: Review | null): Review | null =>
  review === null || Object.keys(review.answers).length === 0 ? null : { ...review, asked: review.asked ?? {} };

const reviewed = (
  review: Review,
  body: Exclude<OfReview, { type: 'review-set' }>,
  { at, by }: Pick<RecordedEvent, 'at' | 'by'>,
): Review => {
  const asked = review.asked ?? {};
  const end = (ids: readonly string[], status: OwnAwait['status'], closedAt: Instant) =>
    Object.fromEntries(
      Object.entries(asked).map(([id, one]) => [
        id,
        ids.includes(id) && one.status === 'open' ? { ...one, status, closedAt } : one,
      ]),
    );
  switch (body.type) {
    case 'review-asked':
      return {
        ...review,
        asked: Object.fromEntries(
          Object.entries(body.asked).map(([id, clock]): [string, OwnAwait] => [id, { clock, status: 'open', closedAt: null }]),
        ),
      };
    case 'review-answered':
      return {
        ...review,
        asked: end([by], 'answered', at),
        answers: { ...review.answers, [by]: { answer: body.answer, words: body.words, at } },
      };
    case 'review-moved': {
      const one = asked[body.actor];
      return one ? { ...review, asked: { ...asked, [body.actor]: { ...one, clock: body.clock } } } : review;
    }
    case 'review-lapsed':
      return { ...review, asked: end(body.actors, 'lapsed', body.at) };
    default:
      return body satisfies never;
  }
};

/**
 * Nobody is asked whether they would decide the same again what no longer holds. A date that has not come waits with it: it counts once the
 * decision holds again.
 */
const over = <S extends Opened | Imported>(state: S, at: Instant): S => {
  const holds: boolean = isInForce(state);
  if (holds || !state.review?.asked) return state;
  const asked = Object.entries(state.review.asked).map(([id, one]): [string, OwnAwait] => [
    id,
    one.status === 'open' ? { ...one, status: 'moot', closedAt: at } : one,
  ]);
  return { ...state, review: { ...state.review, asked: Object.fromEntries(asked) } };
};
