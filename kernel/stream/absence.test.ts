import { expect, it } from 'vitest';
import { absence } from './absence.ts';

it('is asked once for each, until something may have changed it; what is there is asked each time', async () => {
  const asked: string[] = [];
  const there = new Set<string>();
  const found = absence(async (org, key) => {
    asked.push(`${org} ${key}`);
    return there.has(key);
  });
  for (const [org, key] of [
    ['north', 'raj'],
    ['north', 'raj'],
    ['south', 'raj'],
    ['north', 'ines'],
  ] as const)
    expect(await found.has(org, key)).toBe(false);
  expect(asked).toEqual(['north raj', 'south raj', 'north ines']);
  there.add('raj');
  expect(await found.has('north', 'raj')).toBe(false);
  found.forget('north');
  expect([await found.has('north', 'raj'), await found.has('north', 'raj'), await found.has('south', 'raj')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(asked.slice(3)).toEqual(['north raj', 'north raj']);
});

it('remembers so many and no more', async () => {
  let asked = 0;
  const found = absence(async () => {
    asked += 1;
    return false;
  });
  for (let key = 0; key < 25_000; key += 1) await found.has('north', String(key));
  expect(asked).toBe(25_000);
  await found.has('north', '24999');
  await found.has('north', '0');
  expect(asked).toBe(25_001);
});
