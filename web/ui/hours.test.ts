import { describe, expect, it } from 'vitest';
import {
  clockOf,
  crossesMidnight,
  faultOf,
  hoursOfDay,
  hoursOfWeek,
  intervalOf,
  nextInterval,
  stepped,
  withInterval,
} from './hours.ts';

describe('a clock time', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['17h', '17:00'],
    ['17h30', '17:30'],
    ['5pm', '17:00'],
    ['5:30 p.m.', '17:30'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['24', '24:00'],
    ['24:00', '24:00'],
  ])('typed as %s is %s', (typed, clock) => expect(clockOf(typed)).toBe(clock));

  it.each(['', '25', '24:01', '9:75', '13pm', 'nine', '9-17', '99999'])('%s is none', (typed) =>
    expect(clockOf(typed)).toBeNull(),
  );

  it('moves by quarters of an hour and stays within the day', () => {
    expect(stepped('09:05', 1)).toBe('09:15');
    expect(stepped('09:05', -1)).toBe('09:00');
    expect(stepped('00:00', -1)).toBe('00:00');
    expect(stepped('24:00', 1)).toBe('24:00');
  });
});

describe('weekly hours', () => {
  it('are counted over midnight too', () => {
    expect(hoursOfDay(['22:00-06:00'])).toBe(8);
    expect(crossesMidnight('22:00-06:00')).toBe(true);
    expect(crossesMidnight('16:00-24:00')).toBe(false);
    expect(hoursOfWeek({ mon: ['09:00-12:30', '13:30-17:00'], sun: ['20:00-24:00'] })).toBe(11);
  });

  it('end at midnight as 24:00', () => expect(intervalOf({ start: '16:00', end: '00:00' })).toBe('16:00-24:00'));

  it('are at fault when they overlap or have no length', () => {
    expect(faultOf(['09:00-12:00', '11:00-17:00'])).toBe('overlap');
    expect(faultOf(['09:00-12:00', '12:00-17:00'])).toBeNull();
    expect(faultOf(['09:00-09:00'])).toBe('empty');
  });

  it('take another interval after the last one, within the day', () => {
    expect(nextInterval([])).toBe('09:00-17:00');
    expect(nextInterval(['09:00-12:00'])).toBe('13:00-17:00');
    expect(nextInterval(['09:00-23:30'])).toBe('22:00-24:00');
  });

  it('make a day free when its last interval goes', () => {
    expect(withInterval({ mon: ['09:00-17:00'], tue: ['09:00-17:00'] }, 'mon', 0, null)).toEqual({ tue: ['09:00-17:00'] });
    expect(withInterval({}, 'fri', 0, '09:00-13:00')).toEqual({ fri: ['09:00-13:00'] });
  });
});
