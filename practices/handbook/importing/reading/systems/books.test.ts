import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

const picture = new Uint8Array([1]);

describe('MyST', () => {
  it('the list of a Jupyter Book gives order and parts, and labels lead from page to page', async () => {
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      '_toc.yml':
        'format: jb-book\nroot: intro\nparts:\n  - caption: People\n    chapters:\n      - file: people/leave\n        sections:\n          - file: people/sick\n      - file: people/lost\n  - caption: Work\n    chapters:\n      - file: dock.md\n        title: Docking\n',
      'intro.md':
        '# Northwind\n\n{doc}`the dock <dock>`, {doc}`people/leave`, {ref}`ill <sick-days>`, {ref}`sick-days`, {ref}`nowhere`\n\n````{note}\n```{figure} img/dock.png\n:name: dock-picture\n\n[See](people/leave.md)\n```\n````\n\n[p](#dock-picture)\n',
      'people/leave.md':
        '# Leave\n\n```{warning} Ask\nBefore. [back](../intro.md)\n\n## Within\n```\n\n```{eval-rst}\n[no](no.md)\n```\n',
      'people/sick.md': '(sick-days)=\n# Sick days\n\n{ref}`the picture <dock-picture>` [x](leave.md#within)\n',
      'dock.md': '# The dock\n',
      'img/dock.png': picture,
    });
    expect(found.plan.systems).toEqual(['myst']);
    expect(treeOf(found)).toEqual([
      'intro “Northwind” intro.md',
      'people “People” folder',
      '  leave “Leave” leave.md',
      '    sick “Sick days” sick.md',
      'Work “Work” folder',
      '  dock “The dock” dock.md',
    ]);
    expect(linksOf(found, 'intro.md')).toEqual({
      dock: 'dock',
      'people/leave': 'people/leave',
      'people/leave/sick.md': 'people/sick',
      'img/dock.png': 'file:img/dock.png',
      'people/leave.md': 'people/leave',
    });
    expect(await found.text('intro.md')).toContain(
      '{ref}`ill <people/sick.md#sick-days>`, {ref}`sick days <people/sick.md#sick-days>`, {ref}`nowhere`',
    );
    expect(told(found)).toEqual([
      'shortcode people/leave.md:9 {eval-rst}',
      'broken-link _toc.yml:null people/lost',
      'missing-anchor intro.md:3 #nowhere',
    ]);
  });
});

describe('Docsify', () => {
  it('its sidebar gives order, its routes lead, and what pages include stands in them', async () => {
    const found = await read({
      'index.html': '<script>window.$docsify = {}</script>',
      'README.md':
        "# Northwind\n\n[a](#/people/leave?id=sick) [b](people/leave.md?id=nowhere) [c](/people/)\n\n[notice](_media/notice.md ':include')\n\n[code](dock.md ':include :type=code')\n",
      '_sidebar.md': '- [Home](/)\n- People\n  - [Leave](people/leave.md "Leave of all kinds")\n- [The dock](dock.md)\n',
      '_coverpage.md': '# Northwind\n\n> Ours\n',
      '_media/notice.md': 'Ask [first](dock.md).\n',
      'people/README.md': '# People\n',
      'people/leave.md': '# Leave\n\n## Sick\n',
      'dock.md': '# The dock\n\n?> Read *this*.\n',
    });
    expect(found.plan.systems).toEqual(['docsify']);
    expect(treeOf(found)).toEqual([
      'README “Northwind” README.md',
      'people “People” ./README.md',
      '  leave “Leave” leave.md',
      'dock “The dock” dock.md',
    ]);
    expect(linksOf(found, 'README.md')).toEqual({
      '/people/leave': 'people/leave',
      'people/leave.md': 'people/leave',
      '/people/': 'people',
      'dock.md': 'dock',
    });
    expect(await found.text('README.md')).toContain('Ask [first](dock.md).');
    expect(told(found)).toEqual([
      'piece _media/notice.md:null ',
      'not-markdown index.html:null HTML',
      'missing-anchor README.md:3 people/leave.md#nowhere',
    ]);
  });
});

describe('Quarto', () => {
  it('the sidebar of a website gives order and parts, and its pages are Markdown', async () => {
    const found = await read({
      '_quarto.yml':
        'project:\n  type: website\nwebsite:\n  site-url: https://handbook.northwind.example\n  sidebar:\n    contents:\n      - index.qmd\n      - section: "**People**"\n        contents: people/*\n      - text: Docking\n        href: dock.qmd\n      - text: Away\n        href: https://northwind.example\n      - lost.qmd\n',
      'index.qmd':
        '---\ntitle: Northwind\n---\n\n[a](people/leave.qmd#sick) [b](https://handbook.northwind.example/dock.html)\n\n{{< include _notice.qmd >}}\n\n{{< video https://northwind.example/x >}}\n\n::: {.callout-note}\n## Read\n[d](dock.qmd)\n:::\n',
      '_notice.qmd': 'Ask first.\n',
      'people/index.qmd': '# People\n',
      'people/leave.qmd': '# Leave {#sec-leave}\n\n## Sick\n\n```{r}\nplot(1)\n```\n',
      'dock.qmd': '# The dock\n',
    });
    expect(found.plan.systems).toEqual(['quarto']);
    expect(treeOf(found)).toEqual([
      'index “Northwind” index.md',
      'people “People” ./index.md',
      '  leave “Leave” leave.md',
      'dock “The dock” dock.md',
    ]);
    expect(await textHere(found, 'index.qmd')).toBe(
      '---\ntitle: Northwind\n---\n\n[a](people/leave.md#sick) [b](https://handbook.northwind.example/dock.html)\n\nAsk first.\n\n{{< video https://northwind.example/x >}}\n\n::: {.callout-note}\n## Read\n[d](dock.md)\n:::\n',
    );
    expect(linksOf(found, 'index.qmd')).toEqual({
      'people/leave.md': 'people/leave',
      'https://handbook.northwind.example/dock.html': 'dock',
      'dock.md': 'dock',
    });
    expect(told(found)).toEqual([
      'piece _notice.qmd:null ',
      'shortcode index.qmd:9 {{video}}',
      'broken-link _quarto.yml:null lost.qmd',
    ]);
  });
});

it('Logseq: blocks that are named by their ids are links with what they say, and ids that nobody has stay', async () => {
  const [sick, lost] = ['64b1a2c3-1111-4222-8333-444455556666', '64b1a2c3-9999-4222-8333-444455556666'];
  const found = await read({
    'logseq/config.edn': '{:meta/version 1}',
    'pages/Leave.md': `- ## Sick *days*\n  id:: ${sick}\n\t- Say it.\n- See ((${sick}))\n`,
    'pages/Dock.md': `- As in ((${sick})), [there](((${sick}))) {{embed ((${sick}))}} ((${lost}))\n`,
  });
  expect(await found.text('pages/Dock.md')).toBe(
    `- As in [Sick days](Leave.md#${sick}), [there](Leave.md#${sick}) [Sick days](Leave.md#${sick}) ((${lost}))\n`,
  );
  expect(await found.text('pages/Leave.md')).toContain(`- See [Sick days](#${sick})\n`);
  expect(linksOf(found, 'pages/Dock.md')).toEqual({ 'Leave.md': 'pages/Leave' });
  expect(told(found)).toEqual([`broken-link pages/Dock.md:1 ((${lost}))`]);
});
