import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

describe('what pages take in by the path of a file', () => {
  it('mdBook: stands where they say so, by lines and by name, in code, too; what is not there is told', async () => {
    const found = await read({
      'book.toml': '[book]\ntitle = "Northwind"\n',
      'src/SUMMARY.md': '# Summary\n\n- [Start](start.md)\n- [Pay](people/pay.md)\n',
      'src/start.md':
        '{{#title Another}}\n\n# Start\n\n{{#include people/pay.md}}\n\nIt is {{#include ../VERSION}}.\n\n- in\n  ```rust\n  {{#include ../main.rs:2:3}}\n  ```\n\n```rust\n{{#rustdoc_include ../main.rs:last}}\n```\n\n\\{{#include stays.md}}\n\n```\n{{#include gone.rs}}\n```\n\n{{#playground ../main.rs:last editable}}\n',
      'src/people/pay.md': '# Pay\n\n[dock](dock.md)\n',
      'src/people/dock.md': '# Dock\n',
      VERSION: '1.2\n',
      'main.rs': 'fn a() {}\nfn b() {}\nfn c() {}\n// ANCHOR: last\nfn d() {}\n// ANCHOR_END: last\nfn e() {}\n',
    });
    expect(await found.text('src/start.md')).toBe(
      '\n\n# Start\n\n# Pay\n\n[dock](dock.md)\n\nIt is 1.2.\n\n- in\n  ```rust\n  fn b() {}\n  fn c() {}\n  ```\n\n```rust\nfn d() {}\n```\n\n\\{{#include stays.md}}\n\n```\n{{#include gone.rs}}\n```\n\n```rs\nfn d() {}\n```\n',
    );
    expect(linksOf(found, 'src/start.md')).toEqual({ 'dock.md': 'src/people/dock' });
    expect(told(found)).toEqual(['shortcode src/start.md:24 {{#include}}']);
    expect(treeOf(found)).toContain('  people “People” folder');
  });

  it('MkDocs: from wherever it counts, by lines and by name, and several at once', async () => {
    const found = await read({
      'mkdocs.yml': 'site_name: Northwind\n',
      'docs/index.md':
        '# Start\n\n!!! note\n    --8<-- "part.md"\n\n```py\n--8<-- "main.py:last"\n```\n\n--8<--\npart.md\nlost.md\n--8<--\n\n--8<-- "main.py:1:2"\n',
      'snips/part.md': 'One\n\nTwo\n',
      'code/main.py': 'a = 1\nb = 2\n# --8<-- [start:last]\nc = 3\n# --8<-- [end:last]\n',
    });
    expect(await found.text('docs/index.md')).toBe(
      '# Start\n\n!!! note\n    One\n\n    Two\n\n```py\nc = 3\n```\n\nOne\n\nTwo\n\n--8<-- "lost.md"\n\na = 1\nb = 2\n',
    );
    expect(told(found)).toEqual(['shortcode docs/index.md:16 --8<--']);
  });

  it('MkDocs: every page has what it uses of the words that are explained for all', async () => {
    const found = await read({
      'mkdocs.yml':
        'markdown_extensions:\n  - abbr\n  - pymdownx.emoji:\n      emoji_index: !!python/name:a.b\n  - pymdownx.snippets:\n      auto_append:\n        - includes/words.md\n',
      'includes/words.md': '*[PTO]: Paid time off\n*[HR]: Human resources\n[dock]: /dock.md\n',
      'docs/a.md': '# A\n\nAsk for PTO at the [dock].\n',
      'docs/dock.md': '# Dock\n',
    });
    expect(await found.text('docs/a.md')).toBe('# A\n\nAsk for PTO at the [dock].\n\n[dock]: /dock.md\n*[PTO]: Paid time off\n');
    expect(await found.text('docs/dock.md')).toBe('# Dock\n');
    expect(linksOf(found, 'docs/a.md')).toEqual({ '/dock.md': 'docs/dock' });
    expect(told(found)).toEqual(['piece includes/words.md:null ']);
  });

  it('VitePress: parts of pages, and files as code', async () => {
    const found = await read({
      '.vitepress/config.ts': 'export default { }\n',
      'index.md': '<!--@include: ./parts/part.md{1,1}-->\n\n<<< @/main.js#last{1} [It]\n\n<<< ./gone.js\n',
      'parts/part.md': 'One [a](a.md)\n\nTwo\n',
      'parts/a.md': '# A\n',
      'main.js': 'let a\n// #region last\nlet b\n// #endregion last\n',
    });
    expect(await found.text('index.md')).toBe('One [a](a.md)\n\n```js [It]\nlet b\n```\n\n<<< ./gone.js\n');
    expect(linksOf(found, 'index.md')).toEqual({ 'a.md': 'parts/a' });
    expect(told(found)).toEqual(['shortcode index.md:7 <<<']);
  });

  it('Docusaurus: partials that are imported with more than themselves; their addresses count from where they are', async () => {
    const found = await read({
      'docusaurus.config.js': 'module.exports = {};\n',
      'docs/a/index.mdx': "import Snip, {toc as snip} from '../parts/_snip.mdx';\n\n<Snip />\n",
      'docs/parts/_snip.mdx': '[b](b.md)\n',
      'docs/parts/b.md': '# B\n',
    });
    expect(await found.text('docs/a/index.mdx')).toBe('\n\n[b](b.md)\n');
    expect(linksOf(found, 'docs/a/index.mdx')).toEqual({ 'b.md': 'docs/parts/b' });
    expect(told(found)).toEqual(['piece docs/parts/_snip.mdx:null ']);
  });
});
