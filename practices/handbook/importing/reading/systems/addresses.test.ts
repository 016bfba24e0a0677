import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told } from '../story.ts';

const picture = new Uint8Array(3);

describe('addresses as other systems write them', () => {
  it('of the handbook’s own site and repository, which nobody says, lead to its pages; others of it lead there', async () => {
    const found = await read({
      'SUMMARY.md': '* [Home](README.md)\n* [Pay](people/pay.md)\n* [Leave](people/leave.md)\n* [Rota](eng/rota.md)\n',
      'README.md': [
        '# Home\n',
        '[a](https://handbook.northwind.example/people/pay) [b](https://handbook.northwind.example/people/leave#sick)',
        '[c](https://handbook.northwind.example/eng/rota/) [d](https://handbook.northwind.example/eng/old)',
        '[e](https://github.com/northwind/handbook/blob/main/people/pay.md) [f](https://github.com/northwind/handbook/blob/main/people/leave.md)',
        '[g](https://www.northwind.example/people) [h](https://github.com/northwind/app/blob/main/README.md)',
      ].join('\n'),
      'people/pay.md': '# Pay\n',
      'people/leave.md': '# Leave\n\n## Sick\n',
      'eng/rota.md': '# Rota\n',
    });
    expect(linksOf(found, 'README.md')).toEqual({
      'https://handbook.northwind.example/people/pay': 'people/pay',
      'https://handbook.northwind.example/people/leave': 'people/leave',
      'https://handbook.northwind.example/eng/rota/': 'eng/rota',
      'https://github.com/northwind/handbook/blob/main/people/pay.md': 'people/pay',
      'https://github.com/northwind/handbook/blob/main/people/leave.md': 'people/leave',
    });
    expect(told(found)).toEqual([]);
  });

  it('Notion: what a property names, in the row’s page and in the table, is a link, with parentheses in its name too', async () => {
    const [home, raj, ines] = ['0', '1', '2'].map((one) => one.repeat(32));
    const found = await read({
      [`Team ${home}.csv`]: `Name,Manager\n"Ines","Raj | (ops) (Team/Raj%20(ops)%20${raj}.md), Ines (Team/Ines%20${ines}.md)"\n`,
      [`Team/Raj (ops) ${raj}.md`]: '# Raj (ops)\n',
      [`Team/Ines ${ines}.md`]: `# Ines\n\nRole: Engineer\nManager: Raj (ops) (Raj%20(ops)%20${raj}.md)\n\nHello.\n`,
    });
    expect(await textHere(found, `Team ${home}.md`)).toContain(
      '| [Ines](<Team/Ines.md>) | [Raj \\| (ops)](<Team/Raj%20%28ops%29.md>), [Ines](<Team/Ines.md>) |',
    );
    expect(await textHere(found, `Team/Ines ${ines}.md`)).toBe(
      '# Ines\n\n- **Role:** Engineer\n- **Manager:** [Raj (ops)](Raj%20%28ops%29.md)\n\nHello.\n',
    );
    expect(Object.values(linksOf(found, `Team ${home}.md`) ?? {})).toEqual([
      `notion:${ines}`,
      `notion:${raj}`,
      `file:Team ${home}.csv`,
    ]);
  });

  it('Notion: looks for what a property names once, however long its words are', async () => {
    const id = '0'.repeat(32);
    const begun = performance.now();
    await read({ [`Ines ${id}.md`]: `# Ines\n\nRole: ${`a (${'b'.repeat(990)} `.repeat(200)}\nTeam: Dock\n\n` });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('MkDocs: in tabs and notes of several paragraphs', async () => {
    const found = await read({
      'mkdocs.yml': 'site_name: Northwind\n',
      'docs/index.md':
        '# Home\n\n=== "Mac"\n\n    [a](a.md)\n\n    ![dock](img/dock.png)\n\n!!! note\n\n    [b](b.md)\n\n??? tip "More"\n\n    [c](c.md)\n\nText.\n\n    [code](nowhere.md)\n',
      'docs/a.md': '# A',
      'docs/b.md': '# B',
      'docs/c.md': '# C',
      'docs/img/dock.png': picture,
    });
    expect(linksOf(found, 'docs/index.md')).toEqual({
      'a.md': 'docs/a',
      'img/dock.png': 'file:docs/img/dock.png',
      'b.md': 'docs/b',
      'c.md': 'docs/c',
    });
    expect(told(found)).toEqual([]);
  });

  it('Obsidian: links in Markdown name a note or a picture wherever it lies', async () => {
    const found = await read({
      '.obsidian/app.json': '{"useMarkdownLinks":true}',
      'Home.md': '[l](Leave.md) [s](Leave.md#Sick%20days) ![](Pasted%20image%2020240102.png) [n](Nobody.md)',
      'People/Leave.md': '# Leave\n\n## Sick days\n',
      'attachments/Pasted image 20240102.png': picture,
    });
    expect(linksOf(found, 'Home.md')).toEqual({
      'Leave.md': 'People/Leave',
      'Pasted%20image%2020240102.png': 'file:attachments/Pasted image 20240102.png',
    });
    expect(told(found)).toEqual([
      'missing-anchor Home.md:1 Leave.md#Sick%20days (there is #sick-days)',
      'broken-link Home.md:1 Nobody.md',
    ]);
  });

  it('a slash alone leads to the first page, and so does what the site is shown below', async () => {
    const plain = await read({ 'README.md': '# Top', 'people/leave.md': '# Leave\n[home](/)' });
    expect(linksOf(plain, 'people/leave.md')).toEqual({ '/': 'README' });
    const below = await read({
      '_index.md': '# Handbook',
      'people/_index.md':
        '# People\n[a](/handbook/) [b](/handbook) [c](/handbook/#top) [l](/handbook/people/leave/) [p](/handbook/people/) [t](/handbook/tasks/) [site](/)',
      'people/leave.md': '# Leave',
      'tasks.md': '# Tasks',
    });
    expect(linksOf(below, 'people/_index.md')).toEqual({
      '/handbook/': '_index',
      '/handbook': '_index',
      '/handbook/people/leave/': 'people/leave',
      '/handbook/people/': 'people',
      '/handbook/tasks/': 'tasks',
    });
    expect(told(below)).toEqual(['broken-link people/_index.md:2 /']);
  });

  it('Hugo: references in tags, in definitions, with titles and by name', async () => {
    const found = await read({
      'hugo.toml': "baseURL = 'https://northwind.example/'",
      'content/_index.md':
        '# Home\n\n<a class="btn" href="{{< ref "/people/a" >}}">a</a> <a href=\'{{% relref "people/b.md" %}}#top\'>b</a> [c]({{< ref "c.md#more" >}} "More") [d]({{< relref path="d.md" lang="en" >}}) [e][e]\n\n[e]: {{< ref "people/e" >}}\n[f]: {{< ref "people/f" >}} "F"\n',
      ...Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`content/people/${name}.md`, `# ${name}\n\n## Top\n\n## More\n`]),
      ),
    });
    expect(Object.values(linksOf(found, 'content/_index.md') ?? {})).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `content/people/${name}`),
    );
    expect(told(found)).toEqual([]);
  });

  it('Docusaurus: an id below a folder with a number, and files by pathname://', async () => {
    const found = await read({
      'docusaurus.config.js': "module.exports = { baseUrl: '/' };",
      'docs/intro.md': '# Intro\n[a](/docs/people/away) [b](people/away) [c](pathname:///form.pdf)',
      'docs/01-people/02-leave.md': '---\nid: away\n---\n# Leave',
      'static/form.pdf': picture,
    });
    expect(linksOf(found, 'docs/intro.md')).toEqual({
      '/docs/people/away': 'docs/01-people/02-leave',
      'people/away': 'docs/01-people/02-leave',
      'pathname:///form.pdf': 'file:static/form.pdf',
    });
  });

  it('GitBook: a picture for the dark, and the one above a page', async () => {
    const found = await read({
      'SUMMARY.md': '* [Home](README.md)\n',
      'README.md':
        '---\ncover: .gitbook/assets/cover.png\n---\n\n# Home\n\n<picture><source srcset=".gitbook/assets/dark.png 1x, .gitbook/assets/large.png 2x" media="(prefers-color-scheme: dark)"><img src=".gitbook/assets/light.png" alt=""></picture>\n',
      ...Object.fromEntries(['cover', 'dark', 'large', 'light'].map((name) => [`.gitbook/assets/${name}.png`, picture])),
    });
    expect(found.plan.files.map(({ source }) => source.slice(16)).toSorted()).toEqual([
      'cover.png',
      'dark.png',
      'large.png',
      'light.png',
    ]);
    expect(told(found)).toEqual(['html README.md:7 source']);
  });

  it('tells each file that is left out, archives too, and no list of Notion’s that a page stands for', async () => {
    const id = '0123'.repeat(8);
    const found = await read({
      'old.zip': picture,
      [`Tasks ${id}.csv`]: 'Name\nPack\n',
      [`Tasks ${id}_all.csv`]: 'Name\nPack\nShip\n',
      'Home aaaabbbbccccddddaaaabbbbccccdddd.md': `# Home\n[Tasks](Tasks%20${id}.csv)`,
    });
    expect(told(found)).toEqual([`made Tasks ${id}_all.csv:null the database Tasks`, 'not-linked old.zip:null ']);
  });
});

