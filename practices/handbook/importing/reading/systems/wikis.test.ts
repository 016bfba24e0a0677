import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

const picture = new Uint8Array(3);

describe('wikis and notes', () => {
  it('GitHub: words before the bar, dashes for spaces, and the order of its sidebar', async () => {
    const found = await read({
      'Home.md': '[[Leave Policy]] [[words|Leave-Policy#sick]] [[images/dock.png]] [x](Leave-Policy)\n',
      'Leave-Policy.md': '# Leave\n\n## Sick\n\n[[Home]] [[Nobody|Nowhere]]\n',
      'About.md': '# About\n',
      '_Sidebar.md': '* [[Home]]\n* [[Leave|Leave-Policy]]\n* [About](About)\n',
      'images/dock.png': picture,
    });
    expect(treeOf(found)).toEqual(['Home “Home” Home.md', 'Leave-Policy “Leave” Leave-Policy.md', 'About “About” About.md']);
    expect(linksOf(found, 'Home.md')).toEqual({
      '[[Leave Policy]]': 'Leave-Policy',
      '[[Leave-Policy]]': 'Leave-Policy',
      '[[images/dock.png]]': 'file:images/dock.png',
      'Leave-Policy': 'Leave-Policy',
    });
    expect(told(found)).toEqual(['broken-link Leave-Policy.md:5 Nobody']);
  });

  it('Dendron: dots are folders, and pictures lie in the vault', async () => {
    const found = await read({
      'dendron.yml': 'version: 5\n',
      'vault/people.md': '---\ntitle: People\n---\n',
      'vault/people.leave.md': '---\ntitle: Leave\n---\n[[people]] [[Pay|people.leave.pay]] ![](/assets/images/dock.png)\n',
      'vault/people.leave.pay.md': '# Pay\n',
      'vault/eng.on-call.md': '# On call\n',
      'vault/assets/images/dock.png': picture,
    });
    expect(treeOf(found)).toEqual([
      'vault “Vault” folder',
      '  on-call “On call” on-call.md',
      '  people “People” people.md',
      '    leave “Leave” leave.md',
      '      pay “Pay” pay.md',
    ]);
    expect(told(found)).toEqual([]);
  });

  it('Logseq: dates, other names, and none of its own copies', async () => {
    const found = await read({
      'logseq/config.edn': '{}',
      'logseq/bak/pages/Team/old.md': 'old',
      'pages/Team.md': 'alias:: crew, the team\n\n- [[Jan 2nd, 2024]] [[2024-01-02]]\n',
      'journals/2024_01_02.md': '- [[crew]] [[the team]]\n',
    });
    expect(found.plan.pages.map(({ source }) => source)).not.toContain('logseq/bak/pages/Team/old.md');
    expect(told(found)).toEqual(['hidden logseq/bak:null logseq/bak']);
  });

  it('Logseq: titles and tags of its pages, and dates as they are written', async () => {
    const found = await read({
      'logseq/config.edn': '{}',
      'pages/Hiring.md': 'title:: Hiring people\nalias:: Recruiting, [[Talent]]\ntags:: #ops, [[People]]\n\n- # First\n',
      'pages/Pay.md': '- [[Talent]] [[hiring people]] [[2024-01-02]]\n',
      'pages/Plain.md': '- key:: value\n',
      'journals/2024_01_02.md': '- day\n',
    });
    expect(treeOf(found)).toEqual([
      'journals “Journals” folder',
      '  2024_01_02 “2024-01-02” 2024_01_02.md',
      'pages “Pages” folder',
      '  Hiring “Hiring people” Hiring.md',
      '  Pay “Pay” Pay.md',
      '  Plain “Plain” Plain.md',
    ]);
    expect(await textHere(found, 'pages/Hiring.md')).toBe(
      '---\ntitle: "Hiring people"\nalias: ["Recruiting","Talent"]\ntags: ["ops","People"]\n---\n\n- # First\n',
    );
    expect(await textHere(found, 'pages/Plain.md')).toBe('- key:: value\n');
    expect(told(found)).toEqual([]);
  });

  it('Obsidian: a link to a paragraph leads to it', async () => {
    const found = await read({
      '.obsidian/app.json': '{}',
      'Home.md': '[[Leave#^abc123]] [[Leave#^none99]]\n',
      'Leave.md': 'Words. ^abc123\n\nAnd 2 ^3\n',
    });
    expect(told(found)).toEqual(['missing-anchor Home.md:1 Leave#^none99']);
  });

  it('Obsidian: a paragraph of the same page, and the note of a folder', async () => {
    const found = await read({
      '.obsidian/app.json': '{}',
      'People/People.md': 'Words ^abc123\n\n[[#^abc123]] [[#^none99]] [[#People#Pay bands]]\n\n# People\n## Pay bands\n',
      'People/Leave.md': '# Leave\n',
    });
    expect(treeOf(found)).toEqual(['People “People” ./People.md', '  Leave “Leave” Leave.md']);
    expect(told(found)).toEqual(['missing-anchor People/People.md:3 #^none99']);
  });

  it('Wiki.js: pictures with a size, addresses with a language', async () => {
    const front = '---\ntitle: Home\npublished: true\neditor: markdown\n---\n';
    const found = await read({
      'home.md': `${front}[a](/en/people/leave) [b](/people/leave) ![dock](/dock.png =300x) ![c](<a b.png> =30%x20)\n\n> Info\n{.is-info}\n\n[[toc]]\n`,
      'people/leave.md': '# Leave\n',
      'dock.png': picture,
      'a b.png': picture,
    });
    expect(Object.keys(linksOf(found, 'home.md') ?? {})).toEqual(['/en/people/leave', '/people/leave', '/dock.png', 'a b.png']);
    expect(told(found)).toEqual([]);
  });
});

