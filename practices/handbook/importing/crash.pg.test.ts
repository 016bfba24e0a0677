import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Send } from '#kernel/stream/commands.ts';
import { fileStore } from '#server/files.ts';
import { found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { leased } from '#server/jobs.ts';
import { handbookImports } from './imports.ts';
import { importing, type Files } from './story.ts';

const server = await testServer();
const ines = await found(server.address);
const { upload, ended, importAll, space, paths, bodyOf, pageAt } = importing(server, ines);

const MANY: Files = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [
    `part-${index % 7}/page-${index}.md`,
    `# Page ${index}\n\n[next](../part-${(index + 1) % 7}/page-${index + 1}.md)\n`,
  ]),
);
/** So soon another takes over from one who dies; from one who lives on a slow machine, nobody does. */
const LEASE = { ofOneWhoDies: 400, ofOneWhoLives: 60_000 } as const;
const stops: (() => void)[] = [];
afterAll(() => stops.forEach((stop) => stop()));

/** A second process that works on imports; what it sends passes `through`. When it dies it says nothing to anybody any more. */
const process = (through: (sent: number, die: () => void) => void | Promise<void>, lease: number = LEASE.ofOneWhoDies) => {
  let dead = false;
  let sent = 0;
  const never = new Promise<never>(() => undefined);
  const die = (): void => void (dead = true);
  stops.push(die);
  const pool = new Proxy(server.pool, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => (dead && key === 'query' ? never : Reflect.apply(value, target, args));
    },
  });
  const send: Send = async (command) => {
    if (dead) return never;
    sent += 1;
    await through(sent, die);
    const receipt = await server.wired.send(command);
    return dead ? never : receipt;
  };
  const rows = async (question: { readonly text: string; readonly values: readonly unknown[] }) =>
    (await pool.query({ text: question.text, values: [...question.values] })).rows as never[];
  const running = handbookImports({
    leased,
    pool,
    db: { rows },
    send,
    directory: async (org) =>
      server.wired.stream.directory(
        org,
        Number((await server.pool.query('select directory_version as v from organizations where id = $1', [org])).rows[0]?.v),
      ),
    files: fileStore(server.pool, 1024 * 1024),
    address: server.address,
    guard: { fault: () => null, addresses: async () => [] },
    log: { error: () => undefined },
    lease,
    lookEvery: 20,
  });
  return { worker: running.worker };
};

/** Uploads, and gives the import to one process. */
const given = async (worker: string, files: Files, more: object): Promise<string> => {
  const { id, parts } = await upload(ines, files, more);
  await server.pool.query(
    `update imports set state = 'reading', parts = $2, worker = $3, leased_until = now() + interval '1 minute' where id = $1`,
    [id, parts, worker],
  );
  return id;
};

const leftovers = async () =>
  (await server.pool.query('select 1 from import_items union all select 1 from import_parts')).rowCount;
const numbersGiven = async (at: string) =>
  (await server.pool.query<{ n: number }>(`select count(*)::int as n from artifacts where kind = 'page' and space = $1`, [at]))
    .rows[0]?.n;

describe('a process that dies', () => {
  it('while it writes is followed by another, which goes on: every page once, and the report is whole', async () => {
    const at = await space('Killed');
    const { worker } = process((sent, die) => (sent === 150 ? die() : undefined));
    const id = await given(worker, MANY, { space: at });
    const { state, report } = await ended(ines, id);
    expect(state).toBe('done');
    expect(report.pages).toMatchObject({ created: 307, unchanged: 0, refused: 0 });
    expect(await paths(at)).toHaveLength(307);
    expect(await numbersGiven(at)).toBe(307);
    expect(await leftovers()).toBe(0);
    expect((await importAll(ines, MANY, { space: at })).pages).toMatchObject({ unchanged: 307 });
  });

  it('before it has read is followed by another, which reads anew', async () => {
    const at = await space('Killed while reading');
    const { id, parts } = await upload(ines, MANY, { space: at });
    await server.pool.query(
      `update imports set state = 'reading', parts = $2, worker = gen_random_uuid(), leased_until = now() + interval '300 ms' where id = $1`,
      [id, parts],
    );
    await server.pool.query(
      `insert into import_items (org, import, seq, kind, key, depth, planned, links, body) select org, id, 5, 'page', 'half', 0, '{}', '{}', 'read by one who died' from imports where id = $1`,
      [id],
    );
    expect((await ended(ines, id)).report.pages).toMatchObject({ created: 307 });
  });
});

