import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from './story.ts';

describe('a folder of Markdown', () => {
  it('becomes a tree in which a folder is the page that its index or its neighbour of the same name holds', async () => {
    const found = await read({
      'README.md': '# Welcome',
      'people/index.md': '# People',
      'people/hiring.md': '---\ntitle: How we hire\n---\n',
      'people/time-off.md': 'No heading here.',
      'work/on-call/night.md': '# At night',
      'work.md': '# Work',
    });
    expect(treeOf(found)).toEqual([
      'README “Welcome” README.md',
      'people “People” ./index.md',
      '  hiring “How we hire” hiring.md',
      '  time-off “Time off” time-off.md',
      'work “Work” work.md',
      '  on-call “On call” folder',
      '    night “At night” night.md',
    ]);
    expect(told(found)).toEqual([]);
  });

  it('keeps each href with the page or file that it leads to, and tells which lead nowhere, with their lines', async () => {
    const found = await read({
      'a/b.md': [
        '# B',
        '[up](../c.md#part-two) [same](../c) [folder](../d/) [root](/d/e.md) [html](../c.html) [here](#b)',
        '![dock](img/dock.png "The dock") ![gone](img/gone.png)',
        '[lost](nowhere.md) [away](https://northwind.example/x.md) [mail](mailto:a@northwind.example)',
        '`[code](code.md)` \\[no](no.md) <a href="../c.md">c</a>',
        '```',
        '[code](code.md)',
        '```',
        '[named] and [anchor](../c.md#nothing)',
        '',
        '[named]: <../d/e.md> "E"',
      ].join('\n'),
      'c.md': '# C\n\n## Part two\n',
      'd/e.md': '# E',
      'a/img/dock.png': new Uint8Array([1, 2, 3]),
      'a/img/unused.png': new Uint8Array([1]),
    });
    expect(linksOf(found, 'a/b.md')).toEqual({
      '../c.md': 'c',
      '../c': 'c',
      '../d/': 'd',
      '/d/e.md': 'd/e',
      '../c.html': 'c',
      'img/dock.png': 'file:a/img/dock.png',
      '../d/e.md': 'd/e',
    });
    expect(told(found)).toEqual([
      'broken-image a/b.md:3 img/gone.png',
      'broken-link a/b.md:4 nowhere.md',
      'missing-anchor a/b.md:9 ../c.md#nothing',
      'not-linked a/img/unused.png:null ',
    ]);
    expect(found.plan.files).toEqual([
      { key: 'file:a/img/dock.png', source: 'a/img/dock.png', name: 'dock.png', size: 3, under: 'a', path: 'img/dock.png' },
    ]);
    expect(found.plan.pages.find(({ source }) => source === 'a/b.md')?.broken).toEqual([
      'img/gone.png',
      'nowhere.md',
      '../c.md#nothing',
    ]);
  });

  it('follows what is linked in terms and in what they mean, several paragraphs down', async () => {
    const found = await read({
      'words.md':
        '# Words\n\n[Dock](dock.md)\n:   Where lorries stand.\n\n    See [the dock](dock.md#who "there"), and\n\n    - [the yard](yard.md)\n',
      'dock.md': '# Dock\n\n## Who :material-truck:\n',
    });
    expect(linksOf(found, 'words.md')).toEqual({ 'dock.md': 'dock' });
    expect(told(found)).toEqual(['broken-link words.md:8 yard.md']);
  });

  it('finds headings by the anchors that GitHub gives them, and says which was probably meant', async () => {
    const found = await read({
      'a.md':
        '# Was ist „neu“? 1.2\n\n## Über uns\n## Über uns\n## *What* `we` [do](b.md)\n\nUnder\n---\n\n[1](#was-ist-neu-12) [2](#%C3%BCber-uns) [3](#über-uns-1) [4](#what-we-do) [5](#under) [6](#Über_uns) [7](#own) [8](#set)\n<a id="own"></a>\n### x {#set}\n',
      'b.md': '',
    });
    expect(told(found)).toEqual(['missing-anchor a.md:10 #Über_uns (there is #über-uns)']);
  });

  it('reads UTF-16, Latin-1 and a byte order mark, and says what it guessed', async () => {
    const wide = new Uint8Array(Buffer.from('# Grüße\r\nZeile', 'utf16le'));
    const found = await read({
      'bom.md': new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from('---\ntitle: Mit Marke\n---\n')]),
      'latin.md': new Uint8Array(Buffer.from('# Caf\xe9 f\xfcr alle', 'latin1')),
      'wide.md': new Uint8Array([0xff, 0xfe, ...wide]),
      'bare.md': wide,
      'zero.md': 'a\n\nb\0c',
      'binary.md': new Uint8Array(Array.from({ length: 300 }, (_, index) => index % 7)),
    });
    expect(found.plan.pages.map(({ title }) => title).toSorted()).toEqual([
      'Café für alle',
      'Grüße',
      'Grüße',
      'Mit Marke',
      'Zero',
    ]);
    expect(await found.text('wide.md')).toBe('# Grüße\r\nZeile');
    expect(await found.text('zero.md')).toBe('a\n\nb\uFFFDc');
    expect(told(found)).toEqual([
      'encoding bare.md:null UTF-16 (little endian)',
      'unreadable binary.md:null it is no text',
      'encoding latin.md:null Latin-1 (Windows-1252), which is a guess: look at its special characters',
      'encoding wide.md:null UTF-16 (little endian)',
      'characters zero.md:3 1 character',
    ]);
  });

  it('keeps every text to the byte, CRLF and front matter included', async () => {
    const text = '---\r\ntitle:  "A"   # note\r\n---\r\n\r\n* one\r\n\t+ two  \r\n\r\n';
    expect(await (await read({ 'a.md': text })).text('a.md')).toBe(text);
  });

  it('gives a place of its own to whatever shares a name, and tells it', async () => {
    const found = await read({
      'a.md': '# 1',
      'a/index.md': '# 2',
      'a/README.md': '# 3',
      'A/b.md': '# 4',
      'con.md': '# 5',
      'a?.md': '# 6',
    });
    expect(treeOf(found).map((line) => line.replace(/ “.*/, ''))).toEqual(['_con', 'A', '  b', 'a.md', 'a 2', '  README', 'a-']);
    expect(told(found)).toEqual([
      'name-changed a?.md:null a-',
      'name-changed con.md:null _con',
      'case-only a/index.md:null a 2',
      'case-only a.md:null a.md',
    ]);
  });

  it('tells front matter that is no YAML, and imports the page', async () => {
    const found = await read({ 'a.md': '---\ntitle: [\nx: "\n---\n# A\n', 'b.md': '---\n\nA rule, no front matter.\n\n---\n' });
    expect(found.plan.pages.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(told(found)).toMatchObject([expect.stringMatching(/^front-matter a\.md:[234] /)]);
  });

  it('leaves out what is a draft there, and tells it', async () => {
    const found = await read({
      'a.md': '# A\n\n[b](b.md)\n',
      'b.md': '---\ndraft: true\n---\n# B\n',
      'c.md': '+++\ndraft = true\n+++\n# C\n',
      'd.md': '---\npublished: false\n---\n# D\n',
      'e.md': '---\ndraft: false\npublished: true\n---\n# E\n',
      '_drafts/f.md': '# F\n',
    });
    expect(found.plan.pages.map(({ title }) => title)).toEqual(['A', 'E']);
    expect(told(found)).toEqual([
      'draft _drafts/f.md:null ',
      'draft b.md:null ',
      'draft c.md:null ',
      'draft d.md:null ',
      'broken-link a.md:3 b.md',
    ]);
  });

  it('tells shortcodes, components and HTML that are not kept', async () => {
    const found = await read({
      'a.md':
        '# A\n\n{{< youtube abc >}}\n{{< team-list abc >}}\n{% include "x" %}\n{% hint style="info" %}\nx\n{% endhint %}\n\n<details><summary>s</summary></details>\n\n<iframe src="https://northwind.example"></iframe><SCRIPT>x</SCRIPT>\n',
      'b.mdx': 'import Tabs from \'@theme/Tabs\'\n\n# B\n\n<Tabs groupId="os">\n\nx\n\n</Tabs>\n',
    });
    expect(told(found)).toEqual([
      'shortcode a.md:4 {{team-list}}',
      'shortcode a.md:5 {% include %}',
      'html a.md:12 iframe, script',
      'component b.mdx:5 Tabs',
    ]);
  });

  it('tells nothing of an import whose component is shown, and what a page makes for itself', async () => {
    const found = await read({
      'a.mdx':
        "import { Note } from '../components'\nimport './a.css'\n\n# A\n\n<Note>Words.</Note>\n\nexport const team = ['Ines']\n",
    });
    expect(told(found)).toEqual(['component a.mdx:8 export']);
  });

  it('reads what is written in any script, and stays in order where numbers lead', async () => {
    const found = await read({
      '10-後.md': '# 後で',
      '2-先.md': '# 先に',
      'سياسة الإجازات.md': '# سياسة الإجازات\n[x](10-%E5%BE%8C.md)',
    });
    expect(found.plan.pages.map(({ title }) => title)).toEqual(['先に', '後で', 'سياسة الإجازات']);
    expect(linksOf(found, 'سياسة الإجازات.md')).toEqual({ '10-%E5%BE%8C.md': '10-後' });
  });

  it('leaves out programs’ folders and hidden ones, each told once', async () => {
    const found = await read({
      'a.md': '',
      '.github/x.md': '',
      '.github/y.md': '',
      'node_modules/z/readme.md': '',
      'docs.rst': 'x',
      'main.ts': '',
    });
    expect(found.plan.pages.map(({ name }) => name)).toEqual(['a']);
    expect(told(found)).toEqual([
      'hidden .github:null .github',
      'hidden node_modules:null node_modules',
      'not-markdown docs.rst:null reStructuredText',
    ]);
  });

  it('keeps as a file what is longer than a page may be, and leads there', async () => {
    const found = await read({
      'Team/README.md': '# Team\n\n[log](log.md)\n',
      'Team/log.md': 'x'.repeat(2_000_001),
      'Team/other.md': 'y'.repeat(2_000_001),
    });
    expect(found.plan.pages.map(({ name }) => name)).toEqual(['Team']);
    expect(linksOf(found, 'Team/README.md')).toEqual({ 'log.md': 'file:Team/log.md' });
    expect(found.plan.files.map(({ path }) => path).toSorted()).toEqual(['log.md', 'other.md']);
    expect(told(found)).toEqual([
      'as-file Team/log.md:null 2 million characters',
      'as-file Team/other.md:null 2 million characters',
    ]);
  });
});
