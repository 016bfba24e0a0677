import type { AwaitReading } from '#kernel/awaits/await.ts';
import { moveClock, openPatientClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { Data } from './commands.ts';
import type { Course } from './course.ts';
import type { ChangeEvent } from './events.ts';
import { authorOf, looksOf, type ChangeState } from './state.ts';
import { optionalText } from './words.ts';

/** [C4] So many of the changes that shipped alone are looked at afterwards. */
const SHARE = 0.1;
const EFFECT = 'sample_review';
/** A week, and a working day within it. */
const WEEK: WindowForm = { min: { end: 'after', duration: { amount: 1, unit: 'w' } }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };

/** Of a UUID the same share, whoever asks: 0 to 1. */
const drawn = (id: string, place: number): number =>
  Number.parseInt(id.replaceAll('-', '').slice(place, place + 6), 16) / 0xffffff;

/**
 * [C4] It shipped without anybody's word, as its protocol says small ones may: `begun` is how its run begins by all that is known of it now, also where
 * it was merged before it was looked at. Whether it is looked at afterwards follows from its id, so nobody can choose.
 */
export const sample = (course: Course, begun: Result<{ readonly run: Pick<RunState, 'effects'> }>): void => {
  const state = course.state();
  const { self, directory, now } = course.context;
  if (looksOf(state) === null || begun.refused || !begun.ok.run.effects.some(({ effect }) => effect === EFFECT))
    return callOffSample(course);
  if ((state.sample !== null && state.sample.status !== 'moot') || drawn(self.id, 0) >= SHARE) return;
  const here = (state.looks?.asked ?? []).filter(
    (id) =>
      id !== authorOf(state) && directory.actors.get(id)?.kind === 'person' && directory.actors.get(id)?.status === 'active',
  );
  const asked = here[Math.floor(drawn(self.id, 20) * here.length)] ?? here[0];
  if (asked === undefined) return;
  const actor = directory.actors.get(asked);
  const clock = openPatientClock(WEEK, A_DAYS_WORK, directory.longestWindow, actor?.calendars ?? [], now);
  course.emit({ type: 'names-noted', names: { [asked]: actor?.name ?? '' } }, { type: 'sample-asked', asked, clock });
};

/** Somebody had agreed after all, or it was not small: nobody is asked to look at it afterwards. */
export const callOffSample = (course: Course): void => {
  if (course.state().sample?.status === 'open') course.emit({ type: 'sample-called-off', at: course.context.now });
};

export const answerSample = (
  { sample: one }: ChangeState,
  { found, words }: Data<'answer-sample'>,
  { by }: Context,
): Result<readonly ChangeEvent[]> => {
  if (one?.asked !== by) return refuse('not-asked', 'Nobody has asked you to look at this afterwards.');
  const text = optionalText(words, '/words');
  if (text.refused) return text;
  if (found === 'faulty' && text.ok === null) return refuse('words-required', 'Say what has to be mended.', { field: '/words' });
  if (one.found === found && one.words === text.ok) return ok([]);
  return ok([{ type: 'sample-answered', found, words: text.ok }]);
};

export const tickSample = ({ sample: one }: ChangeState, { now }: Context): readonly ChangeEvent[] =>
  one?.status === 'open' && one.clock.dueAt <= now ? [{ type: 'sample-lapsed', at: one.clock.dueAt }] : [];

/** [A4] */
export const moveSample = ({ sample: one }: ChangeState, actor: ActorId, { directory, now }: Context): readonly ChangeEvent[] => {
  if (one?.status !== 'open' || one.asked !== actor) return [];
  const clock = moveClock(one.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === one.clock.dueAt ? [] : [{ type: 'sample-moved', clock }];
};

export const leaveSample = ({ sample: one }: ChangeState, actor: ActorId, { now }: Context): readonly ChangeEvent[] =>
  one?.status === 'open' && one.asked === actor ? [{ type: 'sample-lapsed', at: now }] : [];

export const sampleAwaits = (state: ChangeState): readonly AwaitReading[] => {
  const { sample: one } = state;
  if (one === null) return [];
  const { clock, status, asked, closedAt } = one;
  return [
    {
      ...{ key: `review:sample:1:${asked}`, kind: 'review', status, asker: null, asked },
      why: `look at “${state.seen.snapshot.title}”, which shipped without anybody’s word`,
      ...{ openedAt: clock.openedAt, dueAt: clock.dueAt, maxAt: clock.maxAt, closedAt },
      ...{ otherwise: 'it stays as it is, and is not counted', minutes: 15 },
      each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
    },
  ];
};
