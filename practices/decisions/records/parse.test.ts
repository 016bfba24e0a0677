import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { MAX_RECORD_BYTES, MAX_RECORD_LINES, type DecisionRecord } from './document.ts';
import { parseRecord } from './parse.ts';
import { sectionText } from './sections.ts';

const read = (path: string, input: string | Uint8Array): DecisionRecord => {
  const result = parseRecord(path, input);
  if (result.refused) throw new Error(`${result.code}: ${result.message}`);
  return result.ok;
};
const refusal = (path: string, input: string | Uint8Array) => {
  const result = parseRecord(path, input);
  return result.refused ? { code: result.code, line: result.line } : 'imported';
};
const facts = ({ number, title, status, date }: DecisionRecord) => ({ number, title, status, date });
const relations = ({ links }: DecisionRecord) => links.map(({ rel, target, line }) => `${line} ${rel} ${target}`);

const argument = '## Context\n\nWhy.\n\n## Decision\n\nWhat, in some words.\n';
const nygard = (status: string, head = 'Date: 2024-02-05\n\n') =>
  `# 4. Keep one PostgreSQL\n\n${head}## Status\n\n${status}\n\n${argument}`;

describe('formats', () => {
  it('reads what adr-tools writes', () => {
    const record = read(
      'doc/adr/0004-keep-one-postgresql.md',
      `${nygard('Accepted\n\nSupercedes [2. One database](0002-one-database.md)\n\nAmended by [9. Replicas](0009-replicas.md)')}\n## Consequences\n\nSo.\n`,
    );
    expect(facts(record)).toEqual({ number: 4, title: 'Keep one PostgreSQL', status: 'accepted', date: '2024-02-05' });
    expect(record.key).toBe('doc/adr/0004-keep-one-postgresql.md');
    expect(relations(record)).toEqual(['9 supersedes 0002-one-database.md', '11 amended-by 0009-replicas.md']);
    expect(sectionText(record, 'problem')).toBe('Why.');
    expect(sectionText(record, 'decision')).toBe('What, in some words.');
    expect(sectionText(record, 'consequences')).toBe('So.');
    expect(record.warnings).toEqual([]);
  });

  it('reads MADR 2, whose facts are a list', () => {
    const record = read(
      '0010-queues.md',
      '# Use queues\n\n* Status: superseded by [ADR-0012](0012-streams.md)\n* Deciders: Ines Prado, Raj Mehta\n* Date: 2020-04-01 <!-- optional -->\n\nTechnical Story: https://tracker.northwind.example/OPS-1\n\n## Context and Problem Statement\n\nQ\n\n## Decision Drivers <!-- optional -->\n\n* D\n\n## Considered Options\n\n* A\n\n## Decision Outcome\n\nA.\n\n### Positive Consequences\n\n* P\n\n### Negative Consequences\n\n* N\n\n## Pros and Cons of the Options\n\n### A\n\n* Good\n',
    );
    expect(facts(record)).toEqual({ number: 10, title: 'Use queues', status: 'superseded', date: '2020-04-01' });
    expect(record.deciders).toEqual(['Ines Prado', 'Raj Mehta']);
    expect(relations(record)).toEqual(['3 superseded-by 0012-streams.md', '7 mentions https://tracker.northwind.example/OPS-1']);
    expect(record.sections.map(({ name }) => name)).toEqual([
      'problem',
      'problem',
      'options',
      'decision',
      'consequences',
      'consequences',
      'options',
    ]);
    expect(sectionText(record, 'options')).toBe('* A\n\n### A\n\n* Good');
  });

  it('reads MADR 3 and 4, whose facts are front matter', () => {
    const record = read(
      '0011-x.md',
      '---\n# optional\nstatus: "superseded by [ADR-0012](0012-y.md)"\ndate: 2022-09-01\ndecision-makers: ["Prado, Ines", Raj Mehta]\nconsulted:\n  - Tomás Lima\ninformed: Aroha Ngata <aroha@northwind.example>; Mere\n---\n# Use X\n\n## Context and Problem Statement\n\nQ\n',
    );
    expect(facts(record)).toEqual({ number: 11, title: 'Use X', status: 'superseded', date: '2022-09-01' });
    expect(record.deciders).toEqual(['Prado, Ines', 'Raj Mehta']);
    expect(record.consulted).toEqual(['Tomás Lima']);
    expect(record.informed).toEqual(['Aroha Ngata', 'Mere']);
    expect(relations(record)).toEqual(['3 superseded-by 0012-y.md']);
    expect(record.body.startsWith('---\n# optional')).toBe(true);
  });

  it('reads front matter that is no YAML, line by line', () => {
    const record = read('0012-x.md', '---\nstatus: [accepted\ntitle: "A: B\ndate: 2022-09-01\n---\n\n## Context\n\nQ\n');
    expect(record).toMatchObject({ status: 'accepted', date: '2022-09-01' });
  });

  it('reads log4brains, whose files are named by date', () => {
    const record = read(
      '20200926-use-numbers.md',
      '# Use numbers\n\n- Status: draft\n- Deciders:\n  - Ines Prado\n  - Raj Mehta\n- Tags: web, cli\n\n## Context and Problem Statement\n\nQ\n',
    );
    expect(facts(record)).toEqual({ number: null, title: 'Use numbers', status: 'draft', date: '2020-09-26' });
    expect(record.deciders).toEqual(['Ines Prado', 'Raj Mehta']);
    expect(record.tags).toEqual(['web', 'cli']);
  });

  it('reads RFCs, which carry no status: with a number they are accepted, without one proposed', () => {
    const text =
      '- Feature Name: `write_down`\n- Start Date: 2024-01-09\n- RFC PR: [northwind/rfcs#12](https://github.com/northwind/rfcs/pull/12)\n- Rust Issue: N/A\n\n# Summary\n\nS\n\n# Motivation\n\nM\n\n# Drawbacks\n\nD\n';
    const record = read('0012-write-it-down.md', text);
    expect(facts(record)).toEqual({ number: 12, title: 'Write it down', status: 'accepted', date: '2024-01-09' });
    expect(record).toMatchObject({
      format: 'rfc',
      tags: ['write_down'],
      addresses: ['https://github.com/northwind/rfcs/pull/12'],
      warnings: [],
    });
    expect(read('0000-write-it-down.md', text).status).toBe('proposed');
  });

  it('a note at the top of an RFC says that it no longer holds, or no longer holds in part', () => {
    const rfc = (note: string) => read('0012-x.md', `- Start Date: 2024-01-09\n\n${note}\n\n## Summary\n\nS\n`);
    expect(rfc('## This RFC was previously approved, but later **withdrawn**')).toMatchObject({
      status: 'deprecated',
      title: 'X',
    });
    expect(rfc('*Note:* this RFC has been superseded by RFC 20.')).toMatchObject({
      status: 'superseded',
      links: [{ rel: 'superseded-by', target: 'RFC 20', partial: false }],
    });
    expect(
      rfc(
        'This RFC was partially superseded by [RFC 20], which adds to it.\n\n[RFC 20]: https://northwind.example/text/0020-y.md',
      ),
    ).toMatchObject({
      status: 'accepted',
      links: [{ rel: 'superseded-by', target: 'https://northwind.example/text/0020-y.md', partial: true }],
      warnings: [{ code: 'partial-status' }],
    });
    expect(rfc('An earlier attempt was rejected. This RFC was rejected once in another form.').status).toBe('accepted');
  });

  it('reads facts from a table, from bold words and from one line', () => {
    const table = read(
      '0004-x.md',
      `# ADR-4: X\n\n| Field | Value |\n|---|---|\n| Status | Accepted |\n| Date | 2024-02-05 |\n| Approver | Ines Prado |\n\n${argument}`,
    );
    expect({ ...facts(table), deciders: table.deciders }).toEqual({
      number: 4,
      title: 'X',
      status: 'accepted',
      date: '2024-02-05',
      deciders: ['Ines Prado'],
    });
    const wide = read('0004-x.md', `# X\n\n| Status | Date |\n|---|---|\n| rejected | 2024-02-05 |\n\n${argument}`);
    expect(facts(wide)).toMatchObject({ status: 'rejected', date: '2024-02-05' });
    expect(
      read('0004-x.md', `# X\n\n**Status:** Superseded by [0006](0006-y.md) · **Date:** 2024-02-05\n\n${argument}`),
    ).toMatchObject({ status: 'superseded', date: '2024-02-05' });
    expect(read('0004-x.md', `# X\n\n**Status**\n\nAccepted\n\n**Context**\n\nWhy.\n`)).toMatchObject({ status: 'accepted' });
  });

  it('reads a status and a date that stand below the title with nothing around them', () => {
    expect(facts(read('0004-x.md', `# 4. Keep one\n\nAccepted, 2024-02-05\n\n${argument}`))).toMatchObject({
      status: 'accepted',
      date: '2024-02-05',
    });
    expect(read('0004-x.md', `# 4. Keep one\n\nRejected.\n\n${argument}`).status).toBe('rejected');
    expect(read('0004-x.md', `# 4. Keep one\n\nOpen source first, said everybody who was asked.\n\n${argument}`).statusText).toBe(
      '',
    );
  });

  it('reads headings that carry their fact, and stages that are reached', () => {
    const record = read(
      'ADR-016.md',
      `# ADR-016 · Keep one (Supersedes ADR-013)\n\n## Status: Accepted\n## Date: 2026-07-02\n\n${argument}`,
    );
    expect(facts(record)).toEqual({ number: 16, title: 'Keep one (Supersedes ADR-013)', status: 'accepted', date: '2026-07-02' });
    expect(relations(record)).toEqual(['1 supersedes ADR 13']);
    const stages = (reached: string) => nygard(`| Stage | Status |\n| --- | --- |\n| Approved | ${reached} |\n| Adopted | 🚧 |`);
    expect(read('0004-x.md', stages('✅'))).toMatchObject({ status: 'accepted', statusText: 'Approved' });
    expect(read('0004-x.md', stages('🚧')).status).toBe('proposed');
  });

  it('reads underlined headings, and headings without a space', () => {
    expect(
      facts(read('0004-x.md', 'Keep one\n========\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n\nWhy.\n')),
    ).toMatchObject({ title: 'Keep one', status: 'accepted' });
    expect(read('0004-x.md', '#Keep one\n\n##Status\n\nAccepted\n\n##Context\n\nWhy.\n').status).toBe('accepted');
  });

  it('reads other languages', () => {
    const german = read(
      '0006-lager.md',
      '# Entscheidung 6: Ein Lager\n\n- **Status:** abgelehnt\n- **Datum:** 3. März 2025\n\n## Ausgangslage\n\nA\n\n## Entscheidung\n\nB\n\n## Konsequenzen\n\nC\n',
    );
    expect(facts(german)).toEqual({ number: 6, title: 'Ein Lager', status: 'rejected', date: '2025-03-03' });
    expect(
      facts(read('0007-x.md', '# 7. 记录决策\n\n日期：2024-07-31\n\n## 状态\n\n已接受\n\n## 背景\n\n甲\n\n## 决策\n\n乙\n')),
    ).toEqual({ number: 7, title: '记录决策', status: 'accepted', date: '2024-07-31' });
    expect(
      facts(read('0008-x.md', '# 8. 記録する\n\n日付: 2024年7月31日\n\n## ステータス\n\n置き換え\n\n## コンテキスト\n\n甲\n')),
    ).toMatchObject({ status: 'superseded', date: '2024-07-31' });
    expect(
      facts(
        read('0009-x.md', '# 9. Garder\n\n* Statut : acceptée\n* Date : 1er mars 2024\n\n## Contexte\n\nA\n\n## Décision\n\nB\n'),
      ),
    ).toMatchObject({ status: 'accepted', date: '2024-03-01' });
    expect(read('0010-x.md', '# Отдельный склад\n\n## Первая часть\n\nА\n\n## Вторая часть\n\nБ\n').title).toBe(
      'Отдельный склад',
    );
  });
});

