import { describe, expect, it } from 'vitest';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { momentOf, stretchesFrom, type Weight } from './moment.ts';

const days = (hours: readonly string[]) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours]));
const pune: readonly CalendarVersion[] = [
  { from: 0, calendar: { zone: 'Asia/Kolkata', week: days(['10:00-18:30']), focus: days(['10:00-12:00']) } },
];
const at = (text: string): number => Temporal.ZonedDateTime.from(`${text}[Asia/Kolkata]`).epochMilliseconds;
const asked = (more: Partial<Weight> = {}): Weight => ({
  about: 'asked',
  due: at('2026-03-27T18:00'),
  urgent: false,
  loud: null,
  ...more,
});

describe('[Quiet] a notice comes', () => {
  it.each([
    ['together with others when focus is over, if it was asked before work', '2026-03-25T08:00', '2026-03-25T12:00'],
    ['together with others when focus is over, if it was asked in focus', '2026-03-25T11:00', '2026-03-25T12:00'],
    [
      'together with others at the next edge, if it was asked while they could be reached',
      '2026-03-25T14:00',
      '2026-03-26T12:00',
    ],
    ['on Monday, if it was asked on Friday evening', '2026-03-27T20:00', '2026-03-30T12:00'],
  ])('%s', (_when, now, then) => {
    const week = asked({ due: at('2026-04-10T12:00') });
    expect(momentOf(week, 'digest', pune, at(now))).toBe(at(then));
  });

  it('at once, where it is due before the next edge or soon after', () => {
    const now = at('2026-03-25T14:00');
    expect(momentOf(asked({ due: at('2026-03-26T11:00') }), 'digest', pune, now)).toBe(now);
    expect(momentOf(asked({ due: at('2026-03-26T13:00') }), 'digest', pune, now)).toBe(now);
    expect(momentOf(asked({ due: at('2026-03-26T18:00') }), 'digest', pune, now)).toBe(at('2026-03-26T12:00'));
  });

  it('never in focus or after work, even where it is due soon', () => {
    const soon = asked({ due: at('2026-03-25T13:00') });
    expect(momentOf(soon, 'digest', pune, at('2026-03-25T10:30'))).toBe(at('2026-03-25T12:00'));
    expect(momentOf(soon, 'each', pune, at('2026-03-25T19:00'))).toBe(at('2026-03-26T12:00'));
  });

  it('as it happens, for who wants each', () => {
    expect(momentOf(asked(), 'each', pune, at('2026-03-25T14:00'))).toBe(at('2026-03-25T14:00'));
  });

  it('as soon as they can be reached, where the asker says urgent', () => {
    expect(momentOf(asked({ urgent: true }), 'digest', pune, at('2026-03-25T14:00'))).toBe(at('2026-03-25T14:00'));
    expect(momentOf(asked({ urgent: true }), 'digest', pune, at('2026-03-25T20:00'))).toBe(at('2026-03-26T12:00'));
  });

  it('at whatever hour, where a protocol says urgent', () => {
    const night = at('2026-03-26T03:00');
    expect(momentOf(asked({ urgent: true, loud: 'the protocol says so' }), 'digest', pune, night)).toBe(night);
  });

  it('at its own moment, as a reminder', () => {
    expect(momentOf(asked({ about: 'reminded', due: null }), 'digest', pune, at('2026-03-25T14:00'))).toBe(
      at('2026-03-25T14:00'),
    );
  });

  it('never to who wants none, not even when a protocol says urgent', () => {
    expect(momentOf(asked({ loud: 'the protocol says so' }), 'off', pune, at('2026-03-25T14:00'))).toBeNull();
  });

  it('when work begins, to who is in focus all day', () => {
    const always = [{ from: 0, calendar: { zone: 'Asia/Kolkata', week: days(['10:00-18:30']), focus: days(['09:00-19:00']) } }];
    expect(momentOf(asked(), 'digest', always, at('2026-03-25T08:00'))).toBe(at('2026-03-25T10:00'));
  });
});

describe('[Quiet] what is told is handed over', () => {
  it('until work or the time before a focus ends, and once more the next time', () => {
    expect(stretchesFrom(pune, at('2026-03-25T14:00'), false)).toEqual([
      { from: at('2026-03-25T14:00'), until: at('2026-03-25T18:30') },
      { from: at('2026-03-26T12:00'), until: at('2026-03-26T18:30') },
    ]);
  });

  it('within a day where a protocol says urgent', () => {
    const night = at('2026-03-25T23:00');
    expect(stretchesFrom(pune, night, true)).toEqual([{ from: night, until: night + 86_400_000 }]);
  });

  it('within an hour to who is in focus all day', () => {
    const always = [{ from: 0, calendar: { zone: 'Asia/Kolkata', week: days(['10:00-18:30']), focus: days(['09:00-19:00']) } }];
    const morning = at('2026-03-25T10:00');
    expect(stretchesFrom(always, morning, false)).toEqual([{ from: morning, until: morning + 3_600_000 }]);
  });
});
