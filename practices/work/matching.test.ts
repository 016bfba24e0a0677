import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { workingTime } from '#kernel/time/working-time.ts';
import { fitting, heldBack, type Room, type Seeker } from './matching.ts';

const NOW = Date.parse('2026-03-27T09:00:00Z');
const time = workingTime([{ from: 0, calendar: { zone: 'UTC', week: { mon: ['09:00-17:00'], fri: ['09:00-17:00'] } } }]);
const raj: Seeker = { skills: ['sql', 'imports'], held: [], time };
const ANY: Room = { minutes: null, energy: null };
const one = (name: string, more: object = {}) => ({
  name,
  depth: 'shallow' as const,
  minutes: 30,
  needs: [],
  context: '',
  dueAt: null,
  since: NOW,
  ...more,
});
const names = (tasks: readonly ReturnType<typeof one>[], seeker = raj, room = ANY): readonly string[] =>
  fitting(tasks, seeker, room, NOW).map(({ task }) => task.name);

describe('what fits somebody now', () => {
  it('[L3] asks for nothing that they have not learnt', () => {
    expect(names([one('a', { needs: ['sql'] }), one('b', { needs: ['sql', 'css'] })])).toEqual(['a']);
  });

  it('[L4] leaves out what they hold one of already', () => {
    expect(names([one('a'), one('b', { depth: 'deep' })], { ...raj, held: [{ depth: 'deep', context: '' }] })).toEqual(['a']);
  });

  it('[L3] fits their minutes: what is shallow in one go, what is deep in a sitting', () => {
    const tasks = [one('short', { minutes: 20 }), one('long', { minutes: 40 }), one('deep', { depth: 'deep', minutes: 900 })];
    expect(names(tasks, raj, { minutes: 25, energy: null })).toEqual(['short']);
    expect(names(tasks, raj, { minutes: 90, energy: null }).toSorted()).toEqual(['deep', 'long', 'short']);
  });

  it('[L3] fits their energy: a deep head takes what is deep first, a shallow one none of it, and one that is off nothing', () => {
    const tasks = [one('a'), one('b', { depth: 'deep' })];
    expect(names(tasks, raj, { minutes: null, energy: 'deep' })).toEqual(['b', 'a']);
    expect(names(tasks, raj, { minutes: null, energy: 'shallow' })).toEqual(['a']);
    expect(names(tasks, raj, { minutes: null, energy: 'off' })).toEqual([]);
  });

  it('says what speaks against the rest: first what they hold, then what they have not learnt, then their time', () => {
    const tasks = [
      one('fits'),
      one('held', { depth: 'deep', needs: ['css'] }),
      one('unlearnt', { needs: ['css', 'sql'], minutes: 300 }),
      one('another', { needs: ['css', 'go'] }),
      one('long', { minutes: 90 }),
    ];
    const seeker = { ...raj, held: [{ depth: 'deep' as const, context: '' }] };
    expect(heldBack(tasks, seeker, { minutes: 60, energy: null })).toEqual({
      limit: 1,
      needs: 2,
      room: 1,
      wanted: ['css', 'go'],
    });
    expect(names(tasks, seeker, { minutes: 60, energy: null })).toEqual(['fits']);
  });

  it('[L3] puts first what leaves no room until it is due, in working time', () => {
    // Monday 10:00 is nine working hours away, though three days.
    const monday = Date.parse('2026-03-30T10:00:00Z');
    const tasks = [one('a'), one('b', { dueAt: monday, minutes: 480 }), one('c', { dueAt: NOW + 300 * DAY })];
    expect(names(tasks)).toEqual(['b', 'a', 'c']);
    expect(fitting(tasks, raj, ANY, NOW)[0]?.reasons).toEqual([{ reason: 'due', at: monday, slackMs: HOUR }]);
  });

  it('[L3] then what is in their head already, then what waits longest', () => {
    const held = [{ depth: 'deep' as const, context: 'billing' }];
    const tasks = [one('new'), one('old', { since: NOW - 2 * DAY }), one('same', { context: 'billing' })];
    expect(names(tasks, { ...raj, held })).toEqual(['same', 'old', 'new']);
  });

  it('[L3] lets nothing be left for ever: after weeks it outranks what is due', () => {
    const tasks = [one('due', { dueAt: NOW + HOUR }), one('old', { since: NOW - 40 * DAY })];
    expect(names(tasks)).toEqual(['old', 'due']);
  });
});