describe('status', () => {
  it.each([
    ['Approved', 'accepted'],
    ['**Accepted** ✅', 'accepted'],
    ['~~Proposed~~ Accepted', 'accepted'],
    ['Proposed -> Accepted', 'accepted'],
    ['PROPOSED Not Implemented', 'proposed'],
    ['Pending', 'proposed'],
    ['Not yet accepted', 'proposed'],
    ['Work in progress', 'draft'],
    ['Declined', 'rejected'],
    ['No longer relevant', 'deprecated'],
    ['Superceded by [12. Streams](0012-streams.md)', 'superseded'],
    ['Accepted. Supersedes [1. Rejected queues](0001-rejected-queues.md)', 'accepted'],
    ['- [ ] Proposed\n- [x] Accepted\n- [ ] Superseded', 'accepted'],
    ['2020-06-20 proposed\n\n2021-01-01 deprecated\n\n2020-07-01 accepted', 'deprecated'],
    ['![status](https://img.shields.io/badge/status-accepted-green)', 'accepted'],
    ['| Stage | State |\n| --- | --- |\n| Status | Rejected |', 'rejected'],
    ['<!-- proposed, rejected -->\nAccepted', 'accepted'],
  ])('%s is %s', (text, status) => {
    expect(read('0004-keep-one-postgresql.md', nygard(text)).status).toBe(status);
  });

  it('what is superseded in part still holds, and says so', () => {
    const record = read('0004-x.md', nygard('Partly superseded'));
    expect(record).toMatchObject({
      status: 'accepted',
      statusText: 'Partly superseded',
      warnings: [{ code: 'partial-status', line: 5 }],
    });
  });

  it('without a status, a stated decision counts as accepted and anything else as proposed, with a warning', () => {
    expect(read('0004-x.md', `# X\n\n${argument}`)).toMatchObject({
      status: 'accepted',
      statusText: '',
      warnings: [{ code: 'no-status' }, { code: 'no-date' }],
    });
    expect(read('0004-x.md', '# X\n\n## Context\n\nWhy.\n\n## Options\n\nA or B.\n').status).toBe('proposed');
  });

  it('a status that names every choice is none', () => {
    expect(read('0004-x.md', nygard('Proposed | Accepted | Deprecated | Superseded'))).toMatchObject({
      status: 'proposed',
      warnings: [{ code: 'unknown-status', line: 5 }],
    });
  });
});

