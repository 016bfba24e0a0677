import { expect, it } from 'vitest';
import type { Db, Question } from '#server/route.ts';
import { eventBodies } from './bodies.ts';

const ORG = 'northwind';
const event = (version: number) => ({ artifact: 'plan', version });

/** Tells which versions it was asked for. */
const database = (length = 0) => {
  const asked: number[][] = [];
  const db: Db = {
    rows: async <Row>({ values }: Question) => {
      const versions = values[2] as number[];
      asked.push(versions);
      const words = 'x'.repeat(length);
      return versions.map((version) => ({
        artifact: 'plan',
        version,
        text: JSON.stringify({ type: `t${version}`, words }),
      })) as Row[];
    },
  };
  return { db, asked };
};

it('asks once for what an event says', async () => {
  const { db, asked } = database();
  const withBodies = eventBodies();
  await withBodies(db, ORG, [event(1), event(2)]);
  const again = await withBodies(db, ORG, [event(3), event(2), event(1)]);
  expect(again.map(({ version, body }) => [version, body.type])).toEqual([
    [3, 't3'],
    [2, 't2'],
    [1, 't1'],
  ]);
  expect(asked).toEqual([[1, 2], [3]]);
  await withBodies(db, 'southwind', [event(1)]);
  expect(asked.at(-1)).toEqual([1]);
});

it('keeps the newest of them, and no long texts', async () => {
  const { db, asked } = database(1_000);
  const few = eventBodies(2_500);
  for (const version of [1, 2, 3, 3, 1]) await few(db, ORG, [event(version)]);
  expect(asked).toEqual([[1], [2], [3], [1]]);
  const long = database(20_000);
  const none = eventBodies();
  for (const version of [1, 1]) await none(long.db, ORG, [event(version)]);
  expect(long.asked).toEqual([[1], [1]]);
});
