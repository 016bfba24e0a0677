import type { AwaitReading, AwaitStatus } from '#kernel/awaits/await.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import type { TaskEvent } from './events.ts';
import { askedInVain, claimOf, offerOf, type TaskState } from './state.ts';

/** More than a sitting is not asked of anybody at once. */
const A_SITTING = 90;

/** What a task asks of people now: of its holder, of whom it is offered to, of its owner. */
export const openAwaits = (state: TaskState): readonly AwaitReading[] => {
  const { title, names, minutes, stage } = state;
  const claim = claimOf(state);
  const offer = offerOf(state);
  const asking = stage.status === 'ready' ? stage.asking : null;
  const about = `“${title}”`;
  return [
    ...(claim === null
      ? []
      : [
          {
            key: `hold:${claim.token}`,
            kind: 'contribute',
            status: 'open',
            asker: null,
            asked: claim.holder,
            why: claim.graceUntil === null ? `go on with ${about}` : `say in a sentence whether you go on with ${about}`,
            openedAt: claim.graceUntil === null ? claim.since : claim.until,
            dueAt: claim.graceUntil ?? claim.until,
            maxAt: (claim.graceUntil ?? claim.until) + 14 * DAY,
            otherwise: claim.graceUntil === null ? 'you are asked whether you go on' : 'it is free again, with what you left',
            minutes: claim.graceUntil === null ? Math.min(minutes, A_SITTING) : 2,
          } satisfies AwaitReading,
        ]),
    ...(offer === null
      ? []
      : [
          {
            key: `offer:${offer.count}`,
            kind: 'contribute',
            status: 'open',
            asker: offer.by,
            asked: offer.to,
            why: `take over ${about}`,
            openedAt: offer.clock.openedAt,
            dueAt: offer.clock.dueAt,
            maxAt: offer.clock.maxAt,
            otherwise: claim ? `it stays with ${names[offer.by] ?? 'who holds it'}` : 'it stays free for anybody',
            minutes: 5,
          } satisfies AwaitReading,
        ]),
    ...(asking === null
      ? []
      : [
          {
            key: `stale:${asking.clock.openedAt}`,
            kind: 'answer',
            status: 'open',
            asker: null,
            asked: asking.owner,
            why: `drop, split or offer ${about}: nobody has claimed it`,
            openedAt: asking.clock.openedAt,
            dueAt: asking.clock.dueAt,
            maxAt: asking.clock.maxAt,
            otherwise: askedInVain(state)
              ? 'it is dropped; anybody may open it again'
              : 'it stays, and you are asked again in two weeks',
            minutes: 5,
          } satisfies AwaitReading,
        ]),
  ];
};

/** So many that are over are kept at hand; all of them are in the stream. */
const PAST = 50;

/** [A3] Who was asked before something happened and is not any more was asked all the same: it stays, with how it ended. */
export const pastOf = (before: TaskState, next: TaskState, body: TaskEvent, at: Instant): readonly AwaitReading[] => {
  const still = new Set(openAwaits(next).map(({ key }) => key));
  const over = openAwaits(before).filter(({ key }) => !still.has(key));
  if (over.length === 0) return before.past;
  const closedAt = 'at' in body && typeof body.at === 'number' ? body.at : at;
  const ended = over.map((one) => ({ ...one, status: endOf(one.key, body), closedAt }));
  return [...before.past, ...ended].slice(-PAST);
};

const endOf = (key: string, body: TaskEvent): AwaitStatus => {
  const what = key.slice(0, key.indexOf(':'));
  switch (body.type) {
    case 'task-finished':
      return what === 'hold' ? 'answered' : 'moot';
    case 'claim-released':
      return what !== 'hold' ? 'moot' : body.byItself ? 'lapsed' : 'answered';
    // It was offered, and taken.
    case 'task-claimed':
      return what === 'hold' ? 'passed' : what === 'offer' && body.taken ? 'answered' : 'moot';
    case 'offer-ended':
      return body.how === 'declined' ? 'answered' : body.how;
    case 'owner-answered':
      return body.lapsed ? 'lapsed' : 'answered';
    case 'task-dropped':
      return what === 'stale' ? 'answered' : 'moot';
    default:
      return 'moot';
  }
};
