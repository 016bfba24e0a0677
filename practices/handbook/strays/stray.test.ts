import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirOf, resolvePath } from '../importing/reading/paths.ts';
import { decoded } from '../importing/reading/systems/navigation.ts';
import { straightened, strayed } from './stray.ts';

const page = { from: 'teams/rota.md', to: 'people/leave.md', room: '', file: false };

describe('an address of a file whose page was moved', () => {
  it.each([
    ['leave.md', '../people/leave.md'],
    ['./leave.md', '../people/leave.md'],
    ['../leave.mdx', '../people/leave.md'],
    ['/teams/leave.md', '../people/leave.md'],
    ['leave.md?plain=1', '../people/leave.md?plain=1'],
  ])('%s is written as %s', (href, to) => {
    expect(strayed(href, page)).toBe(to);
  });

  it.each([
    ['leads there', '../people/leave.md'],
    ['leads there from the top', '/people/leave.md'],
    ['leads there, in other signs', '../people/%6Ceave.md'],
    ['is no address of a file: what follows from a path here says nothing of files', '../people/leave'],
    ['is a number', '#142'],
    ['is a title', '[[Leave.md]]'],
    ['is elsewhere', 'https://northwind.example/leave.md'],
  ])('stays where it %s', (_, href) => {
    expect(strayed(href, page)).toBe(null);
  });

  it('leads from the top of its space as well', () => {
    const inRoom = { from: 'spaces/platform/a.md', to: 'spaces/platform/people/leave.md', room: 'spaces/platform', file: false };
    expect(strayed('/people/leave.md', inRoom)).toBe(null);
    expect(strayed('/leave.md', inRoom)).toBe('people/leave.md');
  });

  it('a picture has any ending', () => {
    expect(strayed('dock.png', { from: 'a.md', to: 'a/dock.png', room: '', file: true })).toBe('a/dock.png');
    expect(strayed('dock', { from: 'a.md', to: 'a/dock', room: '', file: true })).toBe('a/dock');
  });

  const segment = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .filter((one) => !/[/\\?#]|^\.{1,2}$|\p{Cc}/u.test(one));
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/').normalize('NFC')}.md`);
  it('whatever the paths are, what is written instead leads there, and stays so', () => {
    fc.assert(
      fc.property(path, path, path, (from, to, was) => {
        const ends = { from, to, room: '', file: false };
        const href = strayed(was.split('/').map(encodeURIComponent).join('/'), ends);
        if (href === null) return;
        expect(resolvePath(dirOf(from), decoded(href))?.normalize('NFC')).toBe(to.normalize('NFC'));
        expect(strayed(href, ends)).toBe(null);
      }),
    );
  });
});

describe('a text', () => {
  it('is written anew where its strays stand, and nowhere else', () => {
    const text = [
      '---\ntitle: leave.md\n---\n',
      '# [Leave](leave.md#days)\r\n',
      'leave.md, `[code](leave.md)`, ![leave](<leave.md> "leave.md"), <a href=leave.md>leave</a> and [other](other.md)\n',
      '```\n[fenced](leave.md)\n```\n',
      '[leave]: leave.md\n',
    ].join('');
    expect(straightened(text, new Map([['leave.md', '../people/leave.md']]))).toEqual({
      count: 4,
      body: [
        '---\ntitle: leave.md\n---\n',
        '# [Leave](../people/leave.md#days)\r\n',
        'leave.md, `[code](leave.md)`, ![leave](<../people/leave.md> "leave.md"), <a href=../people/leave.md>leave</a> and [other](other.md)\n',
        '```\n[fenced](leave.md)\n```\n',
        '[leave]: ../people/leave.md\n',
      ].join(''),
    });
  });
});
