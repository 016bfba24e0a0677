import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { alone } from '#scripts/alone.mjs';

const room = await mkdtemp(join(tmpdir(), 'proceed alone '));
afterAll(() => rm(room, { recursive: true, force: true }));

describe('What changes a clone', () => {
  it('is done by one at a time, and the others wait and are told of it once', async () => {
    const lock = join(room, 'deep', 'lock');
    let busy = 0;
    let most = 0;
    const told: number[] = [];
    const work = async () => {
      busy += 1;
      most = Math.max(most, busy);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      busy -= 1;
    };
    await Promise.all([1, 2, 3].map(() => alone(lock, work, (pid) => told.push(pid))));
    expect(most).toBe(1);
    expect(told).toEqual([process.pid, process.pid]);
    expect(existsSync(lock)).toBe(false);
  });

  it('is done by the next one when the process that was at it was killed', async () => {
    const lock = join(room, 'left');
    const { pid } = spawnSync('true');
    writeFileSync(lock, String(pid));
    expect(await alone(lock, () => 'done')).toBe('done');
  });

  it('waits for a child that works on after its parent was killed', async () => {
    const lock = join(room, 'orphaned');
    const { pid } = spawnSync('true');
    const child = spawn('sleep', ['0.4']);
    writeFileSync(lock, `${pid}\n${child.pid}`);
    const told: number[] = [];
    await alone(
      lock,
      () => expect(child.exitCode).toBe(0),
      (at) => told.push(at),
    );
    expect(told).toEqual([child.pid]);
  });

  it('is done by the next one when it failed', async () => {
    const lock = join(room, 'failed');
    await expect(alone(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(await alone(lock, () => 'done')).toBe('done');
  });
});