describe('dates', () => {
  it.each([
    ['2016-06-20', '2016-06-20'],
    ['2023-10-3', '2023-10-03'],
    ['(2016-06-17)', '2016-06-17'],
    ['2020/05/18', '2020-05-18'],
    ['20/06/2016', '2016-06-20'],
    ['06/20/2016', '2016-06-20'],
    ['23-07-2014', '2014-07-23'],
    ['05.05.2021', '2021-05-05'],
    ['20 June 2016', '2016-06-20'],
    ['June 20th, 2016', '2016-06-20'],
    ['20-Jun-2016', '2016-06-20'],
    ['2019-05-01T00:00:00.000Z', '2019-05-01'],
    ['20160620', '2016-06-20'],
  ])('%s is %s', (text, date) => {
    expect(read('0004-x.md', nygard('Accepted', `Date: ${text}\n\n`))).toMatchObject({ date, warnings: [] });
  });

  it('a date that could be another is read day first, and said', () => {
    expect(read('0004-x.md', nygard('Accepted', 'Date: 05/06/2020\n\n'))).toMatchObject({
      date: '2020-06-05',
      warnings: [{ code: 'odd-date', line: 3 }],
    });
  });

  it.each(['June 2016', '2014-19-19', '2020-02-31', '(fill me in with today’s date, YYYY-MM-DD)'])(
    '“%s” is no whole date: it is reported, and the record has none',
    (text) => {
      expect(read('0004-x.md', nygard('Accepted', `Date: ${text}\n\n`))).toMatchObject({
        date: null,
        warnings: [{ code: 'odd-date', line: 3 }],
      });
    },
  );

  it('the first entry of a change log is a date, where nothing else is', () => {
    expect(
      read(
        'adr-043-x.md',
        `# ADR 43: X\n\n## Changelog\n\n- 2021-07-01: More\n- 2021-05-05: Draft\n\n## Status\n\nDRAFT\n\n${argument}`,
      ),
    ).toMatchObject({ number: 43, date: '2021-05-05', status: 'draft' });
  });
});

