import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { Entry } from '#kernel/stream/stream.ts';
import type { Random } from '#kernel/sim/random.ts';
import { drawn, USUAL } from '#kernel/sim/response.ts';
import type { Room } from './people.ts';

const HOUR = 3_600_000;

/** Something that somebody will do, if it is still theirs to do. */
export interface Deed {
  readonly at: Instant;
  readonly by: string;
  readonly kind: 'decision' | 'request' | 'comment' | 'task';
  readonly artifact: string;
  readonly name: string;
  readonly data: unknown;
  readonly refs?: readonly string[];
}

/** What people do because of what was just written; most of what they try has been overtaken by then, and is refused. */
export const deedsAfter = (entry: Entry, roomOf: (artifact: string) => Room | undefined, chance: Random): readonly Deed[] => {
  const { kind, artifact, reading } = entry;
  if (kind !== 'decision' && kind !== 'request') return [];
  const room = roomOf(artifact);
  const author = reading.author;
  if (!room || author === null) return [];
  const deed = (by: string, at: Instant, name: string, data: unknown): Deed => ({
    by,
    at: Math.round(at),
    kind,
    artifact,
    name,
    data,
  });
  const soon = (at: Instant): Instant => at + chance.between(0.1, 30) * HOUR;
  return entry.events.flatMap(({ body, at }): readonly Deed[] => {
    const event = body as RunEvent;
    switch (event.type) {
      case 'asked': {
        const { actor, clock, question } = event;
        const when = whenOf(event.kind, at, clock.dueAt, chance);
        if (when === null) return [];
        if (question?.about === 'reply')
          return [
            chance.chance(0.6)
              ? deed(actor, when, 'withdraw-objection', {})
              : deed(actor, when, 'answer-reply', { text: 'It stands.' }),
          ];
        if (question?.about === 'clarification')
          return [deed(actor, when, 'answer-clarification', { to: question.asker, text: 'The old one.' })];
        if (question) return [deed(actor, when, chance.chance(0.5) ? 'reopen' : 'keep-closed', { reason: 'So be it.' })];
        return [kind === 'request' ? answerTo(deed, actor, when, room, chance) : stanceOn(deed, actor, when, room, chance)];
      }
      case 'objection': {
        const { objection } = event;
        if (objection.status !== 'open' || objection.at !== event.at || event.question) return [];
        const whose = objection.by;
        const fate = chance.next();
        if (fate < 0.5) return [deed(author, soon(at), 'reply-to-objection', { whose, text: 'We will rehearse it.' })];
        if (fate < 0.75)
          return [deed(author, soon(at), 'amend', { label: 'material', reason: 'As was said.', problem: `Again, ${at}.` })];
        return fate < 0.85 ? [deed(author, soon(at), 'withdraw', { reason: 'Another way.' })] : [];
      }
      case 'outcome': {
        if (kind === 'request')
          return chance.chance(0.3)
            ? [deed(author, soon(at), 'ask-again', { question: 'And then?' })]
            : [deed(author, soon(at), 'accept', {})];
        const late = chance.one(room.members);
        const data = { stance: 'object', reason: 'It broke.', alternative: 'Back.', newInformation: 'It broke on Monday.' };
        return chance.chance(0.1) ? [deed(late, soon(at), 'take-stance', data)] : [];
      }
      default:
        return [];
    }
  });
};

type Making = (by: string, at: Instant, name: string, data: unknown) => Deed;

/** As people take, and at times at the very moment at which it is due, or one beside it [A8]. Null: never. */
const whenOf = (kind: keyof typeof USUAL, at: Instant, dueAt: Instant, chance: Random): Instant | null => {
  const edge = chance.next();
  if (edge < 0.12) return dueAt + chance.one([-1, 0, 0, 1]);
  const took = drawn(USUAL[kind], chance);
  // About three hours pass for each that is worked.
  return took === null ? null : at + 3 * took;
};

const stanceOn = (deed: Making, by: string, at: Instant, room: Room, chance: Random): Deed => {
  const fate = chance.next();
  if (fate < 0.7) return deed(by, at, 'take-stance', { stance: 'agree' });
  if (fate < 0.78) return deed(by, at, 'take-stance', { stance: 'abstain' });
  if (fate < 0.88) return deed(by, at, 'take-stance', { stance: 'object', reason: 'No way back.', alternative: 'A flag.' });
  if (fate < 0.94) return deed(by, at, 'ask-clarification', { text: 'Which of the two?' });
  return deed(by, at, 'pass-on', { to: chance.one(room.members) });
};

const answerTo = (deed: Making, by: string, at: Instant, room: Room, chance: Random): Deed => {
  const fate = chance.next();
  if (fate < 0.8) return deed(by, at, 'answer', { text: 'The quiet one.' });
  return fate < 0.9
    ? deed(by, at, 'ask-clarification', { text: 'Which?' })
    : deed(by, at, 'pass-on', { to: chance.one(room.members) });
};
