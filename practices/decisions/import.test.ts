import { beforeEach, describe, expect, it } from 'vitest';
import {
  AROHA,
  BOARD,
  codeOf,
  idOf,
  INES,
  northwind,
  PLATFORM,
  RAJ,
  readingOf,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { ImportedRecord } from './records/document.ts';

const ONE = idOf('1');
const TWO = idOf('2');

const record = (more: Partial<ImportedRecord> = {}): ImportedRecord => ({
  ...{
    key: '0001-use-markdown.md',
    number: 1,
    title: 'Use Markdown',
    status: 'accepted',
    statusText: 'Accepted',
    date: '2019-05-17',
  },
  ...{ deciders: ['Ana Ruiz'], consulted: [], informed: [], tags: [], irreversible: null, sections: [], links: [] },
  body: '# Use Markdown\n\n## Status\n\nAccepted\n',
  ...more,
});

let org: Northwind;
beforeEach(async () => {
  org = await northwind();
});

const take = (
  by: string,
  from: ImportedRecord,
  targets: readonly (string | null)[] = [],
  space: string | null = PLATFORM,
  artifact = ONE,
) => org.send({ by, kind: 'decision', artifact, name: 'import', data: { space, record: from, targets } });

describe('a record that is imported', () => {
  it('as a draft is proposed: it stands in the log, for all who see its space', async () => {
    await take(RAJ, record({ status: 'draft', statusText: 'Work in progress' }));
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'proposed' });
  });

  it.each(['proposed', 'draft'] as const)('and not decided (%s) has no moment at which it was', async (status) => {
    await take(RAJ, record({ status, decidedAt: '2019-05-17T10:00:00Z' }));
    const opened = Date.parse('2019-05-17T00:00:00Z');
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'proposed', openedAt: opened, closedAt: null });
    await take(RAJ, record());
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'accepted', closedAt: opened });
  });

  it('keeps its status, its date, its words and its links', async () => {
    const links = [
      { rel: 'supersedes', target: '0000-old.md', key: '0000-old.md', partial: false, line: 3 },
      { rel: 'superseded-by', target: '0009-new.md', key: '0009-new.md', partial: false, line: 4 },
      { rel: 'mentions', target: 'https://example.org', key: null, partial: false, line: 5 },
    ] satisfies ImportedRecord['links'];
    await take(RAJ, record({ status: 'superseded', links }), [TWO, idOf('9'), null]);
    expect(await readingOf(org, ONE)).toMatchObject({
      title: 'Use Markdown',
      status: 'superseded',
      space: PLATFORM,
      openedAt: Date.parse('2019-05-17T00:00:00Z'),
      closedAt: Date.parse('2019-05-17T00:00:00Z'),
      nextAt: null,
      awaits: [],
      links: [
        { rel: 'supersedes', to: TWO },
        { rel: 'superseded-by', to: idOf('9') },
      ],
      summary: { imported: '0001-use-markdown.md', deciders: ['Ana Ruiz'], author: 'Raj Mehta' },
    });
    expect((await org.seen(ONE))?.state).toMatchObject({ record: { markdown: record().body, statusText: 'Accepted' } });
  });

  it('names five who decided, and says how many they are', async () => {
    const names = ['Ana', 'Ben', 'Cleo', 'Dora', 'Eli', 'Fay', 'Gus', 'Hal'];
    await take(RAJ, record({ deciders: names }));
    expect(await readingOf(org, ONE)).toMatchObject({ summary: { deciders: names.slice(0, 5), decidersInAll: 8 } });
  });

  it('and imported again changes nothing', async () => {
    await take(RAJ, record());
    const again = await take(INES, structuredClone(record()));
    expect(again).toMatchObject({ ok: { version: 1 } });
    expect((await org.history(ONE)).length).toBe(1);
  });

  it('that has changed since is a new revision with the status of the file', async () => {
    await take(RAJ, record());
    await take(RAJ, record({ status: 'deprecated', body: '# Use Markdown\n\ndeprecated\n' }));
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'deprecated' });
    expect((await org.history(ONE)).map(({ body }) => body.type)).toEqual(['decision-imported', 'record-changed']);
  });

  it('[safety] is changed by who imported it and by stewards, and by nobody else who may write there', async () => {
    await org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'add-member', data: { member: AROHA, role: 'steward' } });
    await take(RAJ, record());
    const changed = { title: 'Use nothing', status: 'rejected', body: '# Use nothing\n' } as const;
    expect(await take(TOMAS, record(changed))).toMatchObject({
      code: 'not-permitted',
      message: expect.stringContaining('who imported this record'),
    });
    expect(await readingOf(org, ONE)).toMatchObject({ title: 'Use Markdown', status: 'accepted' });
    expect((await take(TOMAS, record())).refused).toBeFalsy();
    for (const [by, title] of [
      [RAJ, 'Use CommonMark'],
      [AROHA, 'Use GFM'],
      [INES, 'Use djot'],
    ] as const) {
      await take(by, record({ title }));
      expect(await readingOf(org, ONE)).toMatchObject({ title });
    }
  });

  it.each<[string, Partial<ImportedRecord>, Partial<ImportedRecord>]>([
    ['another date', {}, { date: '2024-01-02' }],
    ['another title, where neither has a date', { date: null }, { date: null, title: 'Use paper' }],
    ['another title, where one has no date', {}, { date: null, title: 'Use paper' }],
  ])('is never mixed with another record of its path: %s', async (_, before, after) => {
    await take(RAJ, record(before));
    expect(await take(RAJ, record({ ...after, body: '# Another\n' }))).toMatchObject({
      code: 'another-record',
      message: expect.stringMatching(/^#\d+ “Use Markdown” .*came from this path before.*--from/),
    });
    expect(await readingOf(org, ONE)).toMatchObject({ title: 'Use Markdown' });
    expect((await org.history(ONE)).length).toBe(1);
  });

  it.each<[string, Partial<ImportedRecord>, Partial<ImportedRecord>]>([
    ['its title, at the same date', {}, { title: 'Use CommonMark' }],
    ['its text, without a date', { date: null }, { date: null, body: '# Use Markdown\n\nAlways.\n' }],
    ['its status, and loses its date', {}, { date: null, status: 'deprecated' }],
    ['from a proposal to what was decided, at the date of the decision', { status: 'proposed' }, { date: '2019-06-01' }],
  ])('is the same record when it changes %s', async (_, before, after) => {
    await take(RAJ, record(before));
    await take(RAJ, record(after));
    expect((await org.history(ONE)).map(({ body }) => body.type)).toEqual(['decision-imported', 'record-changed']);
  });

  it('is superseded by a decision that is made here, and stays so when its file is imported again', async () => {
    await take(RAJ, record());
    await org.sent({ by: SYSTEM, kind: 'decision', artifact: ONE, name: 'supersede', data: { by: TWO } });
    await take(RAJ, record());
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'superseded' });
  });

  it('is reviewed at a date that somebody sets', async () => {
    await take(RAJ, record());
    await org.sent({ by: RAJ, kind: 'decision', artifact: ONE, name: 'set-review-date', data: { on: '2026-06-01' } });
    await org.until('2026-06-02T00:00:00Z');
    expect((await readingOf(org, ONE)).awaits).toMatchObject([{ asked: RAJ, kind: 'verify', status: 'open' }]);
    await take(RAJ, record({ title: 'Use CommonMark' }));
    expect(await readingOf(org, ONE)).toMatchObject({ title: 'Use CommonMark', awaits: [{ status: 'open' }] });
  });

  it('goes into a space only by those who may contribute there', async () => {
    expect(codeOf(await take(TOMAS, record(), [], BOARD))).toBe('not-found');
    await org.sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: TOMAS, role: 'reader' } });
    expect(codeOf(await take(TOMAS, record(), [], BOARD))).toBe('not-permitted');
  });

  it('asks nobody, and takes no stances', async () => {
    await take(RAJ, record());
    expect(
      codeOf(await org.send({ by: TOMAS, kind: 'decision', artifact: ONE, name: 'take-stance', data: { stance: 'agree' } })),
    ).toBe('not-open');
  });

  it('as a proposal is withdrawn by its importer or a steward, until its file says that it was decided', async () => {
    const withdraw = (by: string) =>
      org.send({ by, kind: 'decision', artifact: ONE, name: 'withdraw', data: { reason: 'Nobody wants it.' } });
    await take(RAJ, record({ status: 'proposed' }));
    expect(codeOf(await withdraw(TOMAS))).toBe('not-permitted');
    expect((await withdraw(INES)).refused).toBeFalsy();
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'withdrawn', closedAt: org.now() });
    await take(RAJ, record({ status: 'proposed', body: '# Use Markdown\n\nPerhaps.\n' }));
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'withdrawn' });
    await take(RAJ, record());
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'accepted' });
    expect(codeOf(await withdraw(RAJ))).toBe('decided');
  });

  it('never replaces a decision that was made here', async () => {
    await org.sent({ by: RAJ, kind: 'decision', artifact: ONE, name: 'draft', data: { title: 'x', space: PLATFORM } });
    expect(codeOf(await take(RAJ, record()))).toBe('not-a-record');
  });
});
