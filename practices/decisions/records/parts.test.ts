import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { partsSaid } from './parts.ts';

const said = (text: string) => partsSaid(text, 'Use Markdown');

describe('the parts that a record says', () => {
  it('are the options of MADR, each with its pros and cons, and the next steps', () => {
    const text = `# Use Markdown

## Context and Problem Statement

* not an option

## Considered Options

* [Keep \`HTML\`](html.md)
* One form,
  wrapped
* Wikis <!-- and more -->
* …

## Decision Outcome

Chosen option: "One form, wrapped".

### Consequences

* Good, because it is read.

## Pros and Cons of the Options

### Keep HTML

Everybody has it.

* Bad, because nobody writes it.

### Wikis

* Good, because quick

## Next Steps

- [ ] Write *the* guide
- [x] Tell
  everybody
`;
    expect(said(text)).toEqual({
      options: [
        { title: 'Keep HTML', consequences: 'Everybody has it.\n\n* Bad, because nobody writes it.' },
        { title: 'One form, wrapped', consequences: '' },
        { title: 'Wikis', consequences: '* Good, because quick' },
      ],
      nextSteps: ['Write the guide', 'Tell everybody'],
    });
    expect(said(text.replaceAll('\n', '\r\n')).options.map(({ title }) => title)).toEqual(
      said(text).options.map(({ title }) => title),
    );
  });

  it('are what an RFC would do, and its alternatives', () => {
    const text = `# Summary\n\nWe do.\n\n# Drawbacks\n\n- slow\n\n# Alternatives\n\n- **Keep HTML**: nobody writes it\n- **Wikis**\n\n  - quick\n`;
    expect(said(text)).toEqual({
      options: [
        { title: 'Use Markdown', consequences: '' },
        { title: 'Keep HTML', consequences: 'nobody writes it' },
        { title: 'Wikis', consequences: '- quick' },
      ],
      nextSteps: [],
    });
    expect(said('# A\n\n## Alternatives\n\n### Keep HTML\n\nNo.\n\n### Use Markdown\n\nYes.\n').options).toHaveLength(2);
    expect(
      said('# A\n\n## Decision\n\nWikis, at last.\n\n## Alternatives considered\n\n1. HTML\n2. Wikis\n').options,
    ).toHaveLength(2);
  });

  it.each([
    ['prose', '# A\n\n## Options\n\nThere are two: this and that.\n'],
    ['reasons', '# A\n\n## Rationale and alternatives\n\n- Why is it best?\n- What else?\n'],
    ['weighing', '# A\n\n## Options\n\n### Pros\n\n- a\n\n### Cons\n\n- b\n'],
    ['one option', '# A\n\n## Considered Options\n\n- Only this\n'],
    ['blanks to fill in', '# A\n\n## Considered Options\n\n- …\n- …\n\n## Next steps\n\n- …\n'],
    ['no text', ''],
  ])('are none where it has %s', (_, text) => {
    expect(said(text)).toEqual({ options: [], nextSteps: [] });
  });

  it('are found in time that grows with the text', () => {
    for (const part of ['- a\n', '### b\n', '## Options\n', '- **a', '<!--', '- a\n\n  b\n', '## Next steps\n- a\n']) {
      const from = processorTime();
      said(`# A\n\n## Options\n\n${part.repeat(4_000)}`);
      expect(processorTime() - from, part).toBeLessThan(2_000);
    }
  });
});
