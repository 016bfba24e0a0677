import type { RunAction } from '#kernel/protocol/run-action.ts';
import { nextMoment } from '#kernel/protocol/run.ts';
import type { Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { maySee, runNeeds } from '#practices/protocols';
import { amend, challenge, keepClosed, reopen, withdraw } from './amending.ts';
import { move, nameAudience, openAudience, shareDraft } from './audience.ts';
import type { DecisionCommand } from './commands.ts';
import { draft, open, revise } from './drafting.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import { evolveDecision } from './evolve.ts';
import { importRecord } from './import.ts';
import {
  answerClarification,
  answerReply,
  askClarification,
  leaveReplies,
  moveReplies,
  replyToObjection,
  resolveObjection,
  ruleOut,
  takeStance,
  tickReplies,
  withdrawObjection,
} from './objections.ts';
import { amendText, followPage, propose } from './proposing.ts';
import { holdText, leaveText, letGo, moveText, noteText, tickText } from './proposed-text.ts';
import { readDecision } from './read.ts';
import { openRecord } from './record-opening.ts';
import { answerReview, leaveReview, moveReview, setReviewDate, tickReview } from './review.ts';
import { act } from './run.ts';
import { deprecate, restore, supersede, withdrawRecord } from './standing.ts';
import { outcomeOf, type DecisionState, type Draft, type Opened } from './state.ts';
import { optionalWords } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

export const decision: Decider<DecisionState, DecisionCommand, DecisionEvent> = {
  kind: 'decision',
  numbered: true,
  needs: {
    draft: 'contribute',
    revise: 'decider',
    propose: 'see',
    'amend-text': 'author',
    'note-text': 'system',
    'hold-text': 'system',
    'let-go': 'author',
    'follow-page': 'system',
    'share-draft': 'decider',
    'drop-quotes': 'decider',
    open: 'decider',
    'open-record': 'author',
    'name-audience': 'author',
    move: 'author',
    ...runNeeds,
    amend: 'author',
    'challenge-amendment': 'see',
    withdraw: 'author',
    reopen: 'author',
    'keep-closed': 'author',
    supersede: 'system',
    restore: 'system',
    deprecate: 'author',
    'set-review-date': 'author',
    'answer-review': 'decider',
    import: 'contribute',
  },
  home: (command) => (command.name === 'draft' || command.name === 'import' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'draft') return draft(state, command.data, context);
    if (command.name === 'propose') return propose(state, command.data, context);
    if (command.name === 'import') return importRecord(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such decision that you can see.');
    switch (command.name) {
      case 'tick':
        return tick(state, context);
      case 'calendar-changed':
        return somebody(state, { type: 'calendar-changed', actor: command.data.actor }, context);
      case 'actor-left':
        return somebody(state, { type: 'actor-left', actor: command.data.actor }, context);
      case 'share-draft':
        return mine(state, context) ?? shareDraft(state, command.data, context);
      case 'name-audience':
        return (state.status === 'draft' ? mine(state, context) : null) ?? nameAudience(state, command.data, context);
      case 'move':
        return (state.status === 'draft' ? mine(state, context) : null) ?? move(state, command.data, context);
      case 'follow-page':
        return followPage(state, command.data);
      case 'supersede':
        return supersede(state, command.data, context);
      case 'restore':
        return restore(state, command.data);
      case 'deprecate':
        return deprecate(state, command.data);
      case 'set-review-date':
        return setReviewDate(state, command.data, context);
      case 'answer-review':
        return answerReview(state, command.data, context);
      case 'revise':
      case 'drop-quotes':
      case 'open':
        return ofDraft(state, command, context);
      case 'open-record':
        return openRecord(state, command.data, context);
      case 'withdraw':
        if (state.status === 'draft') return mine(state, context) ?? discard(command.data.reason);
        if (state.status === 'imported') return withdrawRecord(state, command.data);
        return ofOpened(state, command, context);
      default:
        return ofOpened(state, command, context);
    }
  },
  evolve: evolveDecision,
  read: readDecision,
};

/** A draft is changed and opened by whose it is, not by the stewards. */
const mine = (state: DecisionState, { by }: Context): Events | null =>
  by === state.author || by === SYSTEM ? null : refuse('not-permitted', 'Only its author changes and opens a draft.');

const ofDraft = (
  state: DecisionState,
  command: Extract<DecisionCommand, { name: 'revise' | 'drop-quotes' | 'open' }>,
  context: Context,
): Events => {
  const fault = mine(state, context);
  if (fault) return fault;
  if (state.status !== 'draft') return notADraft(state, command.name);
  if (command.name === 'drop-quotes') return ok(state.quotes.length === 0 ? [] : [{ type: 'quotes-dropped' }]);
  return command.name === 'open' ? open(state, context) : revise(state, command.data, context);
};

/** What it is instead, and what to do. */
const notADraft = (state: Exclude<DecisionState, Draft>, name: 'revise' | 'drop-quotes' | 'open'): Refusal => {
  if (state.status === 'discarded') return refuse('not-a-draft', 'This draft was discarded. Write a new one.');
  if (state.status === 'imported') return refuse('not-a-draft', 'This is a record that was made elsewhere, and no draft.');
  if (outcomeOf(state) !== null)
    return refuse('not-a-draft', 'This has been decided; its text is the record. Reopen it, or write one that supersedes it.');
  return refuse(
    'not-a-draft',
    name === 'open' ? 'This is open already.' : 'This is no draft any more. Amend it, so that those who were asked are told.',
  );
};

const discard = (why: string | undefined): Events => {
  const reason = optionalWords(why, '/reason');
  return reason.refused ? reason : ok([{ type: 'draft-discarded', reason: reason.ok }]);
};

type OfOpened = Exclude<
  DecisionCommand,
  {
    name:
      | (
          | 'draft'
          | 'propose'
          | 'follow-page'
          | 'revise'
          | 'share-draft'
          | 'drop-quotes'
          | 'open'
          | 'open-record'
          | 'name-audience'
          | 'move'
          | 'import'
          | 'supersede'
          | 'restore'
        )
      | ('deprecate' | 'set-review-date' | 'answer-review' | 'tick' | 'calendar-changed' | 'actor-left');
  }
>;

const ofOpened = (state: DecisionState, command: OfOpened, context: Context): Events => {
  if (state.status !== 'opened')
    return refuse(
      'not-open',
      state.status === 'imported'
        ? 'This is a record that was made elsewhere; nobody is asked about it here.'
        : 'This is not open. Nobody has been asked about it.',
    );
  switch (command.name) {
    case 'take-stance':
      return takeStance(state, command.data, context);
    case 'withdraw-objection':
      return withdrawObjection(state, command.data, context);
    case 'resolve-objection':
      return resolveObjection(state, command.data, context);
    case 'rule-objection-invalid':
      return ruleOut(state, 'rule-invalid', command.data, context);
    case 'overrule-objection':
      return ruleOut(state, 'overrule', command.data, context);
    case 'reply-to-objection':
      return replyToObjection(state, command.data, context);
    case 'answer-reply':
      return answerReply(state, command.data, context);
    case 'ask-clarification':
      return askClarification(state, command.data, context);
    case 'answer-clarification':
      return answerClarification(state, command.data, context);
    case 'answer': {
      const text = optionalWords(command.data.text, '/text');
      return text.refused
        ? text
        : act(state, { type: 'answer', by: context.by, ...(text.ok === null ? {} : { text: text.ok }) }, context);
    }
    case 'pass-on':
      return passOn(state, command.data, context);
    case 'amend':
      return amend(state, command.data, context);
    case 'amend-text':
      return amendText(state, command.data, context);
    case 'note-text':
      return noteText(state, command.data);
    case 'hold-text':
      return holdText(state, command.data, context);
    case 'let-go':
      return letGo(state, command.data);
    case 'challenge-amendment':
      return challenge(state, command.data, context);
    case 'withdraw':
      return withdraw(state, command.data, context);
    case 'reopen':
      return reopen(state, command.data, context);
    case 'keep-closed':
      return keepClosed(state, command.data, context);
    default:
      return command satisfies never;
  }
};

const passOn = (
  state: Opened,
  { to, reason: why }: Extract<DecisionCommand, { name: 'pass-on' }>['data'],
  context: Context,
): Events => {
  const reason = optionalWords(why, '/reason');
  if (reason.refused) return reason;
  if (!maySee(to, openAudience(state), context.directory))
    return refuse('cannot-see', 'There is nobody with this id who may see this decision.', { field: '/to' });
  return act(state, { type: 'pass-on', by: context.by, to, ...(reason.ok === null ? {} : { reason: reason.ok }) }, context);
};

/** Everything that was due: the run's, then the practice's own. */
const tick = (state: DecisionState, context: Context): Events => {
  if (state.status === 'imported') return ok(tickReview(state, context));
  if (state.status !== 'opened') return ok([]);
  const due = nextMoment(state.run);
  const ran = due !== null && due <= context.now ? act(state, { type: 'tick' }, context) : ok([]);
  if (ran.refused) return ran;
  return ok([...ran.ok, ...tickReplies(state, context), ...tickReview(state, context), ...tickText(state, context)]);
};

/** Hours, leave or deputies of somebody have changed, or they have left: the run's awaits, then the practice's own. */
const somebody = (state: DecisionState, action: Extract<RunAction, { actor: string }>, context: Context): Events => {
  if (state.status !== 'opened' && state.status !== 'imported') return ok([]);
  const ran = state.status === 'opened' ? act(state, action, context) : ok([]);
  if (ran.refused) return ran;
  const own: readonly DecisionPracticeEvent[] =
    action.type === 'actor-left'
      ? [
          ...leaveReview(state, action.actor, context),
          ...(state.status === 'opened'
            ? [...leaveReplies(state, action.actor, context), ...leaveText(state, action.actor, context)]
            : []),
        ]
      : [
          ...(state.status === 'opened'
            ? [...moveReplies(state, action.actor, context), ...moveText(state, action.actor, context)]
            : []),
          ...moveReview(state, action.actor, context),
        ];
  return ok([...ran.ok, ...own]);
};
