import { expect, describe, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

describe('the ways of other systems', () => {
  it('GitBook: SUMMARY.md gives order, parts and nesting; .gitbook.yaml redirects', async () => {
    const found = await read({
      '.gitbook.yaml': 'root: ./docs/\nredirects:\n  old/start: guides/start.md\n  dead: gone.md\n',
      'docs/SUMMARY.md':
        '# Summary\n\n* [Welcome](README.md)\n* [Zebra](zebra.md)\n  * [Stripes](stripes.md)\n* [Not written](later.md)\n  * [Lonely](lonely.md)\n\n## Guides\n\n* [Start](guides/start.md)\n* [Ahead](guides/ahead.md "x")\n\n## Mixed & more\n\n* [Lone](lone.md)\n* [Only a title]()\n  * [Deep](a/deep.md)\n\n***\n\n* [Last](last.md)\n',
      'docs/last.md': '# Last',
      'docs/README.md': '# Welcome',
      'docs/zebra.md':
        '# Zebra\n\n{% content-ref url="lone.md" %}\n[lone.md](lone.md)\n{% endcontent-ref %}\n![](.gitbook/assets/dock.png)\n\n{% page-ref page="guides/start.md" %}\n\n{% file src=".gitbook/assets/rota.pdf" %}\n',
      'docs/stripes.md': '# Stripes',
      'docs/lonely.md': '# Lonely',
      'docs/guides/start.md': '# Start',
      'docs/guides/ahead.md': '# Ahead',
      'docs/lone.md': '# Lone',
      'docs/a/deep.md': '# Deep',
      'docs/.gitbook/assets/dock.png': new Uint8Array(3),
      'docs/.gitbook/assets/rota.pdf': new Uint8Array(3),
    });
    expect(found.plan.systems).toEqual(['gitbook']);
    expect(treeOf(found)).toEqual([
      'docs “Welcome” ./README.md',
      '  zebra “Zebra” zebra.md',
      '    stripes “Stripes” stripes.md',
      '  Not written “Not written” folder',
      '    lonely “Lonely” lonely.md',
      '  guides “Guides” folder',
      '    start “Start” start.md',
      '    ahead “Ahead” ahead.md',
      '  Mixed & more “Mixed & more” folder',
      '    lone “Lone” lone.md',
      '    a “Only a title” ./index.md',
      '      deep “Deep” deep.md',
      '  last “Last” last.md',
    ]);
    expect(linksOf(found, 'docs/zebra.md')).toEqual({
      'Mixed%20%26%20more/lone.md': 'docs/lone',
      '.gitbook/assets/dock.png': 'file:docs/.gitbook/assets/dock.png',
      'guides/start.md': 'docs/guides/start',
      '.gitbook/assets/rota.pdf': 'file:docs/.gitbook/assets/rota.pdf',
    });
    expect(found.plan.pages.find(({ source }) => source === 'docs/guides/start.md')?.formerly).toEqual(['docs/old/start']);
    expect(told(found)).toContain('redirect .gitbook.yaml:null docs/dead → docs/gone.md');
    expect(told(found)).toContain('broken-link docs/SUMMARY.md:6 later.md');
  });

  it('GitBook: its own folder holds no pages, its parts have anchors in HTML, and what the list cannot keep is told', async () => {
    const found = await read({
      'SUMMARY.md':
        '# Table of contents\n\n* [Welcome](README.md)\n* [Forum](https://forum.northwind.example)\n* Later\n\n## Guides <a href="#guides" id="guides"></a>\n\n* [Start](guides/start.md)\n* [Apart](apart.md)\n* [Again](guides/start.md)\n',
      'README.md': '# Welcome\n\n![](.gitbook/assets/dock.png)\n',
      'guides/start.md': '# Start',
      'guides/more.md': '# More',
      'apart.md': '# Apart\n\n{% include ".gitbook/includes/note.md" %}\n',
      '.gitbook/assets/dock.png': new Uint8Array(3),
      '.gitbook/includes/note.md': '# Included',
    });
    expect(treeOf(found)).toEqual([
      'README “Welcome” README.md',
      'guides “Guides” folder',
      '  start “Start” start.md',
      '  apart “Apart” apart.md',
      '  more “More” more.md',
    ]);
    expect(await found.text('apart.md')).toBe('# Apart\n\n# Included\n');
    expect(told(found)).toEqual([
      'piece .gitbook/includes/note.md:null ',
      'left-out SUMMARY.md:4 Forum leads outside, to https://forum.northwind.example',
      'left-out SUMMARY.md:5 Later has no page',
      'left-out SUMMARY.md:11 Again stands there twice; the first place holds',
    ]);
  });

  it('Hugo: pages with their files, references and figures', async () => {
    const found = await read({
      'config/_default/hugo.yaml': 'baseURL: https://northwind.example/docs/\n',
      'content/en/_index.md': '+++\ntitle = "Home"\n+++\n',
      'content/en/blog/first/index.md':
        '+++\ntitle = "First"\nslug = "posted"\n+++\n[r]({{< relref "../other" >}}) [s]({{% ref "/blog/other.md#more" %}}) {{< figure src="dock.png" alt="The dock" >}} ![](/logo.png)\n```\n[x]({{< ref "nowhere" >}})\n```\n',
      'content/en/blog/first/dock.png': new Uint8Array(3),
      'content/en/blog/other.md': '# Other\n## More\n[p](/blog/posted/) [q](/docs/blog/other)\n',
      'static/logo.png': new Uint8Array(3),
    });
    expect(linksOf(found, 'content/en/blog/first/index.md')).toEqual({
      '../other': 'content/en/blog/other',
      '/blog/other.md': 'content/en/blog/other',
      'dock.png': 'file:content/en/blog/first/dock.png',
      '/logo.png': 'file:static/logo.png',
    });
    expect(linksOf(found, 'content/en/blog/other.md')).toEqual({
      '/blog/posted/': 'content/en/blog/first',
      '/docs/blog/other': 'content/en/blog/other',
    });
    expect(told(found)).toEqual([]);
  });

  it('Hugo: a page that became a folder is found by its former file', async () => {
    const found = await read({
      'content/_index.md': '[a](leave.md) [b]({{< ref "/leave.md#sick" >}})\n',
      'content/leave/index.md': '# Leave\n\n## Sick\n',
    });
    expect(linksOf(found, 'content/_index.md')).toEqual({ 'leave.md': 'content/leave', '/leave.md': 'content/leave' });
    expect(told(found)).toEqual([]);
  });

  it('Hugo: a reference by its last name alone finds the one page that is called so', async () => {
    const found = await read({
      'hugo.yaml': 'baseURL: https://northwind.example/\n',
      'content/_index.md': '# Home\n',
      'content/remote/guide/_index.md':
        '# Guide\n[a]({{< ref "remote-vision" >}}) [b]({{< ref "whiteboards#pens" >}}) [c]({{< ref "twice" >}}) [d]({{< ref "../tips" >}})\n',
      'content/remote/remote-vision.md': '# Vision\n',
      'content/remote/tips.md': '# Tips\n',
      'content/remote/twice.md': '# Twice\n',
      'content/other/twice.md': '# Twice\n',
      'content/other/whiteboards/_index.md': '# Whiteboards\n## Pens\n',
    });
    expect(linksOf(found, 'content/remote/guide/_index.md')).toEqual({
      'remote-vision': 'content/remote/remote-vision',
      whiteboards: 'content/other/whiteboards',
      '../tips': 'content/remote/tips',
    });
    expect(told(found)).toEqual(['broken-link content/remote/guide/_index.md:2 twice']);
  });

  it('a folder taken out of a site: where its addresses begin is found from the links', async () => {
    const pages = (at: string) => ({
      [`${at}people/pay.md`]:
        '# Pay\n[f](/handbook/people/feedback) [c](/handbook/company/lore#early) [x](/pricing) [y](/handbook/people)\n',
      [`${at}people/feedback.mdx`]: '# Feedback\n[p](/handbook/people/pay/)\n',
      [`${at}people/index.html.md`]: '# People\n',
      [`${at}company/lore.md`]: '# Lore\n## Early\n',
      [`${at}company/lore.html.erb`]: '<%= data %>',
    });
    const inside = await read(pages('contents/handbook/'));
    expect(linksOf(inside, 'contents/handbook/people/pay.md')).toEqual({
      '/handbook/people/feedback': 'contents/handbook/people/feedback',
      '/handbook/company/lore': 'contents/handbook/company/lore',
      '/handbook/people': 'contents/handbook/people',
    });
    const alone = await read(pages(''));
    expect(linksOf(alone, 'people/pay.md')).toEqual({
      '/handbook/people/feedback': 'people/feedback',
      '/handbook/company/lore': 'company/lore',
      '/handbook/people': 'people',
    });
    expect(treeOf(alone)).toEqual([
      'company “Company” folder',
      '  lore “Lore” lore.md',
      'people “People” ./index.md',
      '  feedback “Feedback” feedback.mdx',
      '  pay “Pay” pay.md',
    ]);
    expect(told(alone)).toEqual([
      'not-markdown company/lore.html.erb:null a template that a program fills in (ERB)',
      'broken-link people/pay.md:2 /pricing',
    ]);
  });

  it('Hugo: weights, section pages and aliases', async () => {
    const found = await read({
      'hugo.toml': 'baseURL = "https://handbook.northwind.example/"',
      'content/_index.md': '+++\ntitle = "Home"\n+++\n',
      'content/b/_index.md': '---\ntitle: Second\nweight: 20\n---\n',
      'content/a/_index.md':
        '---\ntitle: First\nweight: 10\naliases: [/old-a/, /older/a]\n---\n[x](/b/) [y]({{< ref "b/c.md" >}}) [z](https://handbook.northwind.example/b/c/) [old](/older/a)',
      'content/b/c.md': '---\ntitle: C\n---\n',
      'themes/plain/README.md': '# How to use this theme',
    });
    expect(treeOf(found)).toEqual([
      'content “Home” ./_index.md',
      '  a “First” ./_index.md',
      '  b “Second” ./_index.md',
      '    c “C” c.md',
    ]);
    expect(linksOf(found, 'content/a/_index.md')).toEqual({
      '/b/': 'content/b',
      'b/c.md': 'content/b/c',
      'https://handbook.northwind.example/b/c/': 'content/b/c',
      '/older/a': 'content/a',
    });
    expect(found.plan.pages.find(({ key }) => key === 'content/a')?.formerly).toEqual(['old-a', 'older/a']);
  });

  it('MkDocs: nav, and redirects of its plug-in', async () => {
    const found = await read({
      'mkdocs.yml':
        'site_name: N\nnav:\n  - Home: index.md\n  - Zoo:\n    - zoo/b.md\n    - First: zoo/a.md\n  - About: about.md\nplugins:\n  - redirects:\n      redirect_maps:\n        old.md: zoo/a.md\nmarkdown_extensions:\n  - x: !!python/name:a.b\n',
      'docs/index.md': '# N',
      'docs/zoo/a.md': '# A',
      'docs/zoo/b.md': 'No title',
      'docs/about.md': '!!! note\n    x\n',
    });
    expect(found.plan.systems).toEqual(['mkdocs']);
    expect(treeOf(found)).toEqual([
      'docs “N” ./index.md',
      '  zoo “Zoo” folder',
      '    b “B” b.md',
      '    a “A” a.md',
      '  about “About” about.md',
    ]);
    expect(found.plan.pages.find(({ name }) => name === 'a')?.formerly).toEqual(
      ['docs/old.md'].map((one) => one.replace('.md', '.md')),
    );
    expect(told(found)).not.toContain('shortcode docs/about.md:1 !!!');
  });

  it('MkDocs: folders in nav, and the names in .pages with their titles', async () => {
    const found = await read({
      'mkdocs.yml': 'site_name: T\nextra: !ENV [CI, false]\nnav:\n  - b.md\n  - The guide: guide/\n  - a.md\n',
      'docs/a.md': '# A\n',
      'docs/b.md': '# B\n',
      'docs/guide/.pages': 'nav:\n  - Second: z.md\n  - sub\n  - ...\n',
      'docs/guide/sub/x.md': '# X\n',
      'docs/guide/y.md': '# Y\n',
      'docs/guide/z.md': '# Z\n',
    });
    expect(treeOf(found)).toEqual([
      'docs “Docs” folder',
      '  b “B” b.md',
      '  guide “The guide” ./index.md',
      '    z “Z” z.md',
      '    sub “Sub” folder',
      '      x “X” x.md',
      '    y “Y” y.md',
      '  a “A” a.md',
    ]);
  });

  it('Jekyll: permalinks, redirect_from and parents by title', async () => {
    const found = await read({
      '_config.yml': 'url: https://northwind.example\n',
      'one.md': '---\ntitle: One\npermalink: /the/one/\nredirect_from:\n  - /uno\n---\n',
      'two.md': '---\ntitle: Two\nparent: One\nnav_order: 1\n---\n[1](/the/one) [2](/uno/)',
    });
    expect(treeOf(found)).toEqual(['one “One” one.md', '  two “Two” two.md']);
    expect(linksOf(found, 'two.md')).toEqual({ '/the/one': 'one', '/uno/': 'one' });
    expect(found.plan.pages[0]?.formerly).toEqual(['uno', 'the/one']);
  });

  it('Notion: properties of a row are a list, and what they name are links', async () => {
    const [a, b, c] = ['1', '2', '3'].map((digit) => digit.repeat(32));
    const row = `# Ines Prado\n\nRole: Engineer\nManager: Raj Mehta (Raj%20Mehta%20${b}.md), Tomás Lima (../Tom%C3%A1s%20Lima%20${c}.md)\nStarted: 3 March 2025 9:00\n\nSome words: kept.\n`;
    const found = await read({
      [`People/Ines Prado ${a}.md`]: row,
      [`People/Raj Mehta ${b}.md`]: '# Raj Mehta\n\nOne line: no property.\n',
      [`Tomás Lima ${c}.md`]: '# Tomás Lima\n\nRole: Lead\nHome: Porto',
    });
    expect(await found.text(`People/Ines Prado ${a}.md`)).toBe(
      `# Ines Prado\n\n- **Role:** Engineer\n- **Manager:** [Raj Mehta](Raj%20Mehta%20${b}.md), [Tomás Lima](../Tom%C3%A1s%20Lima%20${c}.md)\n- **Started:** 3 March 2025 9:00\n\nSome words: kept.\n`,
    );
    expect(await found.text(`People/Raj Mehta ${b}.md`)).toBe('# Raj Mehta\n\nOne line: no property.\n');
    expect(await found.text(`Tomás Lima ${c}.md`)).toBe('# Tomás Lima\n\n- **Role:** Lead\n- **Home:** Porto\n');
    expect(linksOf(found, `People/Ines Prado ${a}.md`)).toEqual({
      'Raj%20Mehta.md': `notion:${b}`,
      '../Tomás%20Lima.md': `notion:${c}`,
    });
  });

  it('Notion: ids leave the names, databases become tables that lead to their rows', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((one) => one.repeat(32));
    const found = await read({
      [`Team ${a}.md`]: `# Team\n\n[Ines](Team%20${a}/Ines%20${b}.md) [Tasks](Team%20${a}/Tasks%20${c}.csv) [by address](https://www.notion.so/northwind/Ines-${b}?pvs=4) [moved](Caf%C3%A9%20${a}/Ines%20${b}.md)\n![dock](Team%20${a}/dock.png)`,
      [`Team ${a}/Ines ${b}.md`]: '# Ines',
      [`Team ${a}/dock.png`]: new Uint8Array(2),
      [`Team ${a}/Tasks ${c}.csv`]: 'Name,Done\nShort,No\n',
      [`Team ${a}/Tasks ${c}_all.csv`]: '\uFEFFName,Done,Words\n"Write, then ask",Yes,"two\nlines | and a ""bar"""\nOther,No,\n',
      [`Team ${a}/Tasks/Write, then ask ${d}.md`]: '# Write, then ask\n\nDone: Yes',
    });
    expect(found.plan.systems).toEqual(['notion']);
    expect(treeOf(found)).toEqual([
      'Team “Team” Team.md',
      '  Ines “Ines” Ines.md',
      '  Tasks “Tasks” Tasks.md',
      '    Write, then ask “Write, then ask” Write, then ask.md',
    ]);
    expect(linksOf(found, `Team ${a}.md`)).toEqual({
      'Team/Ines.md': `notion:${b}`,
      'Team/Tasks.md': `notion:${c}`,
      [`https://www.notion.so/northwind/Ines-${b}?pvs=4`]: `notion:${b}`,
      'Team/dock.png': `file:Team ${a}/dock.png`,
    });
    // Where it lay once: the id says which page it is.
    expect(await textHere(found, `Team ${a}.md`)).toContain('[moved](Team/Ines.md)');
    expect(await found.text(`Team ${a}/Tasks ${c}.md`)).toBe(
      `# Tasks\n\n| Name | Done | Words |\n| --- | --- | --- |\n| [Write, then ask](<Tasks/Write, then ask ${d}.md>) | Yes | two<br>lines \\| and a "bar" |\n| Other | No |  |\n\n[Tasks ${c}_all.csv](<Tasks ${c}_all.csv>)\n`,
    );
    expect(linksOf(found, `Team ${a}/Tasks ${c}.md`)).toEqual({
      'Tasks/Write,%20then%20ask.md': `notion:${d}`,
      [`Tasks ${c}_all.csv`]: `file:Team ${a}/Tasks ${c}_all.csv`,
    });
  });

  it('Outline: collections with their pictures', async () => {
    const found = await read({
      'Handbook/Welcome.md': '# Welcome\n\n[Next](./Teams/Design.md) ![](uploads/u/1/dock.png)',
      'Handbook/Teams.md': '# Teams',
      'Handbook/Teams/Design.md': '# Design\n\n[back](./../Welcome.md)',
      'Handbook/uploads/u/1/dock.png': new Uint8Array(2),
    });
    expect(treeOf(found)).toEqual([
      'Handbook “Handbook” folder',
      '  Teams “Teams” Teams.md',
      '    Design “Design” Design.md',
      '  Welcome “Welcome” Welcome.md',
    ]);
    expect(linksOf(found, 'Handbook/Welcome.md')).toEqual({
      './Teams/Design.md': 'Handbook/Teams/Design',
      'uploads/u/1/dock.png': 'file:Handbook/uploads/u/1/dock.png',
    });
    expect(linksOf(found, 'Handbook/Teams/Design.md')).toEqual({ './../Welcome.md': 'Handbook/Welcome' });
  });

  it('Outline: addresses of its own, which name a page by its title and an id that the export leaves out', async () => {
    const at = 'https://northwind.getoutline.com/doc';
    const found = await read({
      'Handbook/Welcome.md': `# Welcome\n\n[a](/doc/on-call-and-escalation-3Fk2abXd9Q#pager) [b](${at}/uber-uns-x7Kd02mNpQ) [c](/doc/twice-aaaaaaaa11) [d](/doc/gone-bbbbbbbb22) [e](https://example.org/doc/on-call-and-escalation-3Fk2abXd9Q)`,
      'Handbook/On call & escalation.md': '# On call & escalation\n\n## Pager\n',
      'Handbook/Über uns.md': '# Über uns',
      'Handbook/Twice.md': '# Twice',
      'Teams/Twice.md': '# Twice',
    });
    expect(linksOf(found, 'Handbook/Welcome.md')).toEqual({
      '/doc/on-call-and-escalation-3Fk2abXd9Q': 'Handbook/On call & escalation',
      [`${at}/uber-uns-x7Kd02mNpQ`]: 'Handbook/Über uns',
      // Of two that are called so, the one in the same collection.
      '/doc/twice-aaaaaaaa11': 'Handbook/Twice',
    });
    expect(told(found)).toContain('broken-link Handbook/Welcome.md:3 /doc/gone-bbbbbbbb22');
  });

  it('Outline as JSON: each document becomes a page in Markdown, with its links and pictures', async () => {
    const text = (words: string, ...marks: readonly object[]) => ({
      type: 'text',
      text: words,
      ...(marks.length > 0 ? { marks } : {}),
    });
    const paragraph = (...content: readonly object[]) => ({ type: 'paragraph', content });
    const documents = {
      a: {
        id: 'a',
        urlId: 'Ab3dEf6hIj',
        title: 'Welcome',
        data: {
          type: 'doc',
          content: [
            { type: 'heading', attrs: { level: 2 }, content: [text('Be'), text(' kind', { type: 'em' })] },
            paragraph(
              text('See '),
              text('Design', { type: 'link', attrs: { href: '/doc/design-Zy9xWv8uTs' } }),
              text(', *twice*.', { type: 'strong' }),
            ),
            {
              type: 'bullet_list',
              content: [
                {
                  type: 'list_item',
                  content: [
                    paragraph(text('one')),
                    { type: 'ordered_list', content: [{ type: 'list_item', content: [paragraph(text('deep'))] }] },
                  ],
                },
              ],
            },
            {
              type: 'checkbox_list',
              content: [{ type: 'checkbox_item', attrs: { checked: true }, content: [paragraph(text('done'))] }],
            },
            { type: 'code_fence', attrs: { language: 'ts' }, content: [text('const a = `b`;')] },
            { type: 'container_notice', attrs: { style: 'warning' }, content: [paragraph(text('Mind the gap.'))] },
            paragraph({ type: 'image', attrs: { src: '/api/attachments.redirect?id=f1', alt: 'dock' } }),
            {
              type: 'table',
              content: [
                {
                  type: 'tr',
                  content: [
                    { type: 'th', content: [paragraph(text('A'))] },
                    { type: 'th', content: [paragraph(text('B'))] },
                  ],
                },
                { type: 'tr', content: [{ type: 'td', content: [paragraph(text('1|2'))] }] },
              ],
            },
            { type: 'strange', content: [paragraph(text('kept words'))] },
          ],
        },
      },
      b: { id: 'b', urlId: 'Zy9xWv8uTs', title: 'Design', data: { type: 'doc', content: [paragraph(text('Draw.'))] } },
    };
    const found = await read({
      'metadata.json': '{"exportVersion":1}',
      'Handbook.json': JSON.stringify({
        collection: {
          name: 'Handbook',
          documentStructure: [{ id: 'a', title: 'Welcome', children: [{ id: 'b', title: 'Design', children: [] }] }],
        },
        documents,
        attachments: { f1: { id: 'f1', key: 'uploads/u/f1/dock.png', name: 'dock.png' } },
      }),
      'uploads/u/f1/dock.png': new Uint8Array(2),
    });
    expect(found.plan.systems).toEqual(['outline']);
    expect(treeOf(found)).toEqual([
      'Handbook “Handbook” folder',
      '  Welcome “Welcome” Welcome.md',
      '    Design “Design” Design.md',
    ]);
    expect(await found.text('Handbook/Welcome.md')).toBe(
      '# Welcome\n\n## Be *kind*\n\nSee [Design](<../Handbook/Welcome/Design.md>)**, \\*twice\\*.**\n\n- one\n\n  1. deep\n\n- [x] done\n\n```ts\nconst a = `b`;\n```\n\n> [!WARNING]\n> Mind the gap.\n\n![dock](<../uploads/u/f1/dock.png>)\n\n| A | B |\n| --- | --- |\n| 1\\|2 |  |\n\nkept words\n',
    );
    expect(linksOf(found, 'Handbook/Welcome.md')).toEqual({
      '../Handbook/Welcome/Design.md': 'outline:b',
      '../uploads/u/f1/dock.png': 'file:uploads/u/f1/dock.png',
    });
    expect(told(found)).toContain('component Handbook/Welcome.md:null strange');
  });

  it('Obsidian and Logseq: wiki links by name, title and alias; embeds; namespaces', async () => {
    const vault = await read({
      '.obsidian/app.json': '{}',
      'Daily.md':
        '[[Hiring]] [[hiring|words]] [[People/Hiring#Second step]] [[The Boss]] ![[dock.png|200]] [[Nobody]] [[Hiring#Nope]] [[#Here]]\n## Here\n',
      'People/Hiring.md': '# Hiring\n## Second step\n',
      'Ines.md': '---\naliases: [The Boss]\n---\n',
      'files/dock.png': new Uint8Array(2),
    });
    expect(vault.plan.systems).toEqual(['obsidian']);
    expect(linksOf(vault, 'Daily.md')).toEqual({
      '[[Hiring]]': 'People/Hiring',
      '[[hiring]]': 'People/Hiring',
      '[[People/Hiring]]': 'People/Hiring',
      '[[The Boss]]': 'Ines',
      '[[dock.png]]': 'file:files/dock.png',
    });
    expect(told(vault)).toEqual(['broken-link Daily.md:1 Nobody', 'missing-anchor Daily.md:1 Hiring#Nope']);
    const graph = await read({
      'logseq/config.edn': '{}',
      'pages/team.md': '- Team',
      'pages/team___hiring.md': '- see [[team]] and [[team/hiring]] ![x](../assets/x.png)',
      'assets/x.png': new Uint8Array(2),
    });
    expect(treeOf(graph)).toEqual(['pages “Pages” folder', '  team “Team” team.md', '    hiring “Hiring” hiring.md']);
    expect(linksOf(graph, 'pages/team___hiring.md')).toEqual({
      '[[team]]': 'pages/team',
      '[[team/hiring]]': 'pages/team___hiring',
      '../../assets/x.png': 'file:assets/x.png',
    });
  });

  it('Confluence: names end in ids, which links name too', async () => {
    const found = await read({
      'Our_Space_100000.md': '# Our Space\n[x](/wiki/spaces/NW/pages/200000/Hiring) [y](Hiring_200000.html)',
      'Hiring_200000.md': '# Hiring',
    });
    expect(treeOf(found)).toEqual(['Hiring “Hiring” Hiring.md', 'Our Space “Our Space” Our Space.md']);
    expect(linksOf(found, 'Our_Space_100000.md')).toEqual({
      '/wiki/spaces/NW/pages/200000/Hiring': 'confluence:200000',
      'Hiring.md': 'confluence:200000',
    });
  });

  it('redirects of a site, one a line', async () => {
    const found = await read({ 'a.md': '[x](/old)', 'static/_redirects': '# c\n/old /a 301\n/lost /nothing\n/api/* /x\n' });
    expect(linksOf(found, 'a.md')).toEqual({ '/old': 'a' });
    expect(found.plan.pages[0]?.formerly).toEqual(['old']);
    expect(told(found)).toEqual(['redirect static/_redirects:3 /lost → /nothing']);
  });
});
