import { expect, it } from 'vitest';
import type { Calendar } from '../time/calendar.ts';
import { bySoonest, firstDeputy, isAvailable, type Askable } from './routing.ts';
import { parseWindow } from './window-form.ts';
import type { Window } from './window.ts';

const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-17:00']]));
const MONDAY_NOON = Date.parse('2026-05-04T12:00:00Z');
const away = [{ from: Date.parse('2026-05-01T00:00:00Z'), to: Date.parse('2026-06-01T00:00:00Z') }];

const person = (id: string, zone: string, more: Partial<Askable> & { readonly leave?: Calendar['leave'] } = {}): Askable => ({
  id,
  calendars: [{ from: 0, calendar: { zone, week, ...(more.leave ? { leave: more.leave } : {}) } }],
  deputies: [],
  active: true,
  load: 0,
  ...more,
});

const form = parseWindow('48h');
if (form.refused) throw new Error(form.message);
const window: Window = { form: form.ok, each: null, longest: 14 * 86_400_000 };

const people = new Map(
  [
    person('ines', 'Europe/Berlin', { leave: away, deputies: ['mere', 'raj', 'tomas'] }),
    person('mere', 'Pacific/Auckland', { leave: away, deputies: ['aroha'] }),
    person('raj', 'Asia/Kolkata'),
    person('tomas', 'America/Sao_Paulo'),
    person('aroha', 'Pacific/Auckland'),
  ].map((one) => [one.id, one]),
);
const ines = people.get('ines') ?? person('ines', 'UTC');
const deputyBut = (...barred: readonly string[]): string | undefined =>
  firstDeputy(ines, new Set(barred), (id) => people.get(id), window, MONDAY_NOON)?.id;

it('[A5] asks the first deputy who is not away themselves, and not that one’s deputy', () => {
  expect(deputyBut()).toBe('raj');
});

it('[A5] never asks a deputy who asked, who proposed, or who is asked already', () => {
  expect(deputyBut('raj')).toBe('tomas');
  expect(deputyBut('raj', 'tomas')).toBeUndefined();
});

it('[A6] goes first to whoever works soonest: the work follows the sun', () => {
  const order = (moment: string): readonly string[] =>
    bySoonest(
      ['raj', 'tomas', 'aroha'].flatMap((id) => people.get(id) ?? []),
      Date.parse(moment),
    ).map(({ id }) => id);
  expect(order('2026-05-04T05:00:00Z')[0]).toBe('raj');
  expect(order('2026-05-04T14:00:00Z')[0]).toBe('tomas');
  expect(order('2026-05-04T22:00:00Z')[0]).toBe('aroha');
});

it('[A6] among those who work at the same moment, to whoever has least to do', () => {
  const two = [person('a', 'UTC', { load: 3 }), person('b', 'UTC', { load: 1 })];
  expect(bySoonest(two, MONDAY_NOON).map(({ id }) => id)).toEqual(['b', 'a']);
});

it('knows who is on leave', () => {
  expect([
    isAvailable(ines, MONDAY_NOON),
    isAvailable(ines, away[0]?.to ?? 0),
    isAvailable(person('left', 'UTC', { active: false }), MONDAY_NOON),
  ]).toEqual([false, true, false]);
});
