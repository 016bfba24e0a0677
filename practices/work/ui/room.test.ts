import { describe, expect, it } from 'vitest';
import { roomOf } from './room.ts';

const NOW = Date.UTC(2026, 2, 18, 9);
const HOUR = 3_600_000;
const chosen = (at: number): string => JSON.stringify({ minutes: '60', energy: 'deep', at });

describe('the time and the energy that one has', () => {
  it('[L4] are what one said, for four hours', () => {
    expect(roomOf(chosen(NOW - 4 * HOUR + 1), NOW)).toMatchObject({ minutes: '60', energy: 'deep' });
    expect(roomOf(chosen(NOW - 4 * HOUR), NOW)).toEqual({ minutes: null, energy: null, at: 0 });
  });

  it('are none where nothing, or nonsense, was kept', () => {
    for (const text of [null, '', '{', '7', '{"at":"x"}', chosen(NOW + HOUR)])
      expect(roomOf(text, NOW)).toEqual({ minutes: null, energy: null, at: 0 });
    expect(roomOf(JSON.stringify({ minutes: '7', energy: 'deep', at: NOW }), NOW)).toMatchObject({
      minutes: null,
      energy: 'deep',
    });
  });
});
