import fc from 'fast-check';
import { expect, describe, it } from 'vitest';
import { RECORD_RELS, RECORD_STATUSES, type DecisionDocument } from './document.ts';
import { madrFileName, toMadr } from './madr.ts';
import { parseRecord } from './parse.ts';
import { sectionText } from './sections.ts';

const at = (text: string): number => Date.parse(text);

const keepOne: DecisionDocument = {
  title: 'Keep one PostgreSQL',
  number: 12,
  status: 'accepted',
  openedAt: at('2026-03-27T09:00:00Z'),
  decidedAt: at('2026-03-30T12:00:00Z'),
  author: 'Ines Prado',
  space: 'Platform',
  problem: 'Reports are slow at the end of the month.\n\nTwo databases would have to be kept alike.',
  options: [
    { title: 'Keep one PostgreSQL', body: '* Good, because there is one thing to back up.' },
    { title: 'Add a warehouse', body: '* Bad, because somebody has to feed it.' },
  ],
  recommendation: 'Keep one PostgreSQL, with a read replica for reports.',
  nextSteps: ['Order the replica', 'Move the reports'],
  reversible: true,
  impact: 'low',
  consequences: 'Reports lag by some seconds.',
  affected: ['Aroha Ngata'],
  links: [{ rel: 'supersedes', title: 'Add a warehouse', target: '0007-add-a-warehouse.md' }],
  run: {
    protocol: 'consent/default',
    version: 3,
    because: 'no blocking objection when the window ended',
    stances: [
      { name: 'Raj Mehta', stance: 'agree', reason: 'One backup.\nOne restore.', at: at('2026-03-28T04:30:00Z') },
      { name: 'Tomás Lima', stance: 'silent', reason: '', at: null },
    ],
    objections: [{ name: 'Raj Mehta', reason: 'No rollback.', alternative: 'Ship it behind a flag.', state: 'resolved' }],
  },
  reviewOn: '2026-09-30',
  tags: ['storage'],
  body: null,
};

