import { expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { plainOf } from './plain.ts';

it('Of Markdown the words stay, headings are marked', () => {
  expect(
    plainOf(
      [
        '---',
        'title: Time off',
        'description: "How to be away"',
        'tags: [leave, pto]',
        '---',
        '# Time *off* #',
        '',
        'See [the calendar](../a/b.md "there"), `code`, ![a picture](x.png) and [[Other page|that one]].',
        '<!-- nobody',
        'sees this --> but this',
        '> [!NOTE]',
        '> 1. **First** <b>thing</b> &amp; more',
        '- [x] done',
        '',
        'Under',
        '-----',
        '| a | b |',
        '| --- | --- |',
        '| c | d |',
        '```ts',
        '# not a heading',
        '```',
        '[x]: https://example.com/1',
      ].join('\r\n'),
    ),
  ).toBe(
    [
      'How to be away',
      '[leave, pto]',
      '# Time off',
      '',
      'See the calendar, code, a picture and that one.',
      '',
      'but this',
      '',
      'First thing & more',
      'done',
      '',
      '# Under',
      'a · b',
      '',
      'c · d',
      '# not a heading',
    ].join('\n'),
  );
});

it('Reads a text of line ends alone about as fast as it is split', () => {
  const from = processorTime();
  expect(plainOf(`a${'\n'.repeat(199_998)}b`)).toBe('a\n\nb');
  expect(processorTime() - from).toBeLessThan(1000);
});

it('What was wrapped is one line again, and what stands apart stays apart', () => {
  const plain = (...lines: readonly string[]) => plainOf(lines.join('\n')).split('\n');
  expect(plain('A primary', 'in *each*', '  region.', '', 'Next')).toEqual(['A primary in each region.', '', 'Next']);
  expect(
    plain('We want:', '- one that', '  goes on', 'lazily', '- [ ] two', '', '  of two paragraphs,', '  this one', '3. three'),
  ).toEqual(['We want:', 'one that goes on lazily', 'two', '', 'of two paragraphs, this one', 'three']);
  expect(plain('Of a', '> quoted', '> line', 'that ends', '', '> [!NOTE]', '> Mind', '> it')).toEqual([
    ...['Of a', 'quoted line that ends', '', 'Mind it'],
  ]);
  expect(plain('a | b', '--- | ---', 'c | d', 'e | f')).toEqual(['a · b', '', 'c · d', 'e · f']);
  expect(plain('Meant  ', 'to break\\', 'twice', '***', 'over')).toEqual(['Meant', 'to break', 'twice', '', 'over']);
  expect(plain('So', '', '    let a', '    let b', '', '```', 'c', 'd', '```', 'After', 'it')).toEqual([
    ...['So', '', 'let a', 'let b', '', 'c', 'd', 'After it'],
  ]);
  expect(plain('A heading', 'of two lines', '====', 'below', 'it')).toEqual(['# A heading of two lines', 'below it']);
});

it('Any text is made plain in time that grows with its length', () => {
  const made = (text: string): number => {
    const from = processorTime();
    plainOf(text);
    return processorTime() - from;
  };
  for (const part of [
    '[',
    '![[',
    '](',
    '<a ',
    '*',
    '`',
    '_a',
    '|',
    '&amp',
    '\\',
    '<!--',
    '> ',
    '# ',
    '---\n',
    '[a](',
    'https://',
    '[[|',
    '~~~',
    'a\n',
    '- a\n  b\n',
    '* ',
    'a  ',
    'a | ',
  ])
    expect(made(part.repeat(60_000)), part).toBeLessThan(2_000);
});

it('One line of any length, too, wherever it ends', () => {
  for (const line of ['', '# a', '# a #', 'a ·', '|', '| -'])
    for (const part of [' ', '\t', '|', '| ', ' #', ' ·', '-', '- ']) {
      const [text, from] = [`${line}${part.repeat(100_000 / part.length)}x`, processorTime()];
      plainOf(text);
      expect(processorTime() - from, JSON.stringify([line, part])).toBeLessThan(1_000);
    }
});

it('The marks that close a heading go, and the edges of a row', () => {
  expect(plainOf('# Time off ##  \n\n## C#\n\n# #\n\n| a | b |  \n|a')).toBe('# Time off\n\n# C#\n\n# #\n\na · b\na');
});

it('Terms and what they mean stand on lines of their own, abbreviations with their words, and icons are no words', () => {
  expect(
    plainOf('Dock\n: Where lorries\n  stand.\n\nYard\n:   Around it. :material-truck:{ .big }\n\n*[DST]: Daylight saving time'),
  ).toBe('Dock\nWhere lorries stand.\n\nYard\nAround it.\n\nDST: Daylight saving time');
});

it('Boxes are their words, whoever wrote them, and addresses that are filled in are none', () => {
  expect(
    plainOf(
      '````{warning} Before *six*\n:class: wide\nAsk [here]({% page "/dock/" %}).\n```{note}\nAnd **there**.\n```\n```\ncode\n```\n````\n\n::: {.callout-tip}\n## At night\nRing.\n:::\n\n?> Read [this]({{ "/x" | url }}#y).',
    ),
  ).toBe('Before six\nAsk here.\n\nAnd there.\ncode\n\n# At night\nRing.\n\nRead this.');
});
