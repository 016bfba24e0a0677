import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { gitObjects, gitStream } from './git.ts';

const GONE = { in: '/nowhere/at-all' } as const;

it('says that a git that could not be started failed, and nothing else ends with it', async () => {
  const { out, ended } = gitStream(['upload-pack', '.'], GONE);
  out.resume();
  expect(await ended).toBe(-1);
});

it('keeps what git said for whoever reads it after git has ended', async () => {
  const { out, ended } = gitStream(['version'], { in: tmpdir() });
  expect(await ended).toBe(0);
  expect(await text(out)).toMatch(/^git version \d/);
});

it('takes a git that could not be started for no answer about a file', async () => {
  const objects = gitObjects(GONE);
  await expect(objects.read('0'.repeat(40))).rejects.toThrow(/ENOENT/);
  objects.close();
});
