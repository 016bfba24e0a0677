import { extended, fenced, newClaim, renewed } from '#kernel/leases/claim.ts';
import { openClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { maySee } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import type { Data } from './commands.ts';
import { closed, naming, STALE } from './drafting.ts';
import type { Seen, TaskEvent } from './events.ts';
import { claimOf, isClosed, offerOf, type TaskState } from './state.ts';
import { contributes, underWhich } from './terms.ts';
import { sentenceOf, wordsOf } from './words.ts';

type Events = Result<readonly TaskEvent[]>;

/** [L4] One deep and one shallow task at a time. */
const LIMIT = 1;
/** Who is offered a task has one of their working days to take it; it stays where it is meanwhile. */
const A_WORKING_DAY: WindowForm = {
  min: { end: 'after', duration: { amount: 0, unit: 'm' } },
  max: { end: 'after', duration: { amount: 1, unit: 'wd' } },
};

export const calendarsOf = (id: ActorId, { directory }: Pick<Context, 'directory'>): readonly CalendarVersion[] =>
  directory.actors.get(id)?.calendars ?? [];

/** [L1] One holder: whoever comes second is told so. `refs`: what they hold already [L4]. */
export const claim = (state: TaskState, context: Context): Events => {
  const { by, now, directory } = context;
  const { stage } = state;
  if (isClosed(state)) return closed(state);
  if (stage.status === 'draft')
    return refuse(
      'criteria-required',
      'This does not say yet when it is done. Add acceptance criteria, then it can be claimed.',
      {
        field: '/criteria',
      },
    );
  const taken = stage.status === 'claimed' && stage.offer?.to === by;
  if (stage.status === 'claimed' && stage.claim.holder === by) return ok([]);
  if (stage.status === 'claimed' && !taken)
    return refuse('claimed-already', `${state.names[stage.claim.holder] ?? 'Somebody else'} has claimed this.`);
  const held = [...context.refs.values()].filter(
    ({ id, kind, state: other }) => kind === 'task' && id !== context.self.id && holds(other as TaskState, by),
  );
  const alike = held.filter(({ state: other }) => (other as TaskState).depth === state.depth);
  const [first] = alike;
  if (alike.length >= LIMIT && first)
    return refuse(
      'limit-reached',
      `You hold a ${state.depth} task already, #${first.number}. Finish it or give it back; then claim this.`,
    );
  const { terms, protocol, fault } = underWhich(state, by, held.length, context);
  if (fault) return fault;
  const fresh = newClaim(by, state.claims, terms, calendarsOf(by, { directory }), now);
  return ok([...naming(state, [by], context), { type: 'task-claimed', claim: fresh, taken, protocol }]);
};

const holds = (state: TaskState, by: ActorId): boolean => claimOf(state)?.holder === by;

/** [L1] Whoever shows no token that holds changes nothing. */
const fault = (state: TaskState, by: ActorId, token: number): Refusal | null =>
  isClosed(state) ? closed(state) : fenced(claimOf(state), by, token);

/** [L2] Whether somebody's work is the holder's: their own, or that of an agent for which they answer. */
const isTheirs = (holder: ActorId, by: ActorId, { directory }: Pick<Context, 'directory'>): boolean =>
  holder === by || directory.actors.get(by)?.accountable === holder || directory.actors.get(holder)?.accountable === by;

/** [L2] What was seen of the work moves the task; where it is the holder's, it renews their lease. */
export const activity = (state: TaskState, data: Data<'activity'>, context: Context): Events => {
  const by = context.by === SYSTEM ? (data.by ?? SYSTEM) : context.by;
  if (context.by !== SYSTEM && !contributes(state, by, context.directory))
    return refuse('not-permitted', 'You may read here; contributors may do this.');
  const held = claimOf(state);
  const theirs = held !== null && held.terms.renews && isTheirs(held.holder, by, context);
  // Others' words are there to be read; they are no work on it.
  if (!theirs && (data.what === 'comment' || isClosed(state))) return ok([]);
  const words = wordsOf(data.words ?? '', '/words');
  if (words.refused) return words;
  const seen: Seen = { what: data.what, of: data.of ?? null, words: words.ok, address: data.address ?? null, by };
  const after = theirs ? renewed(held, calendarsOf(held.holder, context), context.now) : null;
  return ok([{ type: 'task-moved', seen, claim: after }]);
};

/** [L2] One honest sentence, as often as the protocol lets. */
export const extend = (state: TaskState, data: Data<'extend'>, context: Context): Events => {
  const held = claimOf(state);
  const wrong = fault(state, context.by, data.token);
  if (wrong || held === null) return wrong ?? ok([]);
  if (held.extended >= held.terms.extensions)
    return refuse(
      'no-extension-left',
      'A sentence has extended this claim already. Show some of the work, or give it back: it costs you nothing.',
    );
  const words = sentenceOf(data.words, '/words');
  if (words.refused) return words;
  return ok([{ type: 'claim-extended', words: words.ok, claim: extended(held, calendarsOf(held.holder, context), context.now) }]);
};

/** [L2] Neutral: nobody is told why, unless the note says so. */
export const release = (state: TaskState, data: Data<'release'>, context: Context): Events => {
  const wrong = fault(state, context.by, data.token);
  if (wrong) return wrong;
  const note = wordsOf(data.note, '/note');
  if (note.refused) return note;
  return ok([released(context.by, note.ok, context.now, false)]);
};

export const released = (holder: ActorId, note: string, at: number, byItself: boolean): TaskEvent => ({
  type: 'claim-released',
  holder,
  note,
  byItself,
  at,
  staleAt: at + STALE,
});

/** Follow-the-sun: offered to one other, who takes it by claiming; until then it stays where it is. */
export const offer = (state: TaskState, data: Data<'offer'>, context: Context): Events => {
  const { directory, by, now } = context;
  const { stage } = state;
  if (stage.status === 'done' || stage.status === 'dropped') return closed(state);
  if (stage.status === 'draft')
    return refuse('criteria-required', 'This does not say yet when it is done.', { field: '/criteria' });
  const wrong =
    stage.status === 'claimed'
      ? fenced(stage.claim, by, data.token ?? 0)
      : by === state.author
        ? null
        : refuse('not-permitted', 'Only its owner may offer what nobody holds.');
  if (wrong) return wrong;
  if (stage.offer)
    return refuse(
      'offered-already',
      `It is offered to ${state.names[stage.offer.to] ?? 'somebody'} already. Take that back first.`,
    );
  const other = directory.actors.get(data.to);
  const field = '/to';
  if (!other || other.status !== 'active' || other.kind === 'team')
    return refuse('not-found', 'There is nobody here with this id who could take it.', { field });
  if (data.to === by) return refuse('asks-oneself', 'Offer it to somebody else.', { field });
  if (!maySee(data.to, audienceOf(state), directory) || !contributes(state, data.to, directory))
    return refuse('asked-shut-out', `${other.name} could not work on this here.`, { field });
  const note = wordsOf(data.note, '/note');
  if (note.refused) return note;
  const clock = openClock({ form: A_WORKING_DAY, each: null, longest: directory.longestWindow }, other.calendars, now);
  return ok([...naming(state, [by, data.to], context), { type: 'task-offered', to: data.to, note: note.ok, clock }]);
};

/** Declined by who was asked, or taken back by who offered it. */
export const endOffer = (state: TaskState, { by, now }: Context): Events => {
  const open = offerOf(state);
  if (open === null) return refuse('not-offered', 'This is offered to nobody.');
  if (by !== open.to && by !== open.by) return refuse('not-asked', 'This was offered to somebody else.');
  return ok([{ type: 'offer-ended', how: by === open.to ? 'declined' : 'withdrawn', to: open.to, at: now }]);
};

/** [L1] Finished by whoever holds it, when all that it asks for is met. */
export const finish = (state: TaskState, data: Data<'finish'>, context: Context): Events => {
  const wrong = fault(state, context.by, data.token);
  if (wrong) return wrong;
  const open = state.criteria.findIndex((_, place) => !data.met.includes(place));
  if (open >= 0)
    return refuse('criteria-open', `Not yet met: ${state.criteria[open]}`, {
      field: '/met',
      accepted: `the places of all ${state.criteria.length}, from 0`,
    });
  const words = wordsOf(data.words, '/words');
  if (words.refused) return words;
  return ok([{ type: 'task-finished', words: words.ok, token: data.token }]);
};