describe('export as MADR', () => {
  it('a decision becomes the parts that MADR names, in its order', () => {
    expect(toMadr(keepOne)).toBe(`---
status: accepted
date: 2026-03-30
decision-makers:
  - Ines Prado
  - Raj Mehta
consulted:
  - Tomás Lima
informed:
  - Aroha Ngata
tags:
  - storage
reversible: true
impact: low
proposed-by: Ines Prado
opened-at: 2026-03-27T09:00:00Z
decided-at: 2026-03-30T12:00:00Z
---

# Keep one PostgreSQL

## Context and Problem Statement

Reports are slow at the end of the month.

Two databases would have to be kept alike.

## Considered Options

* Keep one PostgreSQL
* Add a warehouse

## Decision Outcome

Keep one PostgreSQL, with a read replica for reports.

### Consequences

Reports lag by some seconds.

## Pros and Cons of the Options

### Keep one PostgreSQL

* Good, because there is one thing to back up.

### Add a warehouse

* Bad, because somebody has to feed it.

## Next Steps

* Order the replica
* Move the reports

## More Information

* Space: Platform
* Opened: 2026-03-27T09:00:00Z
* Decided: 2026-03-30T12:00:00Z
* Review on: 2026-09-30
* Supersedes [Add a warehouse](0007-add-a-warehouse.md)

### Proof

Decided under protocol consent/default, version 3: no blocking objection when the window ended

* Raj Mehta: agree, 2026-03-28T04:30:00Z

  > One backup.
  > One restore.
* Tomás Lima: silent

* Objection of Raj Mehta: resolved

  > No rollback.

  > Alternative: Ship it behind a flag.
`);
  });

  it('its file is named by number and title, in every script', () => {
    expect(madrFileName(keepOne)).toBe('0012-keep-one-postgresql.md');
    expect(madrFileName({ number: 7, title: '一つのデータベース' })).toBe('0007-一つのデータベース.md');
    expect(madrFileName({ number: null, title: '2 months' })).toBe('decision-2-months.md');
    expect(madrFileName({ number: 3, title: '?!' })).toBe('0003-decision.md');
  });

  it('headings, fences and comments in what people wrote cannot swallow the parts after them', () => {
    const record = parsed({
      ...keepOne,
      problem: '# Big\n\nTitle\n===\n\n```\nopen fence',
      recommendation: 'Yes <!-- open comment',
      consequences: 'Some.',
    });
    expect(record.title).toBe('Keep one PostgreSQL');
    expect(record.sections.map(({ name }) => name)).toEqual([
      'problem',
      'options',
      'decision',
      'consequences',
      'options',
      'nextSteps',
    ]);
    expect(sectionText(record, 'problem')).toBe('### Big\n\nTitle\n\n* * *\n\n```\nopen fence\n```');
    expect(sectionText(record, 'decision')).toBe('Yes <!-- open comment -->');
  });

  it('a status in prose does not outweigh the one in the front matter', () => {
    expect(parsed({ ...keepOne, problem: 'This decision was superseded by something.\n\nStatus: rejected' }).status).toBe(
      'accepted',
    );
  });

  it('an imported record is exported byte for byte', () => {
    const body =
      '\uFEFF# 3. Old ways\r\n\r\nDate: 2019-04-01\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n\r\nThen.  \r\n\r\n## Decision\r\n\r\nSo.\r\n';
    expect(toMadr({ ...keepOne, run: null, status: 'accepted', body })).toBe(body);
  });

  it('an imported record whose status has changed says so in its front matter, and keeps the rest', () => {
    const body = '# 3. Old ways\n\n## Status\n\nAccepted\n\n## Context\n\nThen.\n\n## Decision\n\nSo.\n';
    const exported = toMadr({ ...keepOne, run: null, status: 'superseded', statusText: 'superseded by ADR-0012', body });
    expect(exported).toBe(`---\nstatus: superseded by ADR-0012\n---\n\n${body}`);
    const again = '---\r\ndate: 2019-04-01\r\nstatus: accepted\r\n---\r\n\r\n# Old ways\r\n';
    expect(toMadr({ ...keepOne, run: null, status: 'deprecated', body: again })).toBe(
      '---\r\ndate: 2019-04-01\r\nstatus: deprecated\r\n---\r\n\r\n# Old ways\r\n',
    );
  });

  it('reading an export gives back what was exported, whatever people wrote', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const record = parsed(document);
        const makers = [
          String(document.author),
          ...(document.run?.stances ?? []).filter(({ stance }) => stance === 'agree').map(({ name }) => name),
        ];
        expect({ title: record.title, number: record.number, status: record.status, date: record.date }).toEqual({
          title: document.title,
          number: document.number,
          status: document.status,
          date: new Date(document.decidedAt ?? 0).toISOString().slice(0, 10),
        });
        expect({
          opened: record.openedAt === undefined ? null : Date.parse(record.openedAt),
          decided: Date.parse(record.decidedAt ?? ''),
          impact: record.impact,
          proposer: record.proposer,
        }).toEqual({
          opened: document.openedAt,
          decided: document.decidedAt,
          impact: document.impact,
          proposer: document.author,
        });
        expect(record.deciders).toEqual([...new Set(makers)]);
        expect(record.informed).toEqual([...new Set(document.affected)]);
        expect(record.tags).toEqual([...new Set(document.tags)]);
        expect(record.irreversible).toBe(!document.reversible);
        expect(sectionText(record, 'problem')).toBe(document.problem.trim());
        expect(sectionText(record, 'decision')).toBe(document.recommendation.trim());
        expect(sectionText(record, 'consequences')).toBe(document.consequences.trim());
        expect(record.links.map(({ rel, target }) => ({ rel, target }))).toEqual(
          document.links.map(({ rel, target }) => ({ rel, target })),
        );
        expect(toMadr(document)).toBe(toMadr(document));
      }),
      { numRuns: 300 },
    );
  });
});