it('Jekyll: what it fills in leads to pages, posts and pictures', async () => {
  const found = await read({
    '_config.yml': 'url: https://northwind.example\nbaseurl: /handbook\n',
    'index.md':
      '[a]({% link _docs/leave.md %}#top) [b]({{ site.baseurl }}/docs/leave/) ![c]({{ "/assets/dock.png" | relative_url }}) [d]({% post_url 2024-01-02-dock %})\n\n<img src="{{ page.picture }}"> [out](https://northwind.example.org/{id})\n',
    '_docs/leave.md': '---\npermalink: /docs/leave/\n---\n# Leave\n',
    '_posts/2024-01-02-dock.md': '# Dock\n',
    'assets/dock.png': picture,
  });
  expect(linksOf(found, 'index.md')).toEqual({
    '/_docs/leave.md': '_docs/leave',
    '/docs/leave/': '_docs/leave',
    '/assets/dock.png': 'file:assets/dock.png',
    '/_posts/2024-01-02-dock.md': '_posts/2024-01-02-dock',
  });
  expect(told(found)).toEqual(['computed index.md:3 {{ page.picture }}']);
});

it('anchors that a page gives in braces, as MkDocs, kramdown, Pandoc and MyST write them, are there', async () => {
  const ways = [
    '## A {#a1}',
    '## B { #b1 }',
    '## C {: #c1 .x }',
    '## D {.x #d1 key="v w"} ##',
    'E { #e1 }\n---------',
    '## F\n{: #f1}',
    '(g1)=\n## G',
    '[](){ #h1 }',
    '![picture](https://northwind.example/a.png){: #i1 width="300" }',
    '> ## J { #j1 }',
    '## K {/* #k1 */}',
  ];
  const anchors = 'abcdefghijk'.split('').map((one) => `${one}1`);
  const found = await read({
    'a.md': ways.join('\n\n'),
    'b.md': [...anchors, 'none'].map((one) => `[x](a.md#${one})`).join('\n'),
  });
  expect(told(found)).toEqual(['missing-anchor b.md:12 a.md#none']);
});