describe('titles and numbers', () => {
  it.each([
    ['0004-x.md', '# ADR-0004: Keep one', 'Keep one', 4],
    ['0004-x.md', '# [ADR-4] Keep one', 'Keep one', 4],
    ['0004-x.md', '# 0004 Keep one', 'Keep one', 4],
    ['0004-x.md', '# 4 — Keep one', 'Keep one', 4],
    ['x.md', '# Architecture Decision Record 4: Keep one', 'Keep one', 4],
    ['roadmap.md', '# 2019 Roadmap', '2019 Roadmap', null],
    ['0004-x.md', '# Keep `one` [PostgreSQL](x.md) for *now* \\#4', 'Keep one PostgreSQL for now #4', 4],
    ['0004-keep-one_postgresql.md', '', 'Keep one postgresql', 4],
    ['adr004-keep-one.md', '', 'Keep one', 4],
    ['0004-x.md', '# Decision Record', 'X', 4],
    ['0004-x.md', '# Discussion', 'Discussion', 4],
  ])('%s with %s', (path, heading, title, number) => {
    expect(facts(read(path, `${heading}\n\n## Status\n\nAccepted\n\n${argument}`))).toMatchObject({ title, number });
  });

  it('where file name and heading disagree, the file name counts, and it is said', () => {
    expect(read('0033-ip-ranges.md', nygard('Accepted'))).toMatchObject({
      number: 33,
      title: 'Keep one PostgreSQL',
      warnings: [{ code: 'number-differs' }],
    });
  });
});

