import { describe, expect, it } from 'vitest';
import { join as joined, resolvePath, dirOf } from './paths.ts';
import type { PlannedPage } from './plan.ts';
import { scan } from './scan.ts';
import type { Read } from './source.ts';
import { linksOf, read, textHere } from './story.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((one) => one.repeat(32)) as [string, string, string, string];

/** Each path that a clone would have, and the texts there. */
const cloned = async (found: Read): Promise<ReadonlyMap<string, string>> => {
  const { pages, files } = found.plan;
  const byKey = new Map(pages.map((page) => [page.key, page]));
  const folderOf = (page: PlannedPage | undefined): string =>
    page === undefined ? '' : joined(folderOf(byKey.get(page.under ?? '')), page.name);
  const paths = new Map<string, string>();
  for (const page of pages)
    if (page.file !== null) {
      const around = page.file.inside ? folderOf(page) : folderOf(byKey.get(page.under ?? ''));
      paths.set(joined(around, page.file.name), await textHere(found, page.source));
    }
  for (const { under, path } of files) paths.set(joined(folderOf(byKey.get(under ?? '')), path), '');
  return paths;
};

/** Addresses of a clone that lead nowhere in it. */
const dead = async (found: Read): Promise<readonly string[]> => {
  const paths = await cloned(found);
  return [...paths].flatMap(([path, text]) =>
    scan(text, { mdx: false }).hrefs.flatMap(({ href, kind }) => {
      const way = decodeURIComponent(href.replace(/#.*/s, ''));
      if (kind === 'wiki' || kind === 'embed' || way === '' || /^[a-z]+:/.test(way)) return [];
      return paths.has(resolvePath(dirOf(path), way) ?? '') ? [] : [`${path}: ${href}`];
    }),
  );
};

/** A page with these words that the navigation has put into a part of its own, beside which `next.md` stays. */
const moved = (words: string): Promise<Read> =>
  read({
    'SUMMARY.md': '# Summary\n\n* [Next](next.md)\n\n## Guides\n\n* [Start](start.md)\n* [Other](other.md)\n',
    'start.md': words,
    'other.md': '# Other',
    'next.md': '# Next',
  });

describe('links of an imported text, in a clone', () => {
  it('lead from page to page, to rows and to pictures of an export of Notion', async () => {
    const found = await read({
      [`Team ${a}.md`]: `# Team\r\n\r\n[Ines](Team%20${a}/Ines%20${b}.md#first-week) and [again](<Team ${a}/Ines ${b}.md> "Her page"), [Tasks](Team%20${a}/Tasks%20${c}.csv)\r\n\r\n> ![dock](Team%20${a}/dock.png)\r\n\r\n[site](https://northwind.example) \`[code](Team%20${a}/Ines%20${b}.md)\`\r\n\r\n\`\`\`\r\n[code](Team%20${a}/Ines%20${b}.md)\r\n\`\`\`\r\n`,
      [`Team ${a}/Ines ${b}.md`]: `# Ines\n\n## First week\n\n[up](../Team%20${a}.md) [moved](../Caf%C3%A9%20${a}/Tasks/Write%20(and%20ask)%20${d}.md)`,
      [`Team ${a}/dock.png`]: new Uint8Array(2),
      [`Team ${a}/Tasks ${c}.csv`]: 'Name,Done\nWrite (and ask),No\n',
      [`Team ${a}/Tasks/Write (and ask) ${d}.md`]: `# Write (and ask)\n\n<a href="../Ines%20${b}.md">Ines</a>`,
    });
    expect(await dead(found)).toEqual([]);
    expect(await textHere(found, `Team ${a}.md`)).toBe(
      `# Team\r\n\r\n[Ines](Team/Ines.md#first-week) and [again](<Team/Ines.md> "Her page"), [Tasks](Team/Tasks.md)\r\n\r\n> ![dock](Team/dock.png)\r\n\r\n[site](https://northwind.example) \`[code](Team%20${a}/Ines%20${b}.md)\`\r\n\r\n\`\`\`\r\n[code](Team%20${a}/Ines%20${b}.md)\r\n\`\`\`\r\n`,
    );
    expect(await textHere(found, `Team ${a}/Ines ${b}.md`)).toContain(
      '[up](../Team.md) [moved](Tasks/Write%20%28and%20ask%29.md)',
    );
    expect(linksOf(found, `Team ${a}.md`)).toEqual({
      'Team/Ines.md': `notion:${b}`,
      'Team/Tasks.md': `notion:${c}`,
      'Team/dock.png': `file:Team ${a}/dock.png`,
    });
  });

  it('lead where the navigation of GitBook has put the pages, and stay where nothing moved', async () => {
    const found = await read({
      'SUMMARY.md': '# Summary\n\n* [Welcome](README.md)\n\n## Guides\n\n* [Start](how/start.md)\n  * [Next](next.md)\n',
      'README.md': '# Welcome\n\n[Start](how/start.md) [Next][n]\n\n[n]: next.md "Then"\n',
      'how/start.md':
        '# Start\n\n{% content-ref url="../next.md" %}\n[next.md](../next.md)\n{% endcontent-ref %}\n\n![](../.gitbook/assets/dock.png)\n',
      'next.md': '# Next\n\n[Back](how/start.md#top) [outside](mailto:ines@northwind.example)\n',
      '.gitbook/assets/dock.png': new Uint8Array(3),
    });
    expect(await dead(found)).toEqual([]);
    expect(await textHere(found, 'how/start.md')).toBe(
      '# Start\n\n{% content-ref url="start/next.md" %}\n[next.md](start/next.md)\n{% endcontent-ref %}\n\n![](../.gitbook/assets/dock.png)\n',
    );
    expect(linksOf(found, 'README.md')).toEqual({ 'how/start.md': 'how/start', 'how/start/next.md': 'next' });
  });

  it('keeps a text to the byte where its addresses lead as they are, or led nowhere by their path', async () => {
    const words = '# A\r\n\r\n[b](b.md) [folder](team/) [site](/team/on-call) [gone](gone.md)\r\n';
    const found = await read({ 'a.md': words, 'b.md': '# B', 'team/on-call.md': '# On call' });
    expect(await textHere(found, 'a.md')).toBe(words);
    expect(found.plan.pages.flatMap(({ relinks }) => relinks)).toEqual([]);
  });

  it('lead wherever the address stands: on the next line, in a tag over several lines, in definitions in quotes and lists', async () => {
    const found = await moved(
      [
        '[a](\nnext.md) [b](next.md\n"Then") <a\n  href="next.md"\n>c</a>\n',
        '[d][one] [e][two] [f][three] [g][four] [h][five]\n',
        '[one]:\n  next.md\n  "Then"\n[two]: <next.md>\n',
        '> [three]: next.md\n',
        '- in a list\n\n    [four]: next.md\n',
        '[five]: next.md\n',
      ].join('\r\n'),
    );
    expect(await textHere(found, 'start.md')).toBe(
      [
        '[a](\n../next.md) [b](../next.md\n"Then") <a\n  href="../next.md"\n>c</a>\n',
        '[d][one] [e][two] [f][three] [g][four] [h][five]\n',
        '[one]:\n  ../next.md\n  "Then"\n[two]: <../next.md>\n',
        '> [three]: ../next.md\n',
        '- in a list\n\n    [four]: ../next.md\n',
        '[five]: ../next.md\n',
      ].join('\r\n'),
    );
    expect(await dead(found)).toEqual([]);
  });

  it('leave code, comments and what is no address alone, beside an address that is the same', async () => {
    const rest = '`[x](next.md)` ``[x](next.md)`` <!-- [x](next.md) --> \\[x](next.md) <i data-href="next.md">i</i>';
    const found = await moved(`[a](next.md) ${rest} [b](next.md)\n`);
    expect(await textHere(found, 'start.md')).toBe(`[a](../next.md) ${rest} [b](../next.md)\n`);
  });

  it('leave code that is indented within a list alone, and not the words of its items', async () => {
    const rest = [
      '- a\n\n      [code](next.md)\n',
      '  1. b\n\n         [code](next.md)\n\n         - [code](next.md)\n',
      '\t[code](next.md)',
    ];
    const [one = '', two = '', three = ''] = rest;
    const words = `${one}\n  [a](next.md)\n${two}\n     [b](next.md)\n\nWords\n\n${three}\n\n10. c\n\n    [c](next.md)\n    - d\n\n      [d](next.md)\n`;
    const found = await moved(words);
    expect(await textHere(found, 'start.md')).toBe(words.replaceAll(/\[([a-d])\]\(/g, '[$1](../'));
  });

  it('keep what an address asks for', async () => {
    const found = await moved('[a](next.md?plain=1) [b](./next.md?plain=1#L3)\n');
    expect(await textHere(found, 'start.md')).toBe('[a](../next.md?plain=1) [b](../next.md?plain=1#L3)\n');
    expect(linksOf(found, 'start.md')).toEqual({ '../next.md?plain=1': 'next' });
  });

  it('are found in a line that is longer than what is read at once', async () => {
    const words = '[a](next.md) '.repeat(8_000);
    expect(await textHere(await moved(words), 'start.md')).toBe(words.replaceAll('next.md', '../next.md'));
  });
});
