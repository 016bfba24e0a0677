import { describe, expect, it } from 'vitest';
import { titleFrom } from './words.ts';

describe('the title of a question', () => {
  it('is its first line, without the marks of Markdown', () => {
    expect(titleFrom('\n## Who *can* read it?\nMore.')).toBe('Who can read it?');
  });

  it('ends after a whole word where it is long, and within one that is most of it', () => {
    for (const before of ['', 'o', 'on', 'one', 'ones']) {
      const long = titleFrom(`Whether ${before} forty-seven carriers ${'should be asked again '.repeat(9)}`);
      expect(long).toMatch(/ (?:should|be|asked|again)…$/u);
      expect(long.length).toBeLessThanOrEqual(120);
    }
    expect(titleFrom(`See ${'x'.repeat(300)}`)).toBe(`See ${'x'.repeat(115)}…`);
  });
});
