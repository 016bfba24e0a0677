import { describe, expect, it } from 'vitest';
import { parseRecord } from './parse.ts';
import { resolveFolder } from './resolve.ts';

const read = (path: string, text: string) => {
  const result = parseRecord(path, text);
  if (result.refused) throw new Error(result.message);
  return result.ok;
};

describe('front matter', () => {
  it.each(['---\nstatus: accepted', '---\nstatus: accepted\ntags:\n  - a\n- b\n\n', '+++\nstatus = "accepted"\n'])(
    'front matter that is never closed, and nothing else, is no record: %j',
    (text) => {
      expect(parseRecord('0004-fm-only.md', text)).toMatchObject({
        code: 'no-record',
        message: expect.stringContaining('never closed'),
        line: 1,
      });
    },
  );

  it('front matter that is never closed above a record is told', () => {
    expect(read('0004-x.md', `---\nstatus: accepted\n\n# X\n\n## Decision\n\nYes.\n`).warnings).toContainEqual({
      code: 'open-front',
      message: 'The front matter is never closed (---); it was read as text.',
      line: 1,
    });
    expect(read('0004-x.md', `---\n\n# X\n\n## Decision\n\nYes.\n`).warnings.map(({ code }) => code)).not.toContain('open-front');
  });
});

describe('a folder', () => {
  const notesOf = (path: string, links: string, date = '2026-03-27') => {
    const record = read(path, `# X\n\nDate: ${date}\n\n## Status\n\n${links}\n\n## Decision\n\nYes.\n`);
    const around = { files: new Set([path, 'docs/README.md']), now: Date.parse('2026-03-27T09:00:00Z') };
    return resolveFolder([record], around).records.flatMap(({ warnings }) => warnings.map(({ code }) => code));
  };

  it.each([
    ['a file that is not there', 'Accepted, see [it](0009-lost.md)', ['lost-link']],
    ['a file above that is not there', 'Accepted, see [it](../0009-lost.md)', ['lost-link']],
    ['a file that is no record', 'Accepted, see [it](../README.md)', []],
    [
      'what lies outside, on the web or in numbers',
      'Accepted, see [a](../../../a.md), [b](/b.md), https://northwind.example/0001-c.md and ADR 9',
      [],
    ],
    ['itself', 'Superseded by [this](./0001-x.md)', ['names-itself']],
    ['itself by number', 'Superseded by ADR 1', ['names-itself']],
  ])('tells a link to %s', (_, links, codes) => {
    expect(notesOf('docs/adr/0001-x.md', links)).toEqual(codes);
  });

  it('tells a date that has come nowhere yet', () => {
    expect(notesOf('0001-x.md', 'Accepted', '2026-03-28')).toEqual(['odd-date']);
    expect(notesOf('0001-x.md', 'Accepted', '2026-03-27')).toEqual([]);
  });
});