describe('cancelling', () => {
  it('while it uploads keeps nothing', async () => {
    const { id } = await upload(ines, MANY, {});
    expect((await ines.put(`/api/imports/handbook/${id}/cancellation`)).json).toMatchObject({ state: 'cancelled' });
    expect((await ines.put(`/api/imports/handbook/${id}/archive`, { parts: 1 })).json).toMatchObject({ state: 'cancelled' });
    expect(await leftovers()).toBe(0);
  });

  it('before it writes leaves nothing', async () => {
    const at = await space('Cancelled early');
    const { id, parts } = await upload(ines, MANY, { space: at });
    await server.pool.query(`update imports set state = 'reading', cancelled = true, parts = $2 where id = $1`, [id, parts]);
    expect((await ended(ines, id)).state).toBe('cancelled');
    expect([await numbersGiven(at), await leftovers()]).toEqual([0, 0]);
  });

  it('while it writes takes back every page that it made, and importing again brings them', async () => {
    const at = await space('Cancelled late');
    let id = '';
    const { worker } = process(async (sent) => {
      if (sent === 200) await ines.put(`/api/imports/handbook/${id}/cancellation`);
    }, LEASE.ofOneWhoLives);
    id = await given(worker, MANY, { space: at });
    const { state, report } = await ended(ines, id);
    expect([state, report.pages['created']]).not.toEqual(['done', 307]);
    expect(state).toBe('cancelled');
    expect([await paths(at), await leftovers()]).toEqual([[], 0]);
    expect((await importAll(ines, MANY, { space: at })).pages).toMatchObject({ created: 307 });
    expect(await paths(at)).toHaveLength(307);
  });

  it('while it changes pages gives each its text and place back; what somebody wrote meanwhile stays', async () => {
    const at = await space('Cancelled changes');
    const first = { 'a.md': '# A\n', 'b.md': '# B\n', 'c/d.md': '# D\n', 'e.md': '# E\n' };
    await importAll(ines, first, { space: at });
    const [a, b, d] = [await pageAt(at, 'a'), await pageAt(at, 'b'), await pageAt(at, 'c/d')];
    let id = '';
    const { worker } = process(async (sent) => {
      if (sent !== 5) return;
      await ines.post(`/api/pages/${b.id}/revisions`, { body: '# B\n\nImported.\n\nAnd mine.\n', base: 2, reason: 'Because.' });
      await ines.put(`/api/imports/handbook/${id}/cancellation`);
    }, LEASE.ofOneWhoLives);
    const next = {
      'a.md': '# A\n\nImported.\n',
      'b.md': '# B\n\nImported.\n',
      'c/d.md': '# D\n\nImported.\n',
      'e.md': '# E\n',
      'f.md': '# F\n',
      'SUMMARY.md': '* [A](a.md)\n  * [D](c/d.md)\n',
    };
    id = await given(worker, next, { space: at });
    const { state, report } = await ended(ines, id);
    expect(state).toBe('cancelled');
    expect(await paths(at)).toEqual(['a', 'b', 'c', 'c/d', 'e']);
    expect([await bodyOf(a.id), await bodyOf(d.id)]).toEqual(['# A\n', '# D\n']);
    expect(await bodyOf(b.id)).toContain('And mine.');
    expect(report.remarks.map(({ path }) => path)).toContain('b.md');
  });

  it('after a crash, before anybody noticed what was written, takes that back, too', async () => {
    const at = await space('Killed and cancelled');
    const { worker } = process((sent, die) => (sent === 100 ? die() : undefined));
    const id = await given(worker, MANY, { space: at });
    for (const until = performance.now() + 10_000; performance.now() < until && ((await numbersGiven(at)) ?? 0) < 60;)
      await wait(20);
    await ines.put(`/api/imports/handbook/${id}/cancellation`);
    expect((await ended(ines, id)).state).toBe('cancelled');
    expect(await paths(at)).toEqual([]);
  });
});

it('somebody who left imports nothing any more', async () => {
  const { id, parts } = await upload(ines, MANY, {});
  await server.pool.query(`update imports set by = gen_random_uuid(), state = 'reading', parts = $2 where id = $1`, [id, parts]);
  for (const until = performance.now() + 10_000; performance.now() < until;) {
    const { rows } = await server.pool.query('select state, report from imports where id = $1', [id]);
    if (rows[0]?.state === 'failed') return expect(rows[0].report.failed.code).toBe('not-permitted');
    await wait(50);
  }
  throw new Error('it goes on');
});
