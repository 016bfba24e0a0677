import { expect, it } from 'vitest';
import { slots } from './slots.ts';

const settled = (): Promise<void> => new Promise((resume) => setImmediate(resume));

it('does so much of one sender’s at a time, in the order in which it came, and holds up nobody else', async () => {
  const inSlot = slots(2);
  const begun: string[] = [];
  const late: string[] = [];
  const ends: (() => void)[] = [];
  const work = (whose: string, name: string) =>
    inSlot(whose, async (waited) => {
      begun.push(name);
      if (waited) late.push(name);
      await new Promise<void>((end) => ends.push(end));
      return name;
    });
  const all = ['one', 'two', 'three', 'four'].map((name) => work('raj', name));
  const other = work('ines', 'hers');
  await settled();
  expect(begun).toEqual(['one', 'two', 'hers']);
  ends[0]?.();
  expect(await all[0]).toBe('one');
  await settled();
  expect(begun).toEqual(['one', 'two', 'hers', 'three']);
  for (let at = 1; at < 5; at += 1) {
    ends[at]?.();
    await settled();
  }
  expect(await Promise.all([...all, other])).toEqual(['one', 'two', 'three', 'four', 'hers']);
  expect(late).toEqual(['three', 'four']);
});

it('goes on after what failed', async () => {
  const inSlot = slots(1);
  const failing = inSlot('raj', async () => {
    throw new Error('cut off');
  });
  const next = inSlot('raj', async () => 'done');
  await expect(failing).rejects.toThrow('cut off');
  expect(await next).toBe('done');
});
