import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { ImportedRecord, type RecordStatus } from './document.ts';
import { readFolder, type Progress, type ReadFolder, type ReadOptions } from './folder.ts';
import { toImported } from './import.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const shared = (name: string): string => join(import.meta.dirname, '../../../../shared/data', name);
/** Real logs lie beside a clone where they are worked with; elsewhere there is nothing to read. */
const present = (name: string): readonly string[] => (existsSync(shared(name)) ? [name] : []);

const read = async (dir: string, options?: ReadOptions): Promise<ReadFolder> => {
  const result = await readFolder(dir, options);
  if (result.refused) throw new Error(result.message);
  return result.ok;
};
const counts = (items: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, (item) => item)].map(([item, all]) => [item, all.length]));
const statuses = ({ records }: ReadFolder): Partial<Record<RecordStatus, number>> => counts(records.map(({ status }) => status));
const told = ({ links }: ReadFolder): string[] =>
  links
    .filter(({ rel }) => rel !== 'mentions')
    .map(({ from, to, rel, partial }) => `${from} ${rel}${partial ? ' in part' : ''} ${to}`);

describe('a folder of decisions', () => {
  it('is read in the order of its paths, and what is no record is named with its reason', async () => {
    const folder = await read(fixture('northwind'));
    expect(folder.records.map(({ key, status, date }) => `${key} ${status} ${date}`)).toEqual([
      '0001-record-decisions.md accepted 2024-02-05',
      '0002-one-database-per-service.md superseded 2024-02-19',
      '0003-backups-twice-a-day.md accepted 2024-03-04',
      '0004-keep-one-postgresql.md accepted 2024-11-12',
      '0005-backups-follow-the-sun.md proposed 2024-12-01',
      '0006-ein-lager-in-rotterdam.md rejected 2025-03-03',
      '20250310-answer-in-writing.md accepted 2025-03-10',
    ]);
    expect(folder.refused.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '0000-template.md template',
      '0007-moved.md moved',
      '0008-empty.md empty-file',
      'README.md index',
      'attachments/docks.txt not-markdown',
      'minutes.md no-record',
    ]);
  });

  it('tells each relation once, from the newer record to the older', async () => {
    const folder = await read(fixture('northwind'));
    expect(told(folder)).toEqual([
      '0004-keep-one-postgresql.md supersedes 0002-one-database-per-service.md',
      '0004-keep-one-postgresql.md builds-on 0003-backups-twice-a-day.md',
      '0005-backups-follow-the-sun.md amends 0003-backups-twice-a-day.md',
      '20250310-answer-in-writing.md builds-on 0001-record-decisions.md',
    ]);
    expect(folder.unresolved).toEqual([
      { key: '0005-backups-follow-the-sun.md', target: 'https://tracker.northwind.example/OPS-12', line: 7 },
    ]);
  });

  it('gives records that pass the schema of the import, with the keys of those they name', async () => {
    const folder = await read(fixture('northwind'));
    const sent = folder.records.map((record) => ImportedRecord.parse(toImported(record)));
    expect(sent[1]?.links).toEqual([
      {
        rel: 'superseded-by',
        target: '0004-keep-one-postgresql.md',
        key: '0004-keep-one-postgresql.md',
        partial: false,
        line: 7,
      },
    ]);
  });

  it('reports a circle of supersession', async () => {
    expect((await read(fixture('circle'))).cycles).toEqual([['0001-a.md', '0002-b.md']]);
  });

  it('that does not exist is refused', async () => {
    expect(await readFolder(fixture('nowhere'))).toMatchObject({ refused: true, code: 'no-folder' });
  });

  it('can be left', async () => {
    expect(await readFolder(fixture('northwind'), { signal: AbortSignal.abort() })).toMatchObject({ code: 'aborted' });
    const leave = new AbortController();
    expect(await readFolder(fixture('northwind'), { signal: leave.signal, onProgress: () => leave.abort() })).toMatchObject({
      code: 'aborted',
    });
  });

  it('tells how far it is', async () => {
    const seen: Progress[] = [];
    await read(fixture('northwind'), { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: 13 }, (_, index) => index));
    expect(seen.at(-1)).toEqual({ done: 12, total: 13, path: 'minutes.md' });
  });
});

