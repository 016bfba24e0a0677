import { describe, expect, it } from 'vitest';
import { HOUR } from './duration.ts';
import { holidayOn, listHolidays, regionName } from './holidays.ts';
import { parseDate } from './wall-clock.ts';

const on = (region: string, date: string) => holidayOn(region, parseDate(date) ?? 0);

describe('holidays', () => {
  it('[T1] are the public ones of a region', () => {
    expect(on('DE-BE', '2026-03-08')?.name).toBe('Internationaler Frauentag');
    expect(on('DE-BY', '2026-03-08')).toBeUndefined();
    expect(on('IN', '2026-08-15')?.name).toBe('Independence Day');
    expect(on('NZ', '2026-07-10')?.name).toBe('Matariki');
    // A bank holiday and an observance of the same table.
    expect(listHolidays('DE', 2026).map(({ date }) => date)).not.toContain('2026-12-24');
  });

  it('[T1] include the days given instead of one that falls on a weekend', () => {
    expect(on('NZ', '2026-04-27')?.name).toMatch(/substitute/);
  });

  it('[T1] may begin at an hour of the day, and may last several days', () => {
    expect(on('IS', '2026-12-24')?.from).toBe(13 * HOUR);
    expect(['2026-01-03', '2026-01-04', '2026-01-05'].map((date) => on('AM', date)?.from)).toEqual([0, 0, 0]);
    expect(on('KR', '2026-02-19')).toBeDefined();
    expect(on('KR', '2026-02-20')).toBeUndefined();
  });

  it('[T1] on a day whose night changes the clocks are that one day', () => {
    // Easter Sunday and the change to summer time, 2024.
    expect(on('IT', '2024-03-31')).toBeDefined();
    // The national day and the change back, 2025.
    expect([on('AT', '2025-10-26'), on('AT', '2025-10-27')].map(Boolean)).toEqual([true, false]);
  });

  it('are known by region in any spelling of its case, and of no other region', () => {
    expect(['de-be', 'NZ', 'nz-can-timaru', 'us-la-no', 'GB-ENG'].map(regionName)).toEqual([
      'DE-BE',
      'NZ',
      'NZ-CAN-Timaru',
      'US-LA-NO',
      'GB-ENG',
    ]);
    expect(['XX', 'DE-XX', 'DE-BY-ZZ', 'Germany', '', 'DE-', '__proto__', 'DE-constructor'].map(regionName)).toEqual(
      Array(8).fill(null),
    );
    expect(() => listHolidays('XX', 2026)).toThrow('No holiday region is called "XX".');
  });

  it('are listed for people in order', () => {
    expect(listHolidays('IS', 2026).find(({ from }) => from !== undefined)).toEqual({
      date: '2026-12-24',
      name: 'Aðfangadagur',
      from: '13:00',
    });
    expect(listHolidays('DE-BE', 2026).map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-03-08',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-10-03',
      '2026-12-25',
      '2026-12-26',
    ]);
  });
});
