import { expect, it } from 'vitest';
import { Unreachable } from './client.ts';
import { followed } from './following.ts';

const away = new Unreachable('No server answers.');

/** Answers one after another; the last for ever. */
const answering = (...answers: readonly (string | Error)[]) => {
  let n = 0;
  return async (): Promise<string> => {
    const answer = answers[Math.min(n, answers.length - 1)] ?? '';
    n += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
};

it('goes on looking while the server is away, and says so', async () => {
  const shown: (string | null)[] = [];
  const end = await followed({
    look: answering('reading', away, away, 'done'),
    isOver: (state) => state === 'done',
    show: (state) => void shown.push(state),
  });
  expect(end).toBe('done');
  expect(shown).toEqual(['reading', null, null]);
});

it('gives up on a server that stays away, and at once on any other fault', async () => {
  const rest = { isOver: () => false, show: () => undefined };
  await expect(followed({ look: answering('reading', away), ...rest, patience: 500 })).rejects.toBe(away);
  const other = new Error('It is closed to you.');
  await expect(followed({ look: answering(other), ...rest })).rejects.toBe(other);
});