describe('a folder from anywhere', () => {
  let dir = '';
  const record = (title: string, head: string): string => `# ${title}\n\n${head}\n\n## Context\n\nWhy.\n\n## Decision\n\nSo.\n`;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'records with spaces-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('no symbolic link is followed', async () => {
    await writeFile(join(dir, '0001-a.md'), record('A', 'Status: accepted'));
    await symlink('/etc/hostname', join(dir, '0002-b.md'));
    await symlink('0001-a.md', join(dir, '0003-c.md'));
    await symlink('..', join(dir, 'up'));
    await symlink('nowhere.md', join(dir, '0004-d.md'));
    const folder = await read(dir);
    expect(folder.records.map(({ key }) => key)).toEqual(['0001-a.md']);
    expect(folder.refused.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '0002-b.md link-outside',
      '0003-c.md link-inside',
      '0004-d.md link-outside',
      'up link-outside',
    ]);
  });

  it('one date that can only be read month first turns the doubtful ones', async () => {
    await writeFile(join(dir, '0001-a.md'), record('A', 'Status: accepted\nDate: 05/06/2020'));
    await writeFile(join(dir, '0002-b.md'), record('B', 'Status: accepted\nDate: 05/26/2020'));
    expect((await read(dir)).records.map(({ date }) => date)).toEqual(['2020-05-06', '2020-05-26']);
  });

  it('a number is that of the record nearest, and of none where two have it', async () => {
    await writeFile(join(dir, '0001-a.md'), record('A', 'Status: accepted'));
    await writeFile(join(dir, '0001-b.md'), record('B', 'Status: accepted'));
    await writeFile(join(dir, '0002-c.md'), record('C', 'Status: accepted\nAmends: ADR-0001'));
    await writeFile(join(dir, '0003-d.md'), record('D', 'Status: accepted\nAmends: ADR-0002'));
    expect(told(await read(dir))).toEqual(['0003-d.md amends 0002-c.md']);
  });

  it('a file that takes too long is given up, and the rest is read', async () => {
    for (const name of ['0001-a.md', '0002-b.md', '0003-c.md'])
      await writeFile(join(dir, name), record(name, 'Status: accepted'));
    const folder = await read(dir, { fileTimeLimit: 0 });
    expect(folder.records.length + folder.refused.filter(({ code }) => code === 'too-slow').length).toBe(3);
  });

  it('ten hostile megabytes cost less than two seconds, and the records beside them are read', async () => {
    await writeFile(join(dir, '0001-a.md'), record('A', 'Status: accepted'));
    for (const [index, unit] of [
      '[',
      '\n',
      'a\n---\n',
      '> ',
      '`` ` ',
      '[a](0001-b.md) ',
      '## Status\n',
      '| Status | a |\n',
    ].entries())
      await writeFile(join(dir, `100${index}-hostile.md`), unit.repeat((1024 * 1024 - 10) / unit.length));
    await writeFile(join(dir, '2000-large.md'), Buffer.alloc(10 * 1024 * 1024, '[x](y.md)\n'));
    const started = processorTime();
    const folder = await read(dir);
    expect(folder.records[0]?.key).toBe('0001-a.md');
    expect(folder.refused.find(({ path }) => path === '2000-large.md')).toMatchObject({ code: 'too-large', line: 104_858 });
    expect(processorTime() - started).toBeLessThan(10_000);
  }, 20_000);
});

