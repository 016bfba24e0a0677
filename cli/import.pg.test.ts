import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const ROOT = join(import.meta.dirname, '..');
const NORTHWIND = join(ROOT, 'practices', 'decisions', 'records', 'fixtures', 'northwind');
const SHARED = join(ROOT, '..', 'shared', 'data');

const server = await testServer();
const ines = await found(server.address);
await ines.post('/api/spaces', { name: 'Platform' });

const folder = await mkdtemp(join(tmpdir(), 'proceed records-'));
afterAll(() => rm(folder, { recursive: true }));
await cp(NORTHWIND, folder, { recursive: true });

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const proceed = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(join(ROOT, 'bin', 'proceed'), words, {
      cwd: tmpdir(),
      env: { ...process.env, PROCEED_URL: server.address, PROCEED_DATA: server.data, ...environment },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('close', (status) => resolve({ status, out, err }));
  });

const imported = async (): Promise<readonly string[]> => {
  const { json } = await ines.get('/api/decisions?limit=50');
  return (json['items'] as { title: string; status: string }[]).map(({ title, status }) => `${title}: ${status}`).toSorted();
};

describe('proceed import decisions', () => {
  it('on a dry run says what is a record and what is none, and sends nothing', async () => {
    const { status, out, err } = await proceed(['import', 'decisions', folder, '--dry-run']);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('7 records read.');
    expect(out).toContain('  0000-template.md:1: The file is a template');
    expect(out).toContain('Nothing was sent. What the server has already was not asked');
    expect(await imported()).toEqual([]);
  });

  it('imports the records with their statuses, by the key of the machine on which the server runs', async () => {
    const { status, out, err } = await proceed(['import', 'decisions', folder]);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('Imported: 7 new, 0 changed, 0 as before.');
    expect(await imported()).toEqual([
      'Answer in writing: accepted',
      'Backups follow the sun: proposed',
      'Backups twice a day: accepted',
      'Ein Lager in Rotterdam: rejected',
      'Keep one PostgreSQL: accepted',
      'One database per service: superseded',
      'Record decisions: accepted',
    ]);
  });

  it('once more changes nothing, and says so', async () => {
    const before = await imported();
    const { status, out } = await proceed(['import', 'decisions', folder]);
    expect(status).toBe(0);
    expect(out).toContain('Nothing changed: all 7 are there already.');
    expect(await imported()).toEqual(before);
  });

  it('keeps what was opened here as a decision, and says so by file, though its source was accepted since', async () => {
    const follow = (await ines.get('/api/decisions?q=Backups+follow')).json['items'] as { number: number }[];
    const number = follow[0]?.number ?? 0;
    expect((await ines.post(`/api/decisions/${number}/record/openings`, {})).status).toBe(200);
    const file = '0005-backups-follow-the-sun.md';
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const kept = `${file}: #${number} was opened here as a decision and is `;
    const same = await proceed(['import', 'decisions', folder]);
    expect([same.status, same.out]).toEqual([0, expect.stringContaining(kept)]);
    expect(same.out).toContain('Nothing changed: all 7 are there already.');
    await writeFile(path, text.replace(/proposed/i, 'accepted'));
    const { status, out } = await proceed(['import', 'decisions', folder]);
    await writeFile(path, text);
    expect(status).toBe(0);
    expect(out).toContain('1 record not taken by the server:');
    expect(out).toContain(`  ${kept}`);
  });

  it('tells a program what happened to each file', async () => {
    await writeFile(
      join(folder, '0009-a-new-one.md'),
      '# 9. A new one\n\nStatus: accepted\nDate: June 2025\n\n## Context\n\nWhy.\n',
    );
    const { status, out } = await proceed(['import', 'decisions', folder, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      records: 8,
      created: 1,
      changed: 0,
      unchanged: 7,
      notTaken: [],
      refused: [{ path: '0000-template.md', code: 'template', line: 1 }, {}, {}, {}, {}, {}],
      warnings: [{ path: '0009-a-new-one.md', code: 'odd-date', line: 4 }],
    });
  });

  it('keeps records of another project with the same names apart by --from, and names what it would mix without', async () => {
    const other = await mkdtemp(join(tmpdir(), 'proceed other-'));
    const name = '0001-record-decisions.md';
    await writeFile(
      join(other, name),
      '# 1. Record decisions\n\nDate: 2022-02-02\n\n## Status\n\nAccepted\n\n## Decision\n\nYes.\n',
    );
    const mixed = await proceed(['import', 'decisions', other]);
    expect(mixed).toMatchObject({ status: 1, out: expect.stringContaining(`  ${name}: #`) });
    expect(mixed.out).toContain('came from this path before');
    const apart = await proceed(['import', 'decisions', other, '--from', 'Billing']);
    expect(apart).toMatchObject({ status: 0, out: expect.stringContaining('Imported: 1 new, 0 changed, 0 as before.') });
    await rm(other, { recursive: true });
  });

  it('tells of links to files that are not there, of what is in its own place, and of a day that has not come', async () => {
    const odd = await mkdtemp(join(tmpdir(), 'proceed odd-'));
    const links = '[2](0002-lost.md), [about](README.md), [out](../spec.md), [it](https://northwind.example/a.md)';
    await writeFile(
      join(odd, '0001-odd.md'),
      `# 1. Odd\n\nDate: 2199-01-01\n\n## Status\n\nSuperseded by [1](0001-odd.md)\n\n## Context\n\nSee ${links}.\n\n## Decision\n\nYes.\n`,
    );
    await writeFile(join(odd, 'README.md'), '# About\n');
    await writeFile(join(odd, '0003-fm-only.md'), '---\nstatus: accepted');
    const { out } = await proceed(['import', 'decisions', odd, '--dry-run']);
    expect(out).toContain('  0003-fm-only.md:1: The front matter that begins in line 1 is never closed');
    expect(out).toContain('3 notes:');
    expect(out).toContain('  0001-odd.md:7: It says that it supersedes itself');
    expect(out).toContain('  0001-odd.md:11: The link leads to “0002-lost.md”');
    expect(out).toContain('  0001-odd.md: Its date, 2199-01-01, has not come yet.');
    await rm(odd, { recursive: true });
  });

  it('gives back each record byte for byte', async () => {
    const { json } = await ines.get('/api/decisions?limit=50');
    const one = (json['items'] as { title: string; number: number }[]).find(({ title }) => title === 'Ein Lager in Rotterdam');
    const record = await ines.get(`/api/decisions/${one?.number}/record.md`);
    expect(record.text).toBe(await readFile(join(NORTHWIND, '0006-ein-lager-in-rotterdam.md'), 'utf8'));
  });

  it('ends with 1 where there is nothing to import, no folder, or no such space', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'proceed none-'));
    expect(await proceed(['import', 'decisions', empty])).toMatchObject({
      status: 1,
      out: expect.stringContaining('There was nothing to import.'),
    });
    expect(await proceed(['import', 'decisions', join(empty, 'nowhere')])).toMatchObject({
      status: 1,
      err: expect.stringContaining('There is no folder'),
    });
    expect(await proceed(['import', 'decisions', folder, '--space', 'nowhere'])).toMatchObject({
      status: 1,
      err: expect.stringContaining('--space takes the slug'),
    });
    await rm(empty, { recursive: true });
  });

  it('says what is missing where there is no key, a wrong one, or no server', async () => {
    expect(await proceed(['import', 'decisions', folder], { PROCEED_DATA: folder })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^.*There is no API key\..* set PROCEED_TOKEN/),
    });
    expect(await proceed(['import', 'decisions', folder], { PROCEED_TOKEN: 'forged' })).toMatchObject({
      status: 1,
      err: expect.stringContaining('PROCEED_TOKEN must be an API key'),
    });
    expect(await proceed(['import', 'decisions', folder], { PROCEED_URL: 'http://127.0.0.1:59998' })).toMatchObject({
      status: 3,
      err: expect.stringContaining('No server answers at http://127.0.0.1:59998 (ECONNREFUSED)'),
    });
  });
});

describe.each(existsSync(join(SHARED, 'decisions-rust-rfcs')) ? ['decisions-rust-rfcs'] : [])('%s', (name) => {
  it('638 RFCs are imported, and once more changes nothing', async () => {
    const texts = join(SHARED, name, 'text');
    const first = await proceed(['import', 'decisions', texts, '--json']);
    expect(JSON.parse(first.out)).toMatchObject({ records: 638, created: 638, changed: 0, unchanged: 0, notTaken: [] });
    expect(JSON.parse((await proceed(['import', 'decisions', texts, '--json'])).out)).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 638,
    });
  });
});
