import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { describe, expect, it } from 'vitest';
import { found, join } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';
import { importing, shown, type Files, type Page } from './story.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

const { folder, keyOf, urlOf, git, listed } = await gitPeople(server);
const { begin, ended, importAll, space, paths, bodyOf, pageAt } = importing(server, ines);
const revise = async (page: Page, body: string, base: number) =>
  ines.post(`/api/pages/${page.id}/revisions`, { body, base, reason: 'Because it changed.' });

const SMALL: Files = {
  'index.md': '# Welcome\r\n\r\n[People](people/) and [hiring](people/hiring.md#first)\r\n',
  'people/index.md': '# People\n',
  'people/hiring.md': '# Hiring\n\n## First\n\nWrite to [us](../index.md).\n\n## Second\n\nWe answer in [a week](nowhere.md).\n',
  'people/time-off.md': '# Time off\n\nAsk [hiring](hiring.md).\n',
};

describe('a handbook', () => {
  it('comes in whole, with its tree, its texts to the byte and its links, and comes again without changing anything', async () => {
    const at = await space('First');
    const report = await importAll(ines, SMALL, { space: at });
    expect(report.pages).toMatchObject({ created: 4, refused: 0 });
    expect(await paths(at)).toEqual(['index', 'people', 'people/hiring', 'people/time-off']);
    const hiring = await pageAt(at, 'people/hiring');
    expect(await bodyOf(hiring.id)).toBe(SMALL['people/hiring.md']);
    expect(await bodyOf((await pageAt(at, 'index')).id)).toBe(SMALL['index.md']);
    expect(report.remarks).toEqual([
      expect.objectContaining({
        path: 'people/hiring.md',
        line: 9,
        code: 'broken-link',
        detail: 'nowhere.md',
        page: hiring.number,
      }),
    ]);
    const { rows } = await server.pool.query(
      `select state->'links' as links, state->'broken' as broken from artifacts where id = $1`,
      [hiring.id],
    );
    expect(rows[0]).toEqual({ links: { '../index.md': (await pageAt(at, 'index')).id }, broken: ['nowhere.md'] });
    const events = async () => (await server.pool.query('select count(*)::int as n from events')).rows[0];
    const before = await events();
    expect((await importAll(ines, SMALL, { space: at })).pages).toMatchObject({ created: 0, unchanged: 4, changed: 0, moved: 0 });
    expect(await events()).toEqual(before);
  });

  it('has come as far as there is to go when it is done, also where nothing was left to write', async () => {
    const at = await space('Far');
    for (let round = 0; round < 2; round += 1) {
      const { id, state } = await ended(ines, await begin(ines, SMALL, { space: at }));
      expect(state).toBe('done');
      const { json } = await ines.get(`/api/imports/handbook/${id}`);
      expect(json['progress']).toEqual({ done: 4, total: 4, at: '' });
    }
  });

  it('has links that lead in a clone, where the tree here is another than that of the export', async () => {
    const at = await space('Exported');
    const [a, b] = ['a'.repeat(32), 'b'.repeat(32)];
    const exported: Files = {
      [`Team ${a}.md`]: `# Team\n\n[Ines](Team%20${a}/Ines%20${b}.md) ![Dock](Team%20${a}/dock.png)\n`,
      [`Team ${a}/Ines ${b}.md`]: `# Ines\n\n[The team](../Team%20${a}.md)\n`,
      [`Team ${a}/dock.png`]: Buffer.from('89504e470d0a1a0a', 'hex'),
    };
    await importAll(ines, exported, { space: at });
    await git(['clone', '-q', urlOf(await keyOf(ines, 'read')), 'exported']);
    const files = (await listed('exported')).split('\n').filter((path) => path.startsWith('spaces/exported/'));
    expect(files.toSorted()).toEqual(['Team.md', 'Team/Ines.md', 'Team/dock.png'].map((path) => `spaces/exported/${path}`));
    const text = (path: string) => readFileSync(joinPath(folder, 'exported/spaces/exported', path), 'utf8');
    expect(text('Team.md')).toBe('# Team\n\n[Ines](Team/Ines.md) ![Dock](Team/dock.png)\n');
    expect(text('Team/Ines.md')).toBe('# Ines\n\n[The team](../Team.md)\n');
    // In the browser, too.
    const page = await ines.get(`/api/pages/${(await pageAt(at, 'Team')).id}`);
    expect(JSON.stringify(page.json)).toContain(`/${(await pageAt(at, 'Team/Ines')).number}`);
    expect((await importAll(ines, exported, { space: at })).pages).toMatchObject({ unchanged: 2, changed: 0, moved: 0 });
  });

  it('comes again changed: only what changed is published, what moved is moved, and what is new has its place', async () => {
    const at = await space('Second');
    await importAll(ines, SMALL, { space: at });
    const was = await pageAt(at, 'people/hiring');
    const { 'people/time-off.md': _, ...rest } = SMALL;
    const next = {
      ...rest,
      'people/hiring.md': `${String(SMALL['people/hiring.md'])}\nAnd more.\n`,
      'people/coffee.md': '# Coffee\n',
    };
    const report = await importAll(ines, next, { space: at });
    expect(report.pages).toMatchObject({ created: 1, changed: 1, unchanged: 2, vanished: 1, archived: 0 });
    expect(await bodyOf(was.id)).toBe(next['people/hiring.md']);
    expect(await paths(at)).toEqual(['index', 'people', 'people/coffee', 'people/hiring', 'people/time-off']);
    const pruned = await importAll(ines, next, { space: at, prune: true });
    expect(pruned.pages).toMatchObject({ unchanged: 4, archived: 1, vanished: 0 });
    expect(await paths(at)).toEqual(['index', 'people', 'people/coffee', 'people/hiring']);
  });

  it('is merged with what was written here meanwhile; where both changed the same, what is here stays and is told', async () => {
    const at = await space('Third');
    const text = '# Plan\n\nOne.\n\nTwo.\n\nThree.\n';
    await importAll(ines, { 'plan.md': text, 'rest.md': '# Rest\n\nOld.\n', 'here.md': '# Here\n' }, { space: at });
    const [plan, rest, here] = [await pageAt(at, 'plan'), await pageAt(at, 'rest'), await pageAt(at, 'here')];
    expect((await revise(plan, text.replace('One.', 'One, here.'), 1)).json).toMatchObject({ revision: 2 });
    await revise(rest, '# Rest\n\nMine.\n', 1);
    await revise(here, '# Here\n\nWritten here.\n', 1);
    const next = { 'plan.md': text.replace('Three.', 'Three, there.'), 'rest.md': '# Rest\n\nTheirs.\n', 'here.md': '# Here\n' };
    const report = await importAll(ines, next, { space: at });
    expect(report.pages).toMatchObject({ merged: 1, kept: 1, unchanged: 1, changed: 0 });
    expect(await bodyOf(plan.id)).toBe('# Plan\n\nOne, here.\n\nTwo.\n\nThree, there.\n');
    expect(await bodyOf(rest.id)).toBe('# Rest\n\nMine.\n');
    expect(await bodyOf(here.id)).toBe('# Here\n\nWritten here.\n');
    expect(report.remarks.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(['conflict rest.md', 'merged plan.md']);
    // The same again: nothing is left to do, and what was kept stays.
    expect((await importAll(ines, next, { space: at })).pages).toMatchObject({ merged: 0, kept: 0, unchanged: 3 });
    const last = { ...next, 'plan.md': next['plan.md'].replace('Two.', 'Two, there.') };
    expect((await importAll(ines, last, { space: at })).pages).toMatchObject({ merged: 1, unchanged: 2 });
    expect(await bodyOf(plan.id)).toBe('# Plan\n\nOne, here.\n\nTwo, there.\n\nThree, there.\n');
  });

  it('does not take away a place that somebody has, nor move back what was moved here', async () => {
    const at = await space('Fourth');
    expect((await ines.post('/api/pages', { body: '# Guide\n', name: 'guide', space: at })).json).toMatchObject({ version: 1 });
    const report = await importAll(ines, { 'guide.md': '# Imported guide\n', 'a.md': '# A\n', 'b.md': '# B\n' }, { space: at });
    expect(report.remarks).toEqual([expect.objectContaining({ code: 'same-name', path: 'guide.md', detail: 'guide 2' })]);
    const [a, b] = [await pageAt(at, 'a'), await pageAt(at, 'b')];
    expect((await ines.put(`/api/pages/${a.id}/place`, { under: b.id })).status).toBe(200);
    expect(
      (await importAll(ines, { 'guide.md': '# Imported guide\n', 'a.md': '# A\n', 'b.md': '# B\n' }, { space: at })).pages,
    ).toMatchObject({ unchanged: 3 });
    expect(await paths(at)).toEqual(['b', 'b/a', 'guide', 'guide 2']);
  });

  it('follows the source where that moves and reorders', async () => {
    const at = await space('Fifth');
    const files = { 'one.md': '# One\n', 'two.md': '# Two\n', 'x/y.md': '# Y\n' };
    await importAll(ines, { ...files, 'SUMMARY.md': '* [One](one.md)\n* [Two](two.md)\n* [Y](x/y.md)\n' }, { space: at });
    const ids = async () =>
      (
        await server.pool.query<{ name: string }>(
          `select summary->>'name' as name from artifacts where kind = 'page' and space = $1 and status = 'published' order by summary->>'rank' collate "C"`,
          [at],
        )
      ).rows.map(({ name }) => name);
    expect(await ids()).toEqual(['one', 'two', 'y']);
    const report = await importAll(
      ines,
      { ...files, 'SUMMARY.md': '* [Two](two.md)\n  * [Y](x/y.md)\n* [One](one.md)\n' },
      { space: at },
    );
    expect(report.pages).toMatchObject({ moved: 2, unchanged: 1 });
    expect(await paths(at)).toEqual(['one', 'two', 'two/y']);
  });

  it('is refused where one may only read, and seen by nobody else', async () => {
    const closed = String((await ines.post('/api/spaces', { name: 'Closed', access: 'closed' })).json['id']);
    const refused = await raj.post('/api/imports/handbook', { from: { kind: 'archive', name: 'x' }, space: closed });
    expect(refused.json).toMatchObject({ status: 404, code: 'not-found', field: '/space' });
    const id = await begin(ines, SMALL, { space: closed });
    expect((await raj.get(`/api/imports/handbook/${id}`)).status).toBe(404);
    expect((await raj.put(`/api/imports/handbook/${id}/cancellation`)).status).toBe(404);
    await ended(ines, id);
    expect((await raj.get(`/api/imports/handbook/${id}/report`)).status).toBe(404);
    expect((await ines.get(`/api/imports/handbook/${id}/report`)).text).toContain('- 4 pages created');
    expect((await raj.get('/api/imports/handbook')).json).toEqual({ items: [] });
  });

  it('that is none says so, and leaves nothing', async () => {
    const begun = shown(await ines.post('/api/imports/handbook', { from: { kind: 'archive', name: 'x.zip' } }));
    const headers = {
      cookie: ines.cookie(),
      origin: server.address,
      'idempotency-key': 'x',
      'content-type': 'application/octet-stream',
    };
    await fetch(`${server.address}/api/imports/handbook/${begun.id}/parts/0`, { method: 'PUT', headers, body: 'no archive' });
    expect((await ines.put(`/api/imports/handbook/${begun.id}/archive`, { parts: 2 })).json).toMatchObject({
      code: 'parts-missing',
    });
    await ines.put(`/api/imports/handbook/${begun.id}/archive`, { parts: 1 });
    const { state, report } = await ended(ines, begun.id);
    expect([state, report.failed?.code]).toEqual(['failed', 'unreadable-archive']);
    expect((await server.pool.query('select 1 from import_parts union all select 1 from import_items')).rowCount).toBe(0);
  });
});

it('what leads out of it finds what is here already: numbers, titles, and paths from the top', async () => {
  const at = await space('Neighbours');
  const known = (await ines.post('/api/pages', { body: '# Known here\n', name: 'known', space: at })).json;
  const id = String(known['id']);
  await importAll(
    ines,
    { 'a/b.md': `[1](/${String(known['number'])}) [[Known here]] [3](/known) [4](../../x/known.md) [5](lost.md)\n` },
    { space: at },
  );
  const { rows } = await server.pool.query(
    `select state->'links' as links, state->'broken' as broken from artifacts where id = $1`,
    [(await pageAt(at, 'a/b')).id],
  );
  expect(rows[0]?.links).toMatchObject({ [`/${String(known['number'])}`]: id, '[[Known here]]': id, '/known': id });
  expect(rows[0]?.broken).toContain('lost.md');
});

it('old addresses lead to where their pages are now', async () => {
  const at = await space('Redirected');
  const files = {
    '.gitbook.yaml': 'root: ./docs/\nredirects:\n  old/start: guides/start.md\n',
    'docs/SUMMARY.md': '* [Start](guides/start.md)\n',
    'docs/guides/start.md': '---\nredirect_from: /uno\n---\n# Start\n',
  };
  await importAll(ines, files, { space: at });
  const { id } = await pageAt(at, 'docs/start');
  for (const path of ['docs/old/start', 'uno', 'docs/guides/start', '/docs/start.md'])
    expect([path, (await raj.get(`/api/pages/at?space=${at}&path=${encodeURIComponent(path)}`)).json]).toEqual([path, { id }]);
  const written = await ines.post('/api/pages', { body: '# Later\n\n[x](/docs/old/start) [y](/uno)\n', space: at });
  const { rows } = await server.pool.query(`select state->'links' as links from artifacts where id = $1`, [written.json['id']]);
  expect(rows[0]?.links).toEqual({ '/docs/old/start': id, '/uno': id });
});

it('pictures and other files come with the pages that link to them, once, and change with the source', async () => {
  const at = await space('Pictures');
  const dot = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const files = {
    'docs/a.md': '# A\n\n![dot](img/dot.png) ![dot](/docs/img/dot.png)\n',
    'docs/b.md': '# B\n\n![dot](img/dot.png) [list](../list.csv) [none](empty.pdf)\n',
    'docs/img/dot.png': dot,
    'docs/img/unused.png': dot,
    'docs/empty.pdf': '',
    'list.csv': 'a,b\n',
  };
  const report = await importAll(ines, files, { space: at });
  expect(report.files).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 1 });
  expect(report.remarks.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'refused docs/empty.pdf',
    'not-linked docs/img/unused.png',
  ]);
  const held = async () =>
    (
      await server.pool.query<{ id: string; path: string; on: string | null; mime: string }>(
        `select f.id, f.state->>'path' as path, p.title as on, f.state->>'mime' as mime from artifacts f left join artifacts p on p.org = f.org and p.id = f.parent
         where f.kind = 'file' and f.status = 'kept' and f.space = $1 order by 2`,
        [at],
      )
    ).rows;
  const [dotted, list] = await held();
  expect(dotted).toMatchObject({ path: 'img/dot.png', on: 'Docs', mime: 'image/png' });
  expect(list).toMatchObject({ path: 'list.csv', on: null });
  const { rows } = await server.pool.query(`select state->'links' as links from artifacts where id = $1`, [
    (await pageAt(at, 'docs/a')).id,
  ]);
  expect(rows[0]?.links).toEqual({ 'img/dot.png': dotted?.id, '/docs/img/dot.png': dotted?.id });
  const got = await fetch(`${server.address}/files/${dotted?.id}/dot.png`, { headers: { cookie: raj.cookie() } });
  expect(Buffer.from(await got.arrayBuffer()).equals(dot)).toBe(true);
  const again = await importAll(ines, { ...files, 'list.csv': 'a,b\n1,2\n' }, { space: at });
  expect(again.files).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
  expect(await held()).toHaveLength(2);
});

const HANDBOOK = joinPath(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'handbook-sourcegraph');

it.runIf(existsSync(HANDBOOK))(
  'a real handbook of 885 pages comes in whole, and again without a change',
  async () => {
    const at = await space('Real');
    const files = Object.fromEntries(
      readdirSync(HANDBOOK, { recursive: true })
        .map(String)
        .filter((path) => statSync(joinPath(HANDBOOK, path)).isFile())
        .map((path) => [path, readFileSync(joinPath(HANDBOOK, path))]),
    );
    const report = await importAll(ines, files, { space: at });
    expect(report.remarks.filter(({ code }) => code === 'refused')).toEqual([]);
    expect(report.pages).toMatchObject({ created: 911, refused: 0 });
    expect(report.links).toEqual({ internal: 4_209, resolved: 4_145, outside: 6_408 });
    expect((await importAll(ines, files, { space: at })).pages).toMatchObject({ unchanged: 911, created: 0, changed: 0 });
  },
  120_000,
);
