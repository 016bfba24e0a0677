import { beforeEach, describe, expect, it } from 'vitest';
import {
  AROHA,
  codeOf,
  idOf,
  INES,
  MERE,
  northwind,
  PLATFORM,
  RAJ,
  readingOf,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { work } from '#practices/work';
import { capacityOf } from './capacity.ts';
import { plan } from './plan.ts';
import type { PlanState } from './state.ts';

const PLAN = idOf('1');
const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

let org: Northwind;
beforeEach(async () => {
  org = await northwind({ deciders: [plan, ...work.deciders] });
});

const BODY = {
  ...{ title: 'April', text: 'Imports first.', goals: [], from: at('2026-04-06T00:00:00Z'), to: at('2026-04-18T00:00:00Z') },
  ...{ people: [INES, RAJ, TOMAS], share: 60, space: PLATFORM },
};
const STORY = {
  ...{ title: 'Split the importer', text: '', criteria: ['It reads'], depth: 'deep', minutes: 480 },
  ...{ needs: [], context: '', goal: null },
} as const;
const to = (by: string, name: string, data: unknown = {}) => ({ by, kind: 'plan', artifact: PLAN, name, data });
const does = (by: string, name: string, data: unknown = {}) => org.send(to(by, name, data)).then(codeOf);
const state = async (): Promise<PlanState> => (await org.seen(PLAN))?.state as PlanState;
const asked = async (): Promise<readonly string[]> =>
  (await readingOf(org, PLAN)).awaits.flatMap(({ asked: whom, status }) => (status === 'open' ? [whom] : []));
const drafted = async (stories = 2): Promise<void> => {
  await org.sent(to(INES, 'draft', BODY));
  for (let count = 1; count <= stories; count += 1) await org.sent(to(RAJ, 'propose', { ...STORY, title: `Story ${count}` }));
};
const opened = async (): Promise<void> => {
  await drafted();
  await org.sent(to(INES, 'open'));
};

describe('a plan', () => {
  it('is a document of goals and stories that anybody there may propose, for a time that has some days', async () => {
    expect(await does(INES, 'draft', { ...BODY, to: BODY.from })).toBe('period-out-of-range');
    expect(await does(INES, 'draft', { ...BODY, share: 0 })).toBe('share-out-of-range');
    expect(await does(INES, 'draft', { ...BODY, goals: [idOf('9')] })).toBe('not-found');
    await drafted();
    expect(await does(TOMAS, 'revise', { title: 'Mine' })).toBe('not-permitted');
    expect(await does(TOMAS, 'propose', { ...STORY, minutes: 1 })).toBe('size-out-of-range');
    expect(await does(TOMAS, 'leave-out', { story: 1 })).toBe('not-permitted');
    expect(await does(RAJ, 'leave-out', { story: 1 })).toBeNull();
    expect(await does(INES, 'take-in', { story: 1 })).toBeNull();
    expect((await state()).stories.map(({ id, by }) => [id, by])).toEqual([
      [1, RAJ],
      [2, RAJ],
    ]);
  });

  it('needs a story before it is opened', async () => {
    await drafted(0);
    expect(await does(INES, 'open')).toBe('stories-required');
  });

  it('gives everybody two of their own working days, and holds without a meeting where nothing is open', async () => {
    await opened();
    expect((await asked()).toSorted()).toEqual([RAJ, TOMAS].toSorted());
    // Friday 14:30 in Pune: Tuesday 14:30. Friday 6:00 in São Paulo is Friday 9:00: Tuesday 9:00.
    const due = (await readingOf(org, PLAN)).awaits.map(({ asked: whom, dueAt }) => [whom, new Date(dueAt ?? 0).toISOString()]);
    expect(Object.fromEntries(due)).toEqual({ [RAJ]: '2026-03-31T09:00:00.000Z', [TOMAS]: '2026-03-31T12:00:00.000Z' });
    await org.until('2026-03-31T11:59:00Z');
    expect((await state()).stage.status).toBe('commenting');
    await org.until('2026-03-31T12:00:00Z');
    expect((await state()).stage).toMatchObject({ status: 'planned', met: false, at: at('2026-03-31T12:00:00Z') });
    expect((await org.history(PLAN)).at(-1)?.body).toMatchObject({ type: 'plan-held', stories: [1, 2] });
    expect(await does(RAJ, 'propose', STORY)).toBe('plan-closed');
  });

  it('waits for nobody who has read it', async () => {
    await opened();
    expect(await does(AROHA, 'read')).toBe('not-asked');
    await org.sent(to(RAJ, 'read'));
    expect(await does(RAJ, 'read')).toBeNull();
    await org.sent(to(TOMAS, 'read'));
    expect((await state()).stage.status).toBe('planned');
  });

  it('talks only about what is open, and holds as soon as that is settled', async () => {
    await opened();
    await org.sent(to(TOMAS, 'raise', { story: 2, text: 'Which disks?' }));
    expect(await does(TOMAS, 'raise', { story: 2, text: 'And?' })).toBe('raised-already');
    await org.sent(to(RAJ, 'read'));
    await org.sent(to(TOMAS, 'read'));
    expect((await state()).stage.status).toBe('settling');
    expect((await readingOf(org, PLAN)).awaits).toMatchObject([
      // [A3] Who was asked stays, with what came of it.
      { asked: RAJ, status: 'answered' },
      { asked: TOMAS, status: 'answered' },
      { asked: INES, status: 'open', minutes: 5, why: 'settle what is open in “April”: one story' },
    ]);
    expect(await does(MERE, 'settle', { story: 2, of: TOMAS, words: 'Any.' })).toBe('not-permitted');
    expect(await does(INES, 'settle', { story: 2, of: TOMAS, words: '' })).toBe('reason-required');
    expect(await does(TOMAS, 'settle', { story: 2, of: TOMAS, words: '' })).toBeNull();
    expect((await state()).stage).toMatchObject({ status: 'planned', met: true });
    expect((await readingOf(org, PLAN)).awaits.map(({ status: how }) => how)).toEqual(['answered', 'answered', 'answered']);
  });

  it('leaves out what nobody settles within a week, and holds', async () => {
    await opened();
    await org.sent(to(TOMAS, 'raise', { story: 2, text: 'Which disks?' }));
    await org.until('2026-04-20T12:00:00Z');
    expect((await state()).stage).toMatchObject({ status: 'planned', at: at('2026-04-07T12:00:00Z') });
    expect((await state()).stories.map(({ left }) => left)).toEqual([false, true]);
    expect((await org.history(PLAN)).at(-1)?.body).toMatchObject({ stories: [1] });
  });

  it('[A4] [A5] waits longer for whose hours change, and not for whom leave takes', async () => {
    await opened();
    const leave = { id: idOf('77'), from: at('2026-03-27T09:00:00Z'), to: at('2026-04-10T00:00:00Z') };
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'plan-leave', data: leave });
    await org.sent({ ...to('', 'calendar-changed', { actor: RAJ }), by: '00000000-0000-0000-0000-000000000000' });
    expect(await asked()).toEqual([TOMAS]);
    await org.sent({ ...to('', 'actor-left', { actor: TOMAS }), by: '00000000-0000-0000-0000-000000000000' });
    expect((await state()).stage.status).toBe('planned');
  });
});

