import type { AwaitKind } from '../awaits/await.ts';
import type { BallotBox } from '../protocol/ballot.ts';
import { isAnswered } from '../protocol/judge.ts';
import type { RunAction } from '../protocol/run-action.ts';
import type { RunEvent } from '../protocol/run-event.ts';
import type { Question, RunState } from '../protocol/run-state.ts';
import { stepOf } from '../protocol/sequence.ts';
import type { Fact, World } from '../protocol/world.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import type { Conduct } from './conduct.ts';
import { random, type Random } from './random.ts';

/** Something that somebody will get to, when they do. */
export interface Turn {
  readonly by: ActorId;
  readonly does: 'speak' | 'reply' | 'answer-reply' | 'answer-clarification' | 'keep-closed' | 'concede' | 'give-way';
  /** As long as it takes them to answer such an ask. */
  readonly kind: AwaitKind;
  readonly from: Instant;
  /** Who objected, or asks. */
  readonly whose?: ActorId;
  /** What chance is drawn for: the same words, the same mood. */
  readonly about: readonly (string | number)[];
}

/** What somebody will do because of an event. */
export const hearing = (event: RunEvent, state: RunState, world: World, conduct: Conduct, chance: Random): readonly Turn[] => {
  const { id, author } = state.subject;
  switch (event.type) {
    case 'asked': {
      const about = [id, event.step, event.actor, event.seat?.round ?? 1, event.question?.id ?? 0];
      const turn = { by: event.actor, kind: event.kind, from: event.at, about };
      return event.question ? [{ ...turn, ...owed(event.question) }] : [{ ...turn, does: 'speak' }];
    }
    case 'step-opened': {
      if (!event.opened.voluntary) return [];
      const people = (world.role('members') ?? world.role('everyone') ?? []).filter((actor) => actor !== author);
      return people
        .filter((actor) => chance.of('volunteers', id, event.step, actor).chance(conduct.volunteers))
        .map((by) => ({ by, does: 'speak', kind: 'stance', from: event.at, about: [id, event.step, by, 'unasked'] }));
    }
    case 'objection': {
      const { objection } = event;
      if (objection.status !== 'open' || objection.at !== event.at || event.question || objection.by === author) return [];
      return [reply(author, objection.by, event.at, [id, 'reply', objection.id])];
    }
    default:
      return [];
  }
};

const owed = ({ about, asker }: Pick<Question, 'about' | 'asker'>): Pick<Turn, 'does' | 'whose'> =>
  about === 'reply'
    ? { does: 'answer-reply', whose: asker }
    : about === 'clarification'
      ? { does: 'answer-clarification', whose: asker }
      : { does: 'keep-closed', whose: asker };

const reply = (by: ActorId, whose: ActorId, from: Instant, about: Turn['about']): Turn => ({
  by,
  does: 'reply',
  kind: 'answer',
  from,
  whose,
  about,
});

/** What they do when they get to it; null: there is nothing to do any more. */
export const answerOf = (turn: Turn, state: RunState, conduct: Conduct, chance: Random): RunAction | null => {
  const { by, whose = by } = turn;
  const mood = chance.of('mood', state.subject.id, turn.does, by);
  if (turn.does === 'keep-closed') return { type: 'keep-closed', by, reason: 'It was considered.' };
  if (state.outcome !== null) return null;
  switch (turn.does) {
    case 'speak':
      return speak(by, state, conduct, mood);
    case 'reply':
      return { type: 'reply-to-objection', by, whose, text: 'How we mean to deal with it.' };
    case 'answer-reply':
      return mood.chance(conduct.yields)
        ? { type: 'withdraw-objection', by, reason: 'That answers it.' }
        : { type: 'answer-reply', by, text: 'It stands.' };
    case 'answer-clarification':
      return { type: 'answer-clarification', by, to: whose, text: 'It is so.' };
    case 'concede':
      return mood.chance(conduct.amends)
        ? { type: 'amend', by, label: 'material' }
        : { type: 'withdraw', by, reason: 'It needs another way.' };
    case 'give-way':
      return { type: 'withdraw-objection', by, reason: 'The amendment settles it.' };
    default:
      return turn.does satisfies never;
  }
};

const speak = (by: ActorId, state: RunState, conduct: Conduct, mood: Random): RunAction | null => {
  const run = state.steps.at(-1);
  if (run?.status !== 'open') return null;
  if (!run.voluntary && run.seats.find(({ actor }) => actor === by)?.status !== 'open') return null;
  if (run.escalated === null && isAnswered(stepOf(state.protocol, run.step))) return { type: 'answer', by, text: 'Done.' };
  if (run.ballot)
    return {
      type: 'stance',
      by,
      stance: 'agree',
      ballot: ballotOf(run.ballot, state.subject.id, mood),
      reason: 'In this order.',
    };
  const roll = mood.next();
  // Whoever objected once, and was heard, does not begin anew.
  const again = state.objections.some((objection) => objection.by === by);
  if (roll < conduct.objects && !again && run.escalated === null)
    return {
      type: 'stance',
      by,
      stance: 'object',
      reason: 'It would break what we rely on.',
      alternative: 'A smaller step first.',
    };
  if (roll < conduct.objects + conduct.abstains) return { type: 'stance', by, stance: 'abstain' };
  return { type: 'stance', by, stance: 'agree', reason: 'It holds together.' };
};

/** [R12] Options have a following of their own, the same for everybody, and each likes them a little otherwise. */
const ballotOf = ({ method, options, statusQuo }: BallotBox, id: string, mood: Random): Fact => {
  const liked = options
    .map((option) => ({ option, liking: (option === statusQuo ? -0.5 : followingOf(id, option)) + mood.normal() }))
    .toSorted((a, b) => b.liking - a.liking)
    .map(({ option }) => option);
  if (!('most' in method)) return liked;
  const { most } = method;
  if (method.method === 'dot') return { [liked[0] ?? '']: most };
  return Object.fromEntries(liked.map((option, place) => [option, Math.round(most * (1 - place / liked.length))]));
};

const followingOf = (id: string, option: string): number => random(`${id} ${option}`).normal();

/** What follows for others from what somebody did. */
export const after = (turn: Turn, did: RunAction, state: RunState, conduct: Conduct, chance: Random): readonly Turn[] => {
  const { id, author } = state.subject;
  const from = state.at;
  if (did.type === 'answer-reply')
    return [{ by: author, does: 'concede', kind: 'contribute', from, about: [id, 'concede', turn.by] }];
  if (did.type !== 'amend') return [];
  return state.objections
    .filter(({ status, by }) => status === 'open' && chance.of('gives way', id, by).chance(conduct.yields))
    .map(({ holder }) => ({ by: holder, does: 'give-way', kind: 'answer', from, about: [id, 'give-way', holder] }));
};
