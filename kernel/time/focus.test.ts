import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import { focusEnd, inFocus, nextEdge, nextReachable, reachableUntil } from './focus.ts';
import { between, isWorking, NEVER, workingTime } from './working-time.ts';

const calendar: Calendar = {
  zone: 'Asia/Kolkata',
  week: { mon: ['10:00-18:30'], tue: ['10:00-18:30'] },
  focus: { mon: ['10:00-12:00', '12:00-13:00', '18:00-19:00'] },
};
const time = workingTime([{ from: 0, calendar }]);
const at = (text: string): number => Temporal.ZonedDateTime.from(`${text}[Asia/Kolkata]`).epochMilliseconds;

describe('a focus block', () => {
  it('[T1] holds from its beginning to its end', () => {
    expect(['09:59', '10:00', '12:59', '13:00'].map((clock) => inFocus(time, at(`2026-03-16T${clock}`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('[T1] does not stop the clock', () => {
    expect(isWorking(time, at('2026-03-16T11:00'))).toBe(true);
    expect(between(time, at('2026-03-16T10:00'), at('2026-03-16T13:00'))).toBe(3 * 3_600_000);
  });

  it('ends together with the one that follows it at once', () => {
    expect(focusEnd(time, at('2026-03-16T10:30'))).toBe(at('2026-03-16T13:00'));
    expect(focusEnd(time, at('2026-03-16T13:30'))).toBeNull();
  });

  it('[T1] holds a notification back until it is over, or until the next working day', () => {
    expect(nextReachable(time, at('2026-03-16T14:00'))).toBe(at('2026-03-16T14:00'));
    expect(nextReachable(time, at('2026-03-16T08:00'))).toBe(at('2026-03-16T13:00'));
    expect(nextReachable(time, at('2026-03-16T18:10'))).toBe(at('2026-03-17T10:00'));
    expect(nextReachable(time, at('2026-03-20T08:00'))).toBe(at('2026-03-23T13:00'));
  });

  it('[T6] that fills all working time leaves no moment, and the search ends', () => {
    const always = workingTime([{ from: 0, calendar: { ...calendar, focus: { mon: ['00:00-24:00'], tue: ['00:00-24:00'] } } }]);
    expect(nextReachable(always, at('2026-03-16T08:00'))).toBe(NEVER);
    const endless = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]));
    expect(nextReachable(workingTime([{ from: 0, calendar: { ...calendar, focus: endless } }]), at('2026-03-16T08:00'))).toBe(
      NEVER,
    );
  });
});

describe('the edges of reachable time', () => {
  it('[T1] are the beginning of work and the end of focus', () => {
    // Monday: focus until 13:00, reachable until 18:00, then focus until after work. Tuesday: reachable all day.
    const edges = ['08:00', '12:59', '13:00', '15:00', '18:10'].map((clock) => nextEdge(time, at(`2026-03-16T${clock}`)));
    expect(edges).toEqual([
      at('2026-03-16T13:00'),
      at('2026-03-16T13:00'),
      at('2026-03-17T10:00'),
      at('2026-03-17T10:00'),
      at('2026-03-17T10:00'),
    ]);
  });

  it('say until when somebody can be reached', () => {
    expect(reachableUntil(time, at('2026-03-16T14:00'))).toBe(at('2026-03-16T18:00'));
    expect(reachableUntil(time, at('2026-03-17T14:00'))).toBe(at('2026-03-17T18:30'));
    expect(reachableUntil(time, at('2026-03-16T12:00'))).toBe(at('2026-03-16T12:00'));
  });

  it('come once a day for who always works', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const always = workingTime([
      { from: 0, calendar: { zone: 'UTC', week: Object.fromEntries(days.map((day) => [day, ['00:00-24:00']])) } },
    ]);
    const now = at('2026-03-16T14:00');
    expect(nextEdge(always, now)).toBe(now + 86_400_000);
  });
});
