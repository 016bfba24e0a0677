import { expect, it } from 'vitest';
import { nextOf, parseSchedule, scheduleWords } from './schedule.ts';

const next = (text: string, from: string, zone = 'Europe/Berlin', times = 2): readonly string[] => {
  const parsed = parseSchedule(text);
  if (parsed.refused) throw new Error(parsed.message);
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < times;) {
    at = nextOf(parsed.ok, zone, at);
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

it.each([
  ['Mon 09:00', ['2026-03-23T08:00', '2026-03-30T07:00'], 'every Monday at 09:00'],
  ['09:00', ['2026-03-18T08:00', '2026-03-19T08:00'], 'every day at 09:00'],
  ['Mon-Fri 17:30', ['2026-03-17T16:30', '2026-03-18T16:30'], 'every day from Monday to Friday at 17:30'],
  ['Tue, Thursday 10:00', ['2026-03-19T09:00', '2026-03-24T09:00'], 'every Tuesday and Thursday at 10:00'],
  ['first Mon 10:00', ['2026-04-06T08:00', '2026-05-04T08:00'], 'on the first Monday of each month at 10:00'],
  ['last Fri 16:00', ['2026-03-27T15:00', '2026-04-24T14:00'], 'on the last Friday of each month at 16:00'],
  ['Mon 09:00 every 2w', ['2026-03-30T07:00', '2026-04-13T07:00'], 'every second Monday at 09:00'],
  ['Mon 09:00 in Pacific/Auckland', ['2026-03-22T20:00', '2026-03-29T20:00'], 'every Monday at 09:00, on the clock of Auckland'],
])('[P1] %s begins next at the right moments, in the zone of its space unless it names one', (text, moments, words) => {
  expect(next(text, '2026-03-17T12:00:00Z')).toEqual(moments);
  const parsed = parseSchedule(text);
  expect(parsed.refused ? '' : scheduleWords(parsed.ok)).toBe(words);
});

it('[T4] follows the clocks when they change', () => {
  expect(next('Sun 02:30', '2026-03-25T00:00:00Z', 'Europe/Berlin', 2)).toEqual(['2026-03-29T01:30', '2026-04-05T00:30']);
});

it.each([
  'Mun 09:00',
  'Mon 25:00',
  'Mon',
  'Mon 9',
  'first Mon,Tue 09:00',
  'Mon 09:00 every 0w',
  'Mon 09:00 in Atlantis',
  '',
  'M 09:00',
])('refuses "%s", and shows what is understood', (text) => {
  expect(parseSchedule(text)).toMatchObject({
    refused: true,
    code: 'trigger-malformed',
    accepted: expect.stringContaining('Mon 09:00'),
  });
});
