import { describe, expect, it } from 'vitest';
import type { AwaitKind } from '#kernel/awaits/await.ts';
import { arrange, pressesAt, type Room } from './arrange.ts';

const NOW = Date.parse('2026-03-27T09:00:00Z');
const HOUR = 3_600_000;

const one = (id: string, kind: AwaitKind, minutes: number, hours: number | null, urgent = false) => ({
  id,
  kind,
  minutes,
  dueAt: hours === null ? null : NOW + hours * HOUR,
  urgent,
});
const order = (owed: readonly ReturnType<typeof one>[], room: Partial<Room> = {}): string =>
  arrange(owed, { minutes: null, energy: null, ...room }, NOW)
    .map(({ one: { id }, fits }) => (fits ? id : `(${id})`))
    .join(' ');

describe('what I owe', () => {
  const owed = [
    one('review', 'review', 20, 50),
    one('stance', 'stance', 10, 30),
    one('answer', 'answer', 10, 6),
    one('verify', 'verify', 2, 80),
  ];

  it('is sorted by when it is due, where I say nothing', () => {
    expect(order(owed)).toBe('answer stance review verify');
  });

  it('is what fits into my minutes, then the rest', () => {
    expect(order(owed, { minutes: 25 })).toBe('answer stance verify (review)');
    expect(order(owed, { minutes: 5 })).toBe('verify (answer) (stance) (review)');
    expect(order(owed, { minutes: 0 })).toBe('(answer) (stance) (review) (verify)');
  });

  it('suits a clear head, or a tired one', () => {
    expect(order(owed, { energy: 'deep' })).toBe('stance review answer verify');
    expect(order(owed, { energy: 'shallow' })).toBe('answer verify stance review');
  });

  it('begins with what presses, whatever I feel like', () => {
    const pressing = [...owed, one('soon', 'answer', 10, 1), one('urgent', 'answer', 10, 4, true)];
    expect(order(pressing, { energy: 'deep' })).toBe('soon urgent stance review answer verify');
  });

  it('ends with what stands still', () => {
    expect(order([one('paused', 'answer', 5, null), ...owed])).toBe('answer stance review verify paused');
  });

  it('changes by itself when the next of them begins to press', () => {
    const [soon, later, paused] = [one('soon', 'answer', 10, 1), one('later', 'answer', 10, 6), one('paused', 'answer', 5, null)];
    expect(pressesAt([soon, later, paused], NOW)).toBe(NOW + 4 * HOUR);
    expect(pressesAt([soon, paused], NOW)).toBe(Infinity);
  });
});