describe.each(present('decisions-adr-govuk'))('the 38 records of an adr-tools log', () => {
  it('are read whole', async () => {
    const folder = await read(shared('decisions-adr-govuk/docs/architecture/decisions'));
    expect(folder.refused).toEqual([]);
    expect(folder.records).toHaveLength(38);
    expect(statuses(folder)).toEqual({ accepted: 30, proposed: 7, superseded: 1 });
    expect(folder.records.filter(({ date }) => date === null)).toEqual([]);
    expect(folder.records.filter(({ sections }) => !sections.some(({ name }) => name === 'problem'))).toEqual([]);
    expect(told(folder)).toEqual([
      '0015-dns-infrastructure.md supersedes 0004-dns-definitions-for-hosts-and-services.md',
      '0017-terraform-data-structure.md amends 0010-terraform-directory-structure.md',
      '0033-ip-ranges.md supersedes in part 0003-aws-networking-outline.md',
    ]);
    expect(folder.records.flatMap(({ key, warnings }) => warnings.map(({ code }) => `${key.slice(0, 4)} ${code}`))).toEqual([
      '0003 partial-status',
      '0033 number-differs',
      '0035 number-differs',
    ]);
    expect(folder.records.find(({ number }) => number === 33)).toMatchObject({
      title: 'Networking Outline',
      status: 'proposed',
      statusText: 'Pending',
      date: '2018-09-26',
    });
    expect(folder.records.find(({ number }) => number === 38)).toMatchObject({
      title: 'Mongo Replacement by DocumentDB',
      status: 'accepted',
      statusText: 'Approved',
      date: '2019-10-17',
    });
  });

  it('keep every byte', async () => {
    const dir = shared('decisions-adr-govuk/docs/architecture/decisions');
    for (const { key, body } of (await read(dir)).records)
      expect(Buffer.from(body)).toEqual(readFileSync(join(decodeURIComponent(dir), key)));
  });
});

describe.each(present('decisions-rust-rfcs'))('639 RFCs', () => {
  it('are read in less than five seconds, with their dates, statuses and links', async () => {
    const started = processorTime();
    const folder = await read(shared('decisions-rust-rfcs/text'));
    expect(processorTime() - started).toBeLessThan(5_000);
    expect(folder.records).toHaveLength(638);
    expect(folder.refused).toHaveLength(10);
    expect(
      folder.refused
        .filter(({ path }) => !path.startsWith('3392-leadership-council/'))
        .map(({ path, code }) => `${path} ${code}`),
    ).toEqual(['2071-impl-trait-type-alias.md moved']);
    expect(statuses(folder)).toEqual({ accepted: 631, deprecated: 3, superseded: 4 });
    expect(folder.records.filter(({ status }) => status === 'superseded').map(({ number }) => number)).toEqual([
      1183, 1201, 1977, 2052,
    ]);
    expect(told(folder).filter((link) => link.includes('supersedes'))).toHaveLength(11);
    expect(folder.links.length).toBeGreaterThan(425);
    expect(folder.cycles).toEqual([]);
  }, 20_000);

  it('have the start dates that others found in them', async () => {
    const { records } = await read(shared('decisions-rust-rfcs/text'));
    const dates = new Map(records.map(({ key, date }) => [`text/${key}`, date]));
    const known = readFileSync(decodeURIComponent(shared('decisions-rust-rfcs/derived/timeline.csv')), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .filter(([, , date]) => date !== '');
    expect(known).toHaveLength(635);
    // One is written 2023-10-3, one 2014-19-19, which is no day.
    expect(
      known
        .filter(([file, , date]) => dates.get(file ?? '') !== date)
        .map(([file, , date]) => `${file} ${date} ${dates.get(file ?? '')}`),
    ).toEqual(['text/0534-deriving2derive.md 2014-19-19 null', 'text/3673-rustdoc-types-maintainers.md 2023-10-3 2023-10-03']);
    expect(records.filter(({ date }) => date === null).map(({ number }) => number)).toEqual([534, 3849]);
  }, 20_000);

  it('are called what they call themselves, else what their file is called', async () => {
    const { records } = await read(shared('decisions-rust-rfcs/text'));
    const titles = new Map(records.map(({ number, title }) => [number, title]));
    expect([385, 3052, 3336, 3327, 3631, 2657, 3697, 809].map((number) => titles.get(number))).toEqual([
      'Module system cleanups',
      'Make the authors field optional',
      'maybe_dangling',
      'Lang team advisors RFC',
      'Rustdoc: stabilization of the doc(cfg*) attributes',
      '2019 Roadmap',
      'Declarative attribute macros',
      'Box and in for stdlib',
    ]);
  }, 20_000);
});
