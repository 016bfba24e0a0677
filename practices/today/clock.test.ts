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