describe('sites', () => {
  it('VitePress: public files, and pieces that it would put in are told', async () => {
    const found = await read({
      'docs/.vitepress/config.mts': "export default { base: '/h/' }",
      'docs/index.md': '![a](/logo.png)\n\n[[toc]]\n\n<!--@include: ./pay.md-->\n\n<<< @/a.js\n',
      'docs/public/logo.png': picture,
    });
    expect(Object.values(linksOf(found, 'docs/index.md') ?? {})).toEqual(['file:docs/public/logo.png']);
    expect(told(found)).toEqual(['shortcode docs/index.md:5 <!--@include-->', 'shortcode docs/index.md:7 <<<']);
  });

  it('VuePress: public files lie in its hidden folder', async () => {
    const found = await read({
      'docs/.vuepress/config.js': 'module.exports = {}',
      'docs/README.md': '# Home\n\n![a](/logo.png)\n',
      'docs/.vuepress/public/logo.png': picture,
    });
    expect(told(found)).toEqual([]);
    expect(found.plan.files.map(({ source }) => source)).toEqual(['docs/.vuepress/public/logo.png']);
  });

  it('Jekyll: addresses with what the site is shown below, and its templates are no pages', async () => {
    const found = await read({
      '_config.yml': 'url: https://h.example\nbaseurl: /h\n',
      'index.md': '![a](/h/dock.png) [b](/h/leave.html)\n',
      'leave.md': '# Leave\n',
      'dock.png': picture,
      '_layouts/home.html': '<html>',
      'about.html': '<p>',
    });
    expect(told(found)).toEqual(['not-markdown about.html:null HTML']);
  });

  it('mdBook: redirects, and pieces that it would put in are told', async () => {
    const found = await read({
      'book.toml': '[output.html.redirect]\n"/old.html" = "/people/leave.html"\n"people/older.html" = "leave.html"\n',
      'src/SUMMARY.md': '- [Leave](people/leave.md)\n',
      'src/people/leave.md': '# Leave\n\n{{#include ../a.rs:2}}\n\n[x](/old.html)\n',
    });
    expect(found.plan.pages.find(({ source }) => source === 'src/people/leave.md')?.formerly).toEqual(
      expect.arrayContaining(['src/old', 'src/people/older']),
    );
    expect(told(found)).toEqual(['shortcode src/people/leave.md:3 {{#include}}']);
  });

  it('Sphinx with MyST: what only its program does is told, and its pictures come along', async () => {
    const found = await read({
      'index.md':
        '# Home\n\n```{figure} img/dock.png\n:alt: Dock\n```\n\n```{toctree}\nleave\n```\n\n[sick](leave.md#sick-days)\n',
      'leave.md': '(sick-days)=\n# Leave\n\n```js\n{a}\n```\n',
      'img/dock.png': picture,
      'api.rst': 'API\n===\n',
    });
    expect(told(found)).toEqual(['not-markdown api.rst:null reStructuredText', 'shortcode index.md:7 {toctree}']);
    expect(found.plan.files.map(({ source }) => source)).toEqual(['img/dock.png']);
  });
});
