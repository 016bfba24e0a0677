import { describe, expect, it } from 'vitest';
import { commandPath } from '#kernel/stream/commands.ts';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import type { Command } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { atEnd } from '#tests/at-end.ts';
import { testDatabase } from '#tests/database.ts';
import { BY_KEY, openPool } from './connection.ts';
import { postgresStream } from './postgres-stream.ts';
import { reactions } from './reactions.ts';
import { localWake } from './subscription.ts';

describe('Readers of the stream', async () => {
  const { url, pool } = await testDatabase();
  const hot = openPool(url, { settings: BY_KEY });
  atEnd(() => hot.end());
  const wake = localWake();
  const stream = postgresStream({ pool: hot, directory: contractDirectory, wake });
  const { send } = commandPath(stream, contractDeciders);
  const org = crypto.randomUUID();
  const light = (): Command => {
    const id = crypto.randomUUID();
    return { id, org, by: SYSTEM, kind: 'lantern', artifact: id, name: 'light', data: {} };
  };

  it('do not pass by an event whose transaction commits after later ones', async () => {
    await send({
      id: crypto.randomUUID(),
      org,
      by: SYSTEM,
      kind: 'member',
      artifact: crypto.randomUUID(),
      name: 'join',
      data: 'Ines',
    });
    await send(light());
    const from = await stream.head();
    const seen: StreamEvent[] = [];
    const stop = stream.subscribe(from, (page) => {
      seen.push(...page.events);
    });
    // Another process is in the middle of its append: its event has a position, and is not there yet.
    const late = await pool.connect();
    await late.query('begin');
    const { rows } = await pool.query<{ artifact: string }>(`select artifact from events where kind = 'lantern'`);
    await late.query(
      `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
       values ($1, $2, 2, 'lantern', 'lit', now(), $3, $4, 0, 2, '', '{"type":"lit"}')`,
      [org, rows[0]?.artifact, SYSTEM, crypto.randomUUID()],
    );
    for (let count = 0; count < 20; count += 1) await send(light());
    await new Promise((resume) => setTimeout(resume, 100));
    expect(seen).toEqual([]);
    await late.query('commit');
    late.release();
    for (let waited = 0; seen.length < 21 && waited < 1200; waited += 1) await new Promise((resume) => setTimeout(resume, 20));
    await stop();
    expect(seen).toHaveLength(21);
    expect(seen[0]).toMatchObject({ artifact: rows[0]?.artifact, version: 2 });
  });

  it('are let go of where one of several reactions could not begin, and begin again', async () => {
    let open = 0;
    const begun = { count: 0 };
    const reaction = (name: string) => ({ name, types: new Set<string>(), react: async () => undefined });
    const running = reactions({
      pool,
      stream: {
        ...stream,
        subscribe: (after, listener) => {
          const stop = stream.subscribe(after, listener);
          open += 1;
          begun.count += 1;
          return async () => {
            open -= 1;
            await stop();
          };
        },
      },
      // PostgreSQL takes no such name.
      reactions: () => [reaction('first'), reaction('second \0')],
      log: () => undefined,
    });
    await expect.poll(() => begun.count).toBe(2);
    await running.stop();
    expect(open).toBe(0);
  });
});
