import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told } from '../story.ts';

describe('what only the other system knows', () => {
  it('Outline: a page that is mentioned is found by its title, or told', async () => {
    const found = await read({
      'People/Start.md':
        '@[Sick leave](mention://a1/document/b2) @[Gone](mention://a1/document/c3) @[Ines Prado](mention://a1/user/d4)\n',
      'People/Sick leave.md': '# Sick leave\n',
      'People/uploads/a/b/c.png': new Uint8Array([1]),
    });
    expect(linksOf(found, 'People/Start.md')).toEqual({ 'mention://a1/document/b2': 'People/Sick leave' });
    expect(told(found)).toEqual([
      'broken-link People/Start.md:1 mention://a1/document/c3',
      'not-linked People/uploads/a/b/c.png:null ',
    ]);
  });

  it('Outline: its anchors become those of the headings here', async () => {
    const found = await read({
      'People/Start.md':
        '## How *we* do it?\n\n[a](#h-how-we-do-it) [b](Sick%20leave.md#h-abroad) [c](/doc/sick-leave-Ab3dEf6hIj#h-no) [d](#how-we-do-it)\n',
      'People/Sick leave.md': '# Sick leave\n\n## Abroad\n',
      'People/uploads/a/b/c.txt': 'x',
    });
    expect(await textHere(found, 'People/Start.md')).toBe(
      '## How *we* do it?\n\n[a](#how-we-do-it) [b](Sick%20leave.md#abroad) [c](/doc/sick-leave-Ab3dEf6hIj#h-no) [d](#how-we-do-it)\n',
    );
    expect(told(found)).toEqual([
      'missing-anchor People/Start.md:3 /doc/sick-leave-Ab3dEf6hIj#h-no',
      'not-linked People/uploads/a/b/c.txt:null ',
    ]);
  });

  it('Obsidian: what its programs answer is told', async () => {
    const found = await read({
      '.obsidian/app.json': '{}',
      'Home.md': '# Home\n\n```dataview\nTABLE x\n```\n\n```tasks\nnot done\n```\n\n```sql\nselect\n```\n',
    });
    expect(told(found)).toEqual(['shortcode Home.md:3 dataview', 'shortcode Home.md:7 tasks']);
  });

  it('Jekyll: posts have the addresses that the site gives them', async () => {
    const posts = {
      '_posts/2024-01-02-hello.md': '---\ncategories: [News]\n---\nHello.\n',
      'ops/_posts/2024-03-04-away.md': 'Away.\n',
    };
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      'index.md': '[a](/news/2024/01/02/hello.html) [b](/nowhere/hello.html)',
      ...posts,
    });
    expect(linksOf(found, 'index.md')).toEqual({ '/news/2024/01/02/hello.html': '_posts/2024-01-02-hello' });
    const own = await read({
      '_config.yml': 'permalink: /blog/:year/:i_month/:title/\n',
      'index.md': '[a](/blog/2024/1/hello)',
      ...posts,
    });
    expect(linksOf(own, 'index.md')).toEqual({ '/blog/2024/1/hello': '_posts/2024-01-02-hello' });
  });

  it('mdBook’s redirects that lead elsewhere are no fault, and lists of names are no files that nobody links to', async () => {
    const found = await read({
      'book.toml': '[output.html.redirect]\n"/a.html" = "https://northwind.example/"\n"/b.html" = "one.html"\n',
      'src/SUMMARY.md': '- [One](one.md)\n',
      'src/one.md': '# One\n',
      'src/.pages': 'nav: [one.md]\n',
    });
    expect(told(found)).toEqual([]);
  });
});
