import { expect, it } from 'vitest';
import { INES, northwind } from '#tests/organization.ts';
import { aroundTheClock } from './clock.ts';

it('tells the same of a place whatever order its people were read in', async () => {
  const { directory } = await northwind();
  const known = await directory();
  const turned = { ...known, actors: new Map([...known.actors].toReversed()) };
  const now = Date.parse('2026-11-16T09:00:00Z');
  const told = aroundTheClock(INES, [], known, now);
  expect(told.length).toBeGreaterThan(2);
  expect(aroundTheClock(INES, [], turned, now)).toEqual(told);
});

it('tells of a place when the first of those there begins, and that it is at work while one of them is', async () => {
  const { directory } = await northwind();
  const known = await directory();
  const ines = known.actors.get(INES);
  if (!ines) throw new Error('Ines is there');
  const calendars = ines.calendars.map((one) => ({ ...one, calendar: { ...one.calendar, week: { mon: ['06:00-17:00'] } } }));
  const early = { ...ines, id: 'ffffffff-0000-4000-8000-000000000000', calendars };
  const both = { ...known, actors: new Map([...known.actors, [early.id, early]]) };
  const at = (time: string) => aroundTheClock(INES, [], both, Date.parse(time)).find(({ place }) => place === 'Berlin');
  expect(at('2026-11-16T03:00:00Z')).toMatchObject({ working: false, until: Date.parse('2026-11-16T05:00:00Z') });
  expect(at('2026-11-16T06:00:00Z')).toMatchObject({ working: true, actor: early.id });
});