it('front matter: its pictures and files come along, and what leads nowhere, here or there, is told with its line', async () => {
  const found = await read({
    'SUMMARY.md': '# Summary\n\n* [Next](next.md)\n\n## Guides\n\n* [Start](start.md)\n',
    'start.md':
      '---\ntitle: Start\npermalink: /start.png\ncover: img/dock.png\nhero:\n  image:\n    src: /img/gone.png\n  actions:\n    - link: /next\n    - link: /nowhere/\nnext: ./next.md\nprev: lost.md\nform: files/form.pdf\nimage: https://northwind.example/a.png\nteaser: teaser.png\nlayout: page.md\n---\n# Start\n',
    'next.md': '# Next',
    'img/dock.png': picture,
    'files/form.pdf': picture,
    'assets/images/teaser.png': picture,
  });
  expect(found.plan.files.map(({ source }) => source)).toEqual(['img/dock.png', 'files/form.pdf', 'assets/images/teaser.png']);
  expect(told(found)).toEqual([
    'broken-image start.md:7 /img/gone.png',
    'broken-link start.md:10 /nowhere/',
    'broken-link start.md:12 lost.md',
    'front-address start.md:4 img/dock.png (here ../img/dock.png)',
    'front-address start.md:11 ./next.md (here ../next.md)',
    'front-address start.md:13 files/form.pdf (here ../files/form.pdf)',
  ]);
});
