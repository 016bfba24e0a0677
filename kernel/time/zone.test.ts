import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyZone, YEARS, instantIn } from './calendars.arbitrary.ts';
import { DAY, MINUTE } from './duration.ts';
import { parseDate } from './wall-clock.ts';
import { zoneName, zoneOf } from './zone.ts';

// Slow machines are no failures.
vi.setConfig({ testTimeout: 60_000 });

const local = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').epochMilliseconds;
const resolved = (zone: string, text: string): string => new Date(zoneOf(zone).toInstant(local(text))).toISOString();

describe('the clock of a zone', () => {
  it('[T4] reads a time that does not exist as the clock before the jump would have', () => {
    expect(resolved('Europe/Berlin', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(resolved('America/Sao_Paulo', '2015-10-18T00:00')).toBe('2015-10-18T03:00:00.000Z');
  });

  it('[T4] reads a time that exists twice as the first', () => {
    expect(resolved('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(resolved('Australia/Lord_Howe', '2026-04-05T01:45')).toBe('2026-04-04T14:45:00.000Z');
  });

  it('[T4] agrees with Temporal in every zone, near every change of the clocks from 1970 to 2100', () => {
    const offset = fc.integer({ min: -30 * 60, max: 30 * 60 });
    fc.assert(
      fc.property(anyZone, instantIn(YEARS.from, YEARS.to), offset, (id, at, minutes) => {
        const change = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id).getTimeZoneTransition('next');
        const moment = change && change.epochMilliseconds < YEARS.to ? change.epochMilliseconds : at;
        const wall = moment + minutes * MINUTE;
        const zone = zoneOf(id);
        const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
        expect(zone.toInstant(wall)).toBe(plain.toZonedDateTime(id, { disambiguation: 'compatible' }).epochMilliseconds);
        const shown = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(id);
        expect(zone.toLocal(wall)).toBe(shown.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows that Samoa had no 30 December 2011', () => {
    const samoa = zoneOf('Pacific/Apia');
    expect(['2011-12-29', '2011-12-30', '2011-12-31'].map((date) => samoa.hasDay(parseDate(date) ?? 0))).toEqual([
      true,
      false,
      true,
    ]);
    expect(zoneOf('America/Sao_Paulo').hasDay(local('2015-10-18T00:00') / DAY)).toBe(true);
  });

  it('[T1] goes by its IANA name in any case, and offsets are no zones', () => {
    expect(zoneName('europe/berlin')).toBe('Europe/Berlin');
    expect(zoneName('Asia/Kolkata')).toBe('Asia/Kolkata');
    expect(['+02:00', 'Mars/Olympus', '', 'Berlin', 'Europe/Berlin\u0000', 'x'.repeat(1_000_000)].map(zoneName)).toEqual(
      Array(6).fill(null),
    );
  });
});
