import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ownFolder } from './own-folder.ts';

const data = await mkdtemp(join(tmpdir(), 'proceed-test-'));
afterAll(() => rm(data, { recursive: true, force: true }));
const lockedBy = (name: string, by: object | string) =>
  writeFile(join(data, `${name}.lock`), typeof by === 'string' ? by : JSON.stringify(by));

it('a process alone on its data has the folder that it had before', async () => {
  expect(await ownFolder(join(data, 'one'))).toBe(join(data, 'one'));
  expect(JSON.parse(await readFile(join(data, 'one.lock'), 'utf8'))).toEqual({ host: hostname(), pid: process.pid });
});

it('a second process on the same data has a folder of its own', async () => {
  for (const by of [{ host: hostname(), pid: process.ppid }, { host: 'elsewhere', pid: 1 }, 'half writ']) {
    await lockedBy('two', by);
    const folder = await ownFolder(join(data, 'two'));
    expect(folder).toMatch(/two-\w+$/);
    expect(existsSync(folder)).toBe(true);
  }
});

it('what a killed process left is taken over', async () => {
  await lockedBy('three', { host: hostname(), pid: 4_000_000 });
  expect(await ownFolder(join(data, 'three'))).toBe(join(data, 'three'));
  await lockedBy('four', { host: hostname(), pid: process.pid });
  expect(await ownFolder(join(data, 'four'))).toBe(join(data, 'four'));
});
