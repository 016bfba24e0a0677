import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { issueOfWords, marked, markIn, ours, theirs, wordsOfIssue } from './issue-text.ts';

const HERE = 'northwind/freight';
const BODY =
  'Tax is rounded twice, see #12.\r\n\r\n## Acceptance criteria\r\n\r\n- [ ] It rounds once\r\n- [x] A test says so,\r\n  with two items\r\n\r\nThanks!';

describe('the text of an issue', () => {
  it('is a task’s text, and its criteria where a heading says that they are', () => {
    expect(wordsOfIssue(BODY, HERE)).toEqual({
      text: 'Tax is rounded twice, see northwind/freight#12.\n\nThanks!',
      criteria: ['It rounds once', 'A test says so, with two items'],
    });
    expect(wordsOfIssue('- [ ] a box of somebody', HERE)).toEqual({ text: '- [ ] a box of somebody', criteria: [] });
    expect(wordsOfIssue('**Done when:**\n* one', HERE).criteria).toEqual(['one']);
    const many = `## Done when\n${'- a\n'.repeat(51)}`;
    expect(wordsOfIssue(many, HERE)).toEqual({ text: many.trim(), criteria: [] });
  });

  it('comes back as it went, whatever a task says', () => {
    for (const words of [
      { text: '', criteria: [] },
      { text: 'See #142 and northwind/freight#7, not `#9`.', criteria: [] },
      { text: 'One\n\n```\n#1\n```', criteria: ['It says #142', 'And northwind/freight#8'] },
      { text: '', criteria: ['Only that'] },
    ])
      expect(wordsOfIssue(issueOfWords(words, HERE, true), HERE)).toEqual(words);
  });

  it('means the numbers of whoever reads it', () => {
    expect(ours('#12, (#13), proceed#142, a#14, x/#15, ##16, #17th, other/one#18', HERE)).toBe(
      'northwind/freight#12, (northwind/freight#13), #142, a#14, x/#15, ##16, #17th, other/one#18',
    );
    expect(theirs('#142 and Northwind/Freight#12', HERE)).toBe('proceed#142 and #12');
  });

  it('says by a mark what of it was written here', () => {
    const id = '0199c5a1-7a7e-7c4e-8d2b-111111111111';
    const body = marked('Words.', 'comment', id);
    expect(markIn(body)).toEqual({ of: 'comment', id });
    expect(markIn(`${body}\r\n`)).toEqual({ of: 'comment', id });
    expect([markIn(`${body} and more`), markIn('Words.')]).toEqual([null, null]);
    expect(wordsOfIssue(marked('Words.', 'task', id), HERE).text).toBe('Words.');
  });

  it('is read in no time, whatever it holds', () => {
    const from = processorTime();
    for (const hostile of [
      '`'.repeat(20_000),
      '#'.repeat(20_000),
      '- '.repeat(10_000),
      '\n'.repeat(20_000),
      '<!-- proceed:task '.repeat(1_000),
      ' '.repeat(20_000),
    ])
      wordsOfIssue(`${hostile}\n## Done when\n${hostile}`, HERE);
    expect(processorTime() - from).toBeLessThan(2_000);
  });
});
