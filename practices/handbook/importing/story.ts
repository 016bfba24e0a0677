import { setTimeout as wait } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { expect } from 'vitest';
import type { Client } from '#tests/harness/client.ts';
import type { TestServer } from '#tests/harness/server.ts';
import { PART_BYTES } from './packing.ts';

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly report: {
    readonly pages: Record<string, number>;
    readonly files: Record<string, number>;
    readonly links: Record<string, number>;
    readonly counts: Record<string, number>;
    readonly remarks: readonly { path: string; line: number | null; code: string; detail: string; page: number | null }[];
    readonly failed: { code: string; words: string } | null;
  };
}
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const shown = ({ json }: { json: object }): Shown => json as Shown;

export interface Page {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly path: string;
}

/** What is done with imports in tests, as people do it: over HTTP. */
export const importing = (server: TestServer, ines: Client) => {
  /** Everything but the last word. */
  const upload = async (
    who: Client,
    files: Files,
    more: object = {},
  ): Promise<{ readonly id: string; readonly parts: number }> => {
    const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])));
    const begun = await who.post('/api/imports/handbook', { from: { kind: 'archive', name: 'handbook' }, ...more });
    expect(begun.status).toBe(201);
    const { id } = shown(begun);
    const parts = Math.max(1, Math.ceil(zip.length / PART_BYTES));
    for (let part = 0; part < parts; part += 1) {
      const piece = Buffer.from(zip.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
      const put = await fetch(`${server.address}/api/imports/handbook/${id}/parts/${part}`, {
        method: 'PUT',
        headers: {
          cookie: who.cookie(),
          origin: server.address,
          'idempotency-key': `${id} ${part}`.replace(' ', '-'),
          'content-type': 'application/octet-stream',
        },
        body: piece,
      });
      expect(put.status).toBe(200);
    }
    return { id, parts };
  };
  const begin = async (who: Client, files: Files, more: object = {}): Promise<string> => {
    const { id, parts } = await upload(who, files, more);
    expect((await who.put(`/api/imports/handbook/${id}/archive`, { parts })).status).toBe(200);
    return id;
  };

  const ended = async (who: Client, id: string): Promise<Shown> => {
    for (const until = performance.now() + 60_000; performance.now() < until;) {
      const state = shown(await who.get(`/api/imports/handbook/${id}`));
      if (['done', 'cancelled', 'failed'].includes(state.state)) return state;
      await wait(20);
    }
    throw new Error('the import did not end');
  };

  const importAll = async (who: Client, files: Files, more: object = {}) => {
    const { report, state } = await ended(who, await begin(who, files, more));
    expect(server.faults.filter((fault) => 'import' in fault)).toEqual([]);
    expect(state).toBe('done');
    return report;
  };

  const space = async (name: string): Promise<string> =>
    String((await ines.post('/api/spaces', { name, access: 'open' })).json['id']);

  /** All pages of a space with their paths. */
  const tree = async (at: string): Promise<readonly Page[]> => {
    const { rows } = await server.pool.query<Page>(
      `with recursive down as (
         select id, number::int, title, summary->>'name' as path from artifacts where kind = 'page' and status = 'published' and space = $1 and summary->>'under' is null
         union all
         select a.id, a.number::int, a.title, d.path || '/' || (a.summary->>'name') from down d
         join artifacts a on a.kind = 'page' and a.status = 'published' and a.summary->>'under' = d.id::text
       ) select * from down order by path collate "C"`,
      [at],
    );
    return rows;
  };
  const paths = async (at: string): Promise<readonly string[]> => (await tree(at)).map(({ path }) => path);
  const bodyOf = async (id: string): Promise<string> =>
    (await server.pool.query<{ body: string }>(`select state->>'body' as body from artifacts where id = $1`, [id])).rows[0]
      ?.body ?? '';
  const pageAt = async (at: string, path: string): Promise<Page> => {
    const page = (await tree(at)).find((one) => one.path === path);
    if (page === undefined) throw new Error(`no page at ${path}`);
    return page;
  };
  return { upload, begin, ended, importAll, space, tree, paths, bodyOf, pageAt };
};
