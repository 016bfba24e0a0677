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
  ])
    expect(made(part.repeat(60_000)), part).toBeLessThan(2_000);
});
