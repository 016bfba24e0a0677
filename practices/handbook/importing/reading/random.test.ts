import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { decode } from './decode.ts';
import { cleanPath, safeName } from './paths.ts';
import { segmentOf } from '../../place.ts';
import { scan } from './scan.ts';
import { memorySource, readSource } from './source.ts';

const scrap = fc.constantFrom(
  ...[
    '# a',
    '## b #',
    '---',
    '===',
    '```',
    '~~~~',
    '> ',
    '- ',
    '1. ',
    '    ',
    '\t',
    '[',
    ']',
    '](',
    ')',
    '![',
    '[[',
    ']]',
    '|',
    '#',
    '<',
    '>',
    '<!--',
    '-->',
    '\\',
  ],
  ...[
    '<a href="',
    "<img src='",
    '{{<',
    '>}}',
    '{%',
    '%}',
    '`',
    '``',
    '$',
    '&amp;',
    '&#0;',
    'a.md',
    '../',
    '/b/c',
    '?x#y',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    'ü',
    '後',
    '\u202e',
    '\0',
  ],
);
const text = fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join(''));
const segment = fc.constantFrom(
  'a',
  'b',
  'A',
  'index',
  'README',
  '_index',
  'SUMMARY',
  '01-x',
  'ü',
  '.hidden',
  'con',
  'x'.repeat(130),
  'y?z',
  `n ${'a'.repeat(32)}`,
  '後',
);
const path = fc
  .tuple(
    fc.array(segment, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('.md', '.md', '.md', '.mdx', '.png', '.csv', '.yml', ''),
  )
  .map(([parts, extension]) => `${parts.join('/')}${extension}`);
const config = fc.constantFrom(
  'SUMMARY.md',
  'mkdocs.yml',
  '_category_.json',
  'a/_category_.json',
  '.gitbook.yaml',
  '_redirects',
  'hugo.toml',
  'logseq/config.edn',
  '.obsidian/app.json',
);

describe('whatever is imported', () => {
  it('becomes a tree: each page once, those above first, no circles, siblings apart, links to what is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.oneof(path, path, config), text, { maxKeys: 25 }), async (files) => {
        const { plan } = await readSource(memorySource(files));
        const known = new Set<string>();
        const places = new Set<string>();
        for (const page of plan.pages) {
          expect(known.has(page.key)).toBe(false);
          if (page.under !== null) expect(known.has(page.under)).toBe(true);
          known.add(page.key);
          expect(segmentOf(page.name, '')).toEqual({ ok: page.name });
          if (page.file !== null) expect(segmentOf(page.file.name, '')).toEqual({ ok: page.file.name });
          const place = `${page.under}\0${page.name.toLowerCase()}`;
          expect(places.has(place)).toBe(false);
          places.add(place);
        }
        for (const { key } of plan.files) known.add(key);
        for (const { links } of plan.pages) for (const target of Object.values(links)) expect(known.has(target)).toBe(true);
        const sources = plan.pages.filter(({ file, made }) => file !== null && made === null).map(({ source }) => source);
        expect(new Set(sources).size).toBe(sources.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is scanned without fail, and any bytes are a text or none', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (source) => {
        const { hrefs } = scan(source, { mdx: false });
        for (const { line } of hrefs) expect(line).toBeLessThanOrEqual(source.split(/\r\n|\n|\r/).length);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decode(bytes);
        if (decoded !== null) expect(decoded.text.includes('\0') || !decoded.text.isWellFormed()).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has names that every file system can hold, and paths that stay within', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        expect(segmentOf(safeName(raw, '.md'), '')).toEqual({ ok: safeName(raw, '.md') });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const clean = cleanPath(raw);
        if ('path' in clean)
          expect(clean.path.startsWith('/') || clean.path.split('/').some((part) => part === '..' || part === '')).toBe(false);
      }),
    );
  });
});

describe('what takes long elsewhere', () => {
  it.each([
    ['a page of ten megabytes', 'Nobody in Auckland should wait for [Berlin](berlin.md) to wake up. '.repeat(150_000)],
    ['a megabyte of brackets', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['a megabyte of links within links', '[a'.repeat(250_000) + '](b)'.repeat(125_000)],
    ['backticks of every length', Array.from({ length: 1_300 }, (_, index) => '`'.repeat(index)).join(' ')],
    [
      'backticks of every length beside a program',
      `import a from './a.png'\n\n${Array.from({ length: 1_300 }, (_, index) => '`'.repeat(index)).join(' ')}`,
    ],
    ['a fence of a megabyte', '`'.repeat(1_000_000)],
    ['braces beside a program', `import a from './a.png'\n\n${'<a b={{ '.repeat(110_000)}`],
    ['unfinished tags', '<a href="'.repeat(110_000)],
    ['unfinished titles', '[a](b "'.repeat(140_000)],
    ['unfinished comments', '<!-- '.repeat(200_000)],
    ['unfinished shortcodes', '{{< a '.repeat(170_000)],
    ['wiki links without an end', '[[a'.repeat(330_000)],
    ['a hundred thousand links', '[a](b.md)\n'.repeat(100_000)],
    ['a hundred thousand headings alike', '# a\n'.repeat(100_000)],
    ['quotes within quotes', `${'> '.repeat(300_000)}a`],
    ['front matter without an end', `---\n${'a: b\n'.repeat(200_000)}`],
  ])(
    '%s cost a bounded time',
    (_, source) => {
      const started = processorTime();
      scan(source, { mdx: true });
      expect(processorTime() - started).toBeLessThan(3_000);
    },
    20_000,
  );

  it.each([
    ['lists of TOML without an end', `+++\n${'a = [\n'.repeat(10_000)}+++\n`],
    ['a few lines of a long file, often', '{{#include ../long.txt:1:1}}\n'.repeat(20_000)],
    ['lists of snippets without an end', `--8<--\n${' x\n'.repeat(70_000)}`],
    ['comments without an end', '{% comment %}\n'.repeat(15_000)],
  ])(
    '%s cost a bounded time',
    async (_, source) => {
      const started = processorTime();
      const files = { 'book.toml': '', 'long.txt': 'words of a line\n'.repeat(16_000), 'src/a.md': source };
      await readSource(memorySource(files));
      expect(processorTime() - started).toBeLessThan(3_000);
    },
    20_000,
  );

  it('a hundred thousand files of nothing, and folders deeper than anybody looks', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`d${index % 300}/f${index}.${index % 50 === 0 ? 'md' : 'dat'}`, '']),
    );
    const started = processorTime();
    const { plan, counts } = await readSource(memorySource({ ...files, [`${'deep/'.repeat(60)}a.md`]: '# Deep' }));
    expect(processorTime() - started).toBeLessThan(10_000);
    expect(plan.pages.filter(({ file }) => file !== null)).toHaveLength(2_000);
    expect(counts).toMatchObject({ 'too-deep': 1 });
  }, 20_000);

  it('more pages and more text than an import may have are told, and the rest is read', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.md`, 'x'.repeat(100)]));
    const limits = {
      entries: 100,
      depth: 3,
      pageBytes: 99,
      fileBytes: 10,
      textBytes: 1_000,
      allBytes: 1_000,
      pages: 3,
      remarks: 100,
    };
    expect((await readSource(memorySource(files), { limits })).counts).toEqual({ 'too-large': 30 });
    expect((await readSource(memorySource(files), { limits: { ...limits, pageBytes: 100 } })).counts).toEqual({ 'too-many': 27 });
  });
});
