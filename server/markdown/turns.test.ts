import { expect, it } from 'vitest';
import { inTurns } from './turns.ts';

it('lets nobody wait for all that somebody else has asked for', async () => {
  const { take, waiting } = inTurns();
  const done: string[] = [];
  const ask = (whose: string, name: string) =>
    take(whose, async () => {
      await new Promise((resume) => setImmediate(resume));
      done.push(name);
      if (name === 'mere 2') throw new Error('it is none');
      return name;
    });
  const all = ['mere 1', 'mere 2', 'mere 3', 'raj 1', 'mere 4', 'ines 1', 'raj 2'].map((name) =>
    ask(name.split(' ')[0] ?? '', name),
  );
  expect(waiting('mere')).toBe(3);
  expect((await Promise.allSettled(all)).map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(done).toEqual(['mere 1', 'mere 2', 'raj 1', 'ines 1', 'mere 3', 'raj 2', 'mere 4']);
  expect(await ask('raj', 'raj 3')).toBe('raj 3');
});
