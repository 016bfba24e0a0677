import { expect, it } from 'vitest';
import { byDay, freshIn } from './days.ts';
import { SITTING, sittingAfter } from './sitting.ts';

const at = (...moments: string[]) => moments.map((moment) => ({ id: moment, at: moment }));

it('a day is the reader’s own: what is one evening in Berlin is two days in Auckland', () => {
  const items = at('2026-11-19T21:00:00Z', '2026-11-19T10:00:00Z', '2026-11-18T23:30:00Z');
  expect(byDay(items, 'Europe/Berlin', null).map(({ date, seen }) => [date, seen.length])).toEqual([['2026-11-19', 3]]);
  expect(byDay(items, 'Pacific/Auckland', null).map(({ date, seen }) => [date, seen.length])).toEqual([
    ['2026-11-20', 1],
    ['2026-11-19', 2],
  ]);
});

it('what came after the last look stands before what had been seen, in the middle of a day too', () => {
  const items = at('2026-11-19T12:00:00Z', '2026-11-19T11:00:00Z', '2026-11-19T09:00:00Z', '2026-11-18T09:00:00Z');
  const days = byDay(items, 'UTC', Date.parse('2026-11-19T11:00:00Z'));
  expect(days.map(({ unseen, seen }) => [unseen.length, seen.length])).toEqual([
    [1, 2],
    [0, 1],
  ]);
});

it('to whoever looks for the first time nothing is news', () => {
  expect(byDay(at('2026-11-19T12:00:00Z'), 'UTC', null)[0]?.unseen).toEqual([]);
});

it('counts what came since, and all of it where nothing is known any more', () => {
  const [a, b, c] = ['2026-11-19T12:00:00Z', '2026-11-19T11:00:00Z', '2026-11-19T10:00:00Z'].map((one) => ({ id: one, at: one }));
  if (!a || !b || !c) throw new Error('three are three');
  expect([freshIn([a, b, c], [c]), freshIn([a, b], [a, b, c]), freshIn([a, b], [c]), freshIn([a], [])]).toEqual([2, 0, 2, 1]);
});

it('keeps the mark while somebody sits, and moves it to what they saw once they were away', () => {
  const before = { mark: 10, since: 20, newest: 30, at: 1000 };
  expect(sittingAfter(null, 5)).toEqual({ mark: null, since: null });
  expect(sittingAfter(before, 1000 + SITTING)).toEqual({ mark: 10, since: 20 });
  expect(sittingAfter(before, 1001 + SITTING)).toEqual({ mark: 30, since: 1000 });
});