describe('what there is room for', () => {
  it('is working time by calendars: holidays, short weeks and leave are out of it, and nobody’s past is in it', async () => {
    const directory = await org.directory();
    const short = new Map(directory.actors);
    const ines = short.get(INES);
    if (!ines) throw new Error('no Ines');
    const calendar = {
      zone: 'Europe/Berlin',
      week: Object.fromEntries(['mon', 'tue', 'wed', 'thu'].map((day) => [day, ['09:00-17:00']])),
      holidays: ['DE-BE'],
      leave: [{ from: at('2026-04-14T00:00:00+02:00'), to: at('2026-04-15T00:00:00+02:00') }],
    };
    short.set(INES, { ...ines, calendars: [{ from: 0, calendar }] });
    // Easter Monday is 6 April.
    const room = capacityOf([INES, RAJ], BODY.from, BODY.to, 60, { actors: short });
    expect(room.people).toEqual([
      { actor: INES, workingMs: 6 * 8 * HOUR, workdays: 6, leaveDays: 1, holidays: 1 },
      { actor: RAJ, workingMs: 10 * 8.5 * HOUR, workdays: 10, leaveDays: 0, holidays: 0 },
    ]);
    expect(room.plannedMs).toBe(0.6 * (48 + 85) * HOUR);
  });
});