describe('links', () => {
  const linked = (prose: string) =>
    relations(read('0030-x.md', `# 30. X\n\n## Status\n\nAccepted\n\n## Context\n\n${prose}\n\n## Decision\n\nSo it is.\n`));

  it('words before a link give its relation only where this record is their subject', () => {
    expect(linked('This ADR supersedes [old](0003-old.md).')).toEqual(['9 supersedes 0003-old.md']);
    expect(linked('It was said that [this](0004-a.md), which supersedes [that](0003-old.md), is fine.')).toEqual([
      '9 mentions 0004-a.md',
      '9 mentions 0003-old.md',
    ]);
    expect(linked('See [old](0003-old.md), which this is meant to supersede.')).toEqual(['9 mentions 0003-old.md']);
    expect(linked('This decision builds on [old](./0003-old.md#part) and ADR 5.')).toEqual([
      '9 builds-on ./0003-old.md',
      '9 builds-on ADR 5',
    ]);
  });

  it('a part that is superseded is told from the whole', () => {
    const { links } = read(
      '0030-x.md',
      `# 30. X\n\n## Status\n\nAccepted\n\n${argument}\n**These ranges have been superseded by [ADR #0033](0033-ip-ranges.md).**\n`,
    );
    expect(links).toEqual([{ rel: 'superseded-by', target: '0033-ip-ranges.md', key: null, partial: true, line: 15 }]);
  });

  it('references, addresses, numbers and wiki links are found; code, pictures and the rest of the web are not', () => {
    expect(
      linked(
        '[One][1], [two], <https://northwind.example/adr/0007-seven.html>, ADR-0008, [[0009-nine]].\n\n`ADR 99` ![p](0098-p.md) [blog](https://northwind.example/2023-04-20-post) [mail](mailto:a@b) [here](#there)\n\n```\n[x](0097-x.md)\n```\n\n[1]: 0005-five.md\n[two]: ../adr/0006-six.md',
      ),
    ).toEqual([
      '9 mentions 0005-five.md',
      '9 mentions ../adr/0006-six.md',
      '9 mentions https://northwind.example/adr/0007-seven.html',
      '9 mentions ADR 8',
      '9 mentions 0009-nine',
    ]);
  });

  it('fields name records by file, number or link', () => {
    const record = read(
      '0030-x.md',
      `---\nstatus: accepted\nsupersedes: [3, 0004-four]\namends: "[Five](0005-five.md)"\nsuperseded-by: none\n---\n# X\n\n${argument}`,
    );
    expect(relations(record)).toEqual(['3 supersedes #3', '3 supersedes 0004-four', '4 amends 0005-five.md']);
  });

  it('`Superseded by` beside an older status outweighs it', () => {
    expect(read('0030-x.md', `# X\n\n- Status: accepted\n- Superseded by: ADR-0031\n\n${argument}`)).toMatchObject({
      status: 'superseded',
      links: [{ rel: 'superseded-by', target: 'ADR 31' }],
    });
  });

  it.each([
    ['Reversibility: one-way door', true],
    ['Irreversible: yes', true],
    ['Reversible: yes', false],
    ['Reversible: perhaps', null],
  ])('%s makes it irreversible: %s', (line, irreversible) => {
    expect(read('0030-x.md', `# X\n\nStatus: accepted\n${line}\n\n${argument}`).irreversible).toBe(irreversible);
  });
});

