import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn, numbersIn } from '#practices/comments';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { begunAt } from './begun.ts';

/** The caret stands at `|`. */
const at = (shown: string) => begunAt(shown.replace('|', ''), shown.indexOf('|'));
const said = (shown: string): string | null => {
  const begun = at(shown);
  return begun && begun.sign + begun.words;
};

describe('what is begun at the caret', () => {
  it.each([
    ['@|', '@'],
    ['@r|', '@r'],
    ['Ask @raj.m|', '@raj.m'],
    ['(@in|)', '@in'],
    ['@núria|, thank you', '@núria'],
    ['First.\n@ra|\nLast.', '@ra'],
    ['See #14|', '#14'],
    ['#142| is done', '#142'],
    ['#rotate|', '#rotate'],
    ['As #rotate the ke|', '#rotate the ke'],
    ['# A heading with #12|', '#12'],
    ['- an item\n\n    goes on with @ra|', '@ra'],
    ['A paragraph\n    goes on with @ra|', '@ra'],
    ['`code` and @ra|', '@ra'],
    ['```\ncode\n```\n@ra|', '@ra'],
    ['``a ` b`` and #1|', '#1'],
    ['an escaped \\` and @ra|', '@ra'],
    ['"#12|"', '#12'],
  ])('%j offers for %j', (shown, words) => expect(said(shown)).toBe(words));

  it.each([
    ['a mail address', 'raj@nor|'],
    ['a mail address with a point', 'raj.m@nor|'],
    ['a sign between spaces', 'at @ |'],
    ['a heading', '# Ti|'],
    ['a heading that begins', '#|'],
    ['a smaller heading', '## Ti|'],
    ['two hashes', '##ti|'],
    ['a number that has ended', '#142 |'],
    ['a title that has ended', '#rotate |'],
    ['a name that has ended', '@raj |'],
    ['the middle of a word', '@r|aj'],
    ['a number that goes on', '#1|42'],
    ['a zero', '#0|'],
    ['an address', 'https://example.org/#pla|'],
    ['an address with a question', 'https://example.org/?a=#pla|'],
    ['a profile somewhere else', 'https://example.org/@ra|'],
    ['an anchor', '[there](#pla|'],
    ['a sign of HTML', '&#14|'],
    ['what is taken back', '\\@ra|'],
    ['code', '`@ra|`'],
    ['code that is not closed', 'Call `@ra|'],
    ['code between two backticks', '``a ` @ra|``'],
    ['a fence', '```ts\n@Injec|'],
    ['a fence that is closed below', '~~~\n#def|\n~~~\n'],
    ['a fence in a list', '- ```\n  @ra|'],
    ['a fence in a quote', '> ```\n> @ra|'],
    ['a fence that a shorter one does not close', '````\n```\n@ra|'],
    ['the words of a fence', '```@ra|'],
    ['indented code', 'Text:\n\n    @ra|'],
    ['the second line of indented code', 'Text:\n\n    a\n    @ra|'],
    ['a name and a point that ended it', '@raj. |'],
  ])('%s offers nothing: %j', (_, shown) => expect(said(shown)).toBeNull());

  it('reaches from its sign to the caret, whatever stands around it', () =>
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('@raj', '#142', '#keys we', '@'),
        fc.constantFrom('', ' x', '\n', '.'),
        (before, token, rest) => {
          const text = `${before}\n\n${token}${rest}`;
          const caret = before.length + 2 + token.length;
          const begun = begunAt(text, caret);
          // Only code takes it away.
          if (begun === null) return expect(before).toMatch(/[`~]{3}/u);
          expect(begun).toEqual({ sign: token[0], from: caret - token.length, to: caret, words: token.slice(1) });
          expect(text.slice(begun.from, begun.to)).toBe(token);
        },
      ),
    ));

  it('never ends behind the caret, and holds no line break', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('@', '#', 'a', '1', ' ', '\n', '`', '.', '\\', '/') }),
        fc.nat(40),
        (text, place) => {
          const caret = Math.min(place, text.length);
          const begun = begunAt(text, caret);
          if (begun === null) return;
          expect(begun.to).toBe(caret);
          expect(text.slice(begun.from, begun.to)).toBe(begun.sign + begun.words);
          expect(begun.words).not.toContain('\n');
        },
      ),
    ));
});

describe('what is put in', () => {
  const actor = (handle: string): Actor => ({
    ...{ id: handle, kind: 'person', name: handle, handle, role: 'member', status: 'active' },
    ...{ skills: [], calendars: [], deputies: [] },
  });
  const handles = ['raj', 'ines-prado', 'núria.k', '李', 'team-7'];
  const directory: Directory = {
    ...{ org: 'northwind', version: 1, name: 'Northwind', longestWindow: 0, spaces: new Map(), protocols: [] },
    actors: new Map(handles.map((one) => [one, actor(one)])),
  };
  // Signs around which a text may call somebody, and around which it may not.
  const around = fc.string({ unit: fc.constantFrom(' ', '\n', '(', ')', ',', '"', 'a', '.', '@', '/', '-', '`', '_', 'é') });

  it('is what the server reads as a call, wherever it is offered', () =>
    fc.assert(
      fc.property(around, fc.constantFrom(...handles), (before, handle) => {
        const text = `${before}@${[...handle][0] ?? ''}`;
        const begun = begunAt(text, text.length);
        if (begun === null) return;
        expect(mentionsIn(`${text.slice(0, begun.from)}@${handle} and so on`, ['org'], directory)).toContain(handle);
      }),
    ));

  it('is what the server reads as a number, wherever it is offered', () =>
    fc.assert(
      fc.property(around, (before) => {
        const text = `${before}#1`;
        const begun = begunAt(text, text.length);
        if (begun !== null) expect(numbersIn(`${text.slice(0, begun.from)}#142 and so on`)).toContain(142);
      }),
    ));
});
