import { expect, it } from 'vitest';
import { gitObjects, gitStream } from './git.ts';

const GONE = { in: '/nowhere/at-all' } as const;

it('says that a git that could not be started failed, and nothing else ends with it', async () => {
  const { out, ended } = gitStream(['upload-pack', '.'], GONE);
  out.resume();
  expect(await ended).toBe(-1);
});

it('takes a git that could not be started for no answer about a file', async () => {
  const objects = gitObjects(GONE);
  await expect(objects.read('0'.repeat(40))).rejects.toThrow(/ENOENT/);
  objects.close();
});