describe('encodings', () => {
  const text = '\uFEFF# 4. Größe\r\n\r\nDate: 2024-02-05\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n\r\nTomás  \r\n';

  it('UTF-8 with mark and CRLF is kept byte for byte', () => {
    const record = read('0004-x.md', new TextEncoder().encode(text));
    expect(record.body).toBe(text);
    expect(facts(record)).toEqual({ number: 4, title: 'Größe', status: 'accepted', date: '2024-02-05' });
  });

  it.each(['utf16le', 'utf16be', 'utf16le without mark', 'latin1'])('%s is read with the same characters', (encoding) => {
    const plain = text.slice(1);
    const bytes =
      encoding === 'latin1' ? Buffer.from(plain, 'latin1') : Buffer.from(encoding.endsWith('mark') ? plain : text, 'utf16le');
    const record = read('0004-x.md', encoding === 'utf16be' ? bytes.swap16() : bytes);
    expect(record.body.replace('\uFEFF', '')).toBe(plain);
    expect(record.title).toBe('Größe');
    expect(record.warnings.map(({ code }) => code)).toEqual(['encoding']);
  });

  it('lines may end in carriage returns alone', () => {
    expect(facts(read('0004-x.md', nygard('Accepted').replaceAll('\n', '\r')))).toMatchObject({
      status: 'accepted',
      date: '2024-02-05',
    });
  });
});

describe('files that are no record', () => {
  it.each([
    ['empty-file', '0004-x.md', ''],
    ['empty-file', '0004-x.md', '\n \n<!-- nothing -->\n'],
    ['empty-file', '0004-x.md', '---\nstatus: accepted\n---\n'],
    ['index', 'README.md', nygard('Accepted')],
    ['index', 'adr-log.md', '# Log\n\n- [1](0001-x.md)'],
    ['template', '0000-template.md', nygard('Accepted')],
    ['template', 'adr-template-bare.md', nygard('Accepted')],
    [
      'template',
      '0004-x.md',
      '# {short title, representative of solved problem}\n\n## Context and Problem Statement\n\n{Describe}\n',
    ],
    ['template', 'x.md', '# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nx\n'],
    ['moved', '0004-x.md', 'Moved to [0005](0005-y.md).\n'],
    ['no-record', 'minutes.md', '# Tuesday\n\nWe met.\n'],
    ['not-text', '0004-x.md', '# 4. X\n\nNUL: \0\n'],
  ])('%s: %s', (code, path, text) => {
    expect(refusal(path, text)).toMatchObject({ code });
  });

  it('a readme in a numbered folder is a record, and a decision about templates is one too', () => {
    expect(refusal('0004-keep-one/README.md', nygard('Accepted'))).toBe('imported');
    expect(refusal('0004-use-the-madr-template.md', nygard('Accepted'))).toBe('imported');
  });

  it('the refusal names the line', () => {
    expect(refusal('0004-x.md', Buffer.from('# 4. X\n\nNUL: \0\n'))).toEqual({ code: 'not-text', line: 3 });
  });
});

describe('bounds', () => {
  it('ten megabytes are refused at once, with the line at which the bound falls', () => {
    const line = 'a'.repeat(1023);
    const started = processorTime();
    expect(refusal('0004-x.md', Buffer.from(`${line}\n`.repeat(10 * 1024)))).toEqual({
      code: 'too-large',
      line: MAX_RECORD_BYTES / 1024 + 1,
    });
    expect(processorTime() - started).toBeLessThan(1_000);
  });

  it('too many lines are refused with the line', () => {
    expect(refusal('0004-x.md', nygard('Accepted') + '\n'.repeat(MAX_RECORD_LINES))).toEqual({
      code: 'too-large',
      line: MAX_RECORD_LINES + 1,
    });
  });

  it.each([
    '[',
    '`',
    '`` ` ',
    '#',
    '**a**',
    '<!--',
    '*',
    '~~a',
    '[a](b.md) ',
    '[a][b]',
    '[[a',
    'ADR 1 ',
    'this supersedes ADR 1 ',
    '> ',
    '\\[',
    '| a |',
    '{a',
    'A and B, ',
    'https://a/0001-b ',
  ])(
    'a megabyte of “%s” takes less than two seconds',
    (unit) => {
      for (const head of ['', '# ', '# 1. X\n\n## Status\n\n', '# 1. X\n\nDeciders: ', '---\nstatus: ']) {
        // Of the processor, whoever else it serves meanwhile; in microseconds.
        const before = process.cpuUsage();
        parseRecord('0004-x.md', head + unit.repeat((MAX_RECORD_BYTES - 100) / unit.length));
        expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
      }
    },
    30_000,
  );

  it('no cut of a record breaks the reader', () => {
    const whole = nygard('Accepted\n\n- [x] `code` <!-- x --> [a](b.md "t")\n\n```\nx\n```\n| a | b |\n|---|---|\n');
    for (let end = 0; end <= whole.length; end += 1) expect(() => parseRecord('0004-x.md', whole.slice(0, end))).not.toThrow();
  });
});
