import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { numberAt } from '#kernel/text/addresses.ts';

it('Every address that a screen gives to a numbered artifact names it in a text as well', () => {
  const doors = globSync('practices/*/ui/index.tsx').map((path) => readFileSync(path, 'utf8'));
  const addresses = doors.flatMap((door) =>
    [...door.matchAll(/`(\/[\w/]+\/)\$\{number \?\? id\}`/g)].map(([, path]) => `${path}142`),
  );
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses) expect(numberAt(address, null), address).toBe(142);
});
