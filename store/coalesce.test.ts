import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

describe('Questions to the database', () => {
  it('that are asked together are answered together, each different one once, in order', async () => {
    const batches: (readonly number[])[] = [];
    const ask = coalesce<number, number>({
      key: String,
      answer: async (questions) => {
        batches.push(questions);
        return questions.map((question) => question * 10);
      },
    });
    expect(await Promise.all([1, 2, 2, 3].map(ask))).toEqual([10, 20, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('that fail, fail for all who asked together, and the next ones are answered', async () => {
    let down = true;
    const ask = coalesce<number, number>({
      key: String,
      answer: async (questions) => {
        if (down) throw new Error('away');
        return [...questions];
      },
    });
    const failed = await Promise.allSettled([ask(1), ask(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    down = false;
    expect(await ask(1)).toBe(1);
  });

  it('wait for a batch under way instead of crowding the database', async () => {
    let most = 0;
    let now = 0;
    const ask = coalesce<number, number>({
      key: String,
      atOnce: 2,
      most: 4,
      answer: async (questions) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resume) => setTimeout(resume, 2));
        now -= 1;
        return [...questions];
      },
    });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));
    expect(answers).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(most).toBe(2);
  });
});
