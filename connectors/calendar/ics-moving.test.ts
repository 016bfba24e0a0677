import { expect, it } from 'vitest';
import type { Change } from '#practices/meetings';
import { readCalendar } from './ics-calendar.ts';
import { changed } from './ics-change.ts';

const at = (iso: string): number => Date.parse(iso);
const WINDOW = { from: at('2026-03-01T00:00:00Z'), to: at('2026-05-01T00:00:00Z') };
const entry = (lines: string): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:talk', 'ORGANIZER:mailto:ines@northwind.example', ...lines.split('\n')]
    .concat(['X-NORTHWIND:kept', 'END:VEVENT', 'END:VCALENDAR', ''])
    .join('\r\n');
const move = (text: string, planned: string, to: string, me = 'ines@northwind.example') => {
  const wanted = { kind: 'move', from: at(to), minutes: 30 } as const;
  const done = changed(text, { uid: 'talk', planned: at(planned), wanted, reason: 'It was moved.', me } satisfies Change);
  if ('reason' in done) return done;
  const { series, faults } = readCalendar([Buffer.from(done.text)], { window: WINDOW, zone: 'UTC' });
  expect(faults).toEqual([]);
  const times = series.flatMap(({ occurrences }) => occurrences.map(({ from, to: end }) => [from, end] as const));
  return { ...done, times: times.map((time) => time.map((one) => new Date(one).toISOString().slice(0, 16)).join(' ')) };
};

it('moves a single meeting on the clock on which it is written, over a change of the clocks too, and again from wherever it is', () => {
  const text = entry('DTSTART;TZID=Europe/Berlin:20260327T100000\nDURATION:PT1H');
  const once = move(text, '2026-03-27T09:00:00Z', '2026-03-30T08:00:00Z');
  expect(once).toMatchObject({ did: 'moved', times: ['2026-03-30T08:00 2026-03-30T08:30'] });
  const moved = 'text' in once ? once.text : '';
  for (const line of ['DTSTART;TZID=Europe/Berlin:20260330T100000', 'SEQUENCE:1', 'COMMENT:It was moved.', 'X-NORTHWIND:kept'])
    expect(moved).toContain(line);
  expect(moved).not.toContain('DURATION');
  expect(move(moved, '2026-03-27T09:00:00Z', '2026-03-30T08:00:00Z')).toMatchObject({ did: 'nothing', text: moved });
  expect(move(moved, '2026-03-27T09:00:00Z', '2026-03-31T08:00:00Z')).toMatchObject({
    times: ['2026-03-31T08:00 2026-03-31T08:30'],
  });
});

it('moves one time of a series, and leaves the others where they are', () => {
  const text = entry(
    'DTSTART;TZID=Europe/Berlin:20260323T100000\nDTEND;TZID=Europe/Berlin:20260323T110000\nRRULE:FREQ=WEEKLY;COUNT=3',
  );
  const once = move(text, '2026-03-30T08:00:00Z', '2026-03-31T12:00:00Z');
  expect(once).toMatchObject({
    did: 'moved',
    times: ['2026-03-23T09:00 2026-03-23T10:00', '2026-03-31T12:00 2026-03-31T12:30', '2026-04-06T08:00 2026-04-06T09:00'],
  });
  expect(move('text' in once ? once.text : '', '2026-03-30T08:00:00Z', '2026-04-01T12:00:00Z')).toMatchObject({
    times: ['2026-03-23T09:00 2026-03-23T10:00', '2026-04-01T12:00 2026-04-01T12:30', '2026-04-06T08:00 2026-04-06T09:00'],
  });
});

it('is for whoever invites, and for meetings at a time of day', () => {
  const text = entry('DTSTART;VALUE=DATE:20260327');
  expect(move(text, '2026-03-27T00:00:00Z', '2026-03-30T08:00:00Z')).toEqual({
    reason: 'A whole day cannot be moved to another time from here.',
  });
  expect(move(text, '2026-03-27T00:00:00Z', '2026-03-30T08:00:00Z', 'raj@northwind.example')).toEqual({
    reason: expect.stringContaining('Only ines@northwind.example'),
  });
});
