import { expect, it } from 'vitest';
import { tolls } from './tolls.ts';

it('lets nobody cause more computing than any editor does for long; the others go on', () => {
  let [now, computed] = [0, 0];
  const { isSpent, charge, forget } = tolls({ now: () => now, computed: () => computed });
  const work = (ms: number) => () => {
    computed += ms;
    return ms;
  };
  expect(charge('raj', work(2_500))).toBe(2_500);
  expect(isSpent('raj')).toBe(false);
  expect(() =>
    charge('raj', () => {
      computed += 1_000;
      throw new Error('it is none');
    }),
  ).toThrow('it is none');
  expect([isSpent('raj'), isSpent('ines')]).toEqual([true, false]);
  now = 15_000;
  forget();
  expect(isSpent('raj')).toBe(true);
  now = 25_000;
  expect(isSpent('raj')).toBe(false);
  for (; now < 600_000; now += 1_000) charge('mere', work(90));
  expect(isSpent('mere')).toBe(false);
});