describe('what an export keeps beyond MADR', () => {
  const read = (front: string) => {
    const result = parseRecord('0012-keep-one.md', `---\n${front}\n---\n\n# Keep one\n\n## Decision\n\nYes.\n`);
    if (result.refused) throw new Error(result.message);
    return result.ok;
  };

  it.each(['lapsed', 'withdrawn'] as const)('%s is a rejected decision to other programs, and itself to us', (status) => {
    const file = toMadr({ ...keepOne, status });
    expect(file).toMatch(/^---\nstatus: "rejected \(/);
    expect(parsed({ ...keepOne, status }).status).toBe(status);
  });

  it('a record that was withdrawn here after it was imported says so, and is read as that', () => {
    for (const body of [
      '# 3. Old ways\n\n## Status\n\nProposed\n\n## Decision\n\nSo.\n',
      '---\nstatus: proposed\n---\n\n# Old ways\n',
    ])
      expect(parsed({ ...keepOne, run: null, status: 'withdrawn', body })).toMatchObject({ status: 'withdrawn' });
  });

  it('counts for nothing where the file was changed since, or says what is no such thing', () => {
    expect(read('status: accepted\nproceed-status: withdrawn')).toMatchObject({ status: 'accepted' });
    expect(read('status: rejected\nproceed-status: postponed')).toMatchObject({ status: 'rejected' });
    const moved = read(
      'status: accepted\ndate: 2026-04-02\ndecided-at: 2026-03-30T12:00:00Z\nopened-at: soon\nimpact: on billing',
    );
    expect(moved).toMatchObject({ date: '2026-04-02' });
    for (const key of ['decidedAt', 'openedAt', 'impact', 'proposer']) expect(moved).not.toHaveProperty(key);
    expect(read('status: accepted\ndate: 2026-03-30\ndecided-at: 2026-03-30T14:30:00+02:00\nimpact: High')).toMatchObject({
      decidedAt: '2026-03-30T12:30:00.000Z',
      impact: 'high',
    });
  });
});

const parsed = (document: DecisionDocument) => {
  const read = parseRecord(madrFileName(document), toMadr(document));
  if (read.refused) throw new Error(`${read.code}: ${read.message}`);
  return read.ok;
};

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim());
// Titles that begin like another record's number or look like a part or a template are read as such by everybody.
const title = words.filter(
  (text) =>
    /\p{L}/u.test(text) &&
    !/^\W*(?:adr|rfc|d?dr|ad|l?adr|decision|record|title)\b/i.test(text) &&
    !/^[[{<(]|[{<[]/.test(text) &&
    text.length > 5,
);
const name = fc
  .array(
    fc.constantFrom(
      'Ines',
      'Prado',
      'Raj',
      'Mehta',
      'Tomás',
      'Lima',
      'Aroha',
      'Ngata',
      'Mere',
      'O’Hara',
      'van',
      'Prado, Jr.',
      '李雷',
      'Müller-Groß',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(' '));
const prose = fc
  .array(
    fc.oneof(
      words,
      fc.constantFrom(
        '',
        '* an item',
        '> quoted',
        '| a | b |',
        '```\ncode # here\n```',
        '**bold** and [link](https://northwind.example)',
        '1. first',
        'Status: rejected',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) => lines.join('\n').trim())
  // What is left open or is a heading is mended on the way; that has its own test.
  .filter(
    (text) =>
      text !== '' &&
      !/[`~]{3,}(?!\n)|<!|-->|^ {0,3}#|^ {0,3}(?:=+|-{2,})\s*$|<h\d|__|\*\*[^b]/m.test(
        text.replace(/```\ncode # here\n```/g, ''),
      ) &&
      !/\b(?:ADR|RFC|DR|Decision)s?[ #-]{0,2}\d|#\d|\]\(\w*\d|\[\[/i.test(text),
  );

const moment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });

const documents: fc.Arbitrary<DecisionDocument> = fc.record({
  title,
  number: fc.integer({ min: 1, max: 9999 }),
  status: fc.constantFrom(...RECORD_STATUSES),
  openedAt: fc.option(moment),
  decidedAt: moment,
  author: name,
  space: name,
  problem: prose,
  options: fc.array(fc.record({ title: fc.constantFrom('One', 'Another'), body: prose }), { maxLength: 3 }),
  recommendation: prose,
  nextSteps: fc.array(prose, { maxLength: 3 }),
  reversible: fc.boolean(),
  impact: fc.constantFrom('low', 'medium', 'high'),
  consequences: prose,
  affected: fc.array(name, { maxLength: 3 }),
  links: fc.uniqueArray(
    fc.record({
      rel: fc.constantFrom(...RECORD_RELS),
      title: words.filter((text) => text !== ''),
      target: fc.integer({ min: 1, max: 9999 }).map((number) => `${String(number).padStart(4, '0')}-other.md`),
    }),
    {
      maxLength: 4,
      selector: ({ target }) => target,
    },
  ),
  run: fc.record({
    protocol: fc.constant('consent/default'),
    version: fc.nat(20),
    because: words,
    stances: fc.array(fc.record({ name, stance: fc.constant('agree' as const), reason: prose, at: fc.constant(null) }), {
      maxLength: 3,
    }),
    objections: fc.array(fc.record({ name, reason: prose, alternative: prose, state: fc.constant('resolved') }), {
      maxLength: 2,
    }),
  }),
  reviewOn: fc.constant('2026-09-30'),
  tags: fc.array(fc.constantFrom('storage', 'hiring', 'api, v2'), { maxLength: 2 }),
  body: fc.constant(null),
});
