import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

describe('Nextra', () => {
  it('lists of each folder give order, titles and parts, and the site’s addresses lead', async () => {
    const found = await read({
      'next.config.mjs': "import nextra from 'nextra'\nexport default nextra({})({})\n",
      'pages/_meta.json':
        '{"index": {"title": "Hello", "display": "hidden"}, "people": "1. People", "--": {"type": "separator", "title": "Building"}, "product": {"title": "What we build", "type": "page"}, "tools": "Tools", "contact": {"title": "Contact", "href": "https://northwind.example"}, "lost": "Gone"}',
      'pages/index.mdx': '# Welcome\n\n[a](/people/hiring) [b](/product/design#words) [c](/tools)\n\n![x](/img/x.png)\n',
      'pages/people.mdx': '# People\n',
      'pages/people/_meta.js': "export default { onboarding: 'Onboarding', hiring: { title: 'Hiring' }, '*': { theme: {} } }\n",
      'pages/people/benefits.mdx': '# Benefits\n',
      'pages/people/hiring.mdx': '# Hiring\n',
      'pages/people/onboarding.mdx': '# Onboarding\n',
      'pages/product/_meta.tsx':
        "import type { MetaRecord } from 'nextra'\n\nconst meta: MetaRecord = {\n  roadmap: 'Roadmap',\n  design: { title: <b>Design</b> },\n}\n\nexport default meta satisfies MetaRecord\n",
      'pages/product/design.mdx': '# Design\n\n## Words\n',
      'pages/product/roadmap.mdx': '# Roadmap\n',
      'pages/tools.mdx': '# Tools\n',
      'public/img/x.png': new Uint8Array([1]),
    });
    expect(found.plan.systems).toEqual(['nextra']);
    expect(treeOf(found)).toEqual([
      'pages “Welcome” ./index.mdx',
      '  people “People” people.mdx',
      '    onboarding “Onboarding” onboarding.mdx',
      '    hiring “Hiring” hiring.mdx',
      '    benefits “Benefits” benefits.mdx',
      '  Building “Building” folder',
      '    product “What we build” ./index.md',
      '      design “Design” design.mdx',
      '      roadmap “Roadmap” roadmap.mdx',
      '    tools “Tools” tools.mdx',
    ]);
    expect(linksOf(found, 'pages/index.mdx')).toEqual({
      '/people/hiring': 'pages/people/hiring',
      '/product/design': 'pages/product/design',
      '/tools': 'pages/tools',
      '/img/x.png': 'file:public/img/x.png',
    });
    expect(told(found)).toEqual([
      'order-not-kept pages/product/_meta.tsx:1 pages/product/_meta.tsx',
      'made pages/product:null the navigation’s words for “What we build”',
    ]);
  });

  it('a folder that somebody took out of a site keeps its lists', async () => {
    const found = await read({
      '_meta.ts':
        "import type { MetaRecord } from 'nextra'\n\n/** What there is. */\nconst meta: MetaRecord = {\n  index: { title: 'Welcome' },\n  'about-separator': { title: 'About us', type: 'separator' },\n  why: '1. Why we exist',\n  money: '2. How we earn',\n}\n\nexport default meta\n",
      'index.mdx': '# Northwind\n',
      'money/how.mdx': '# How\n',
      'money/_meta.ts': "const meta: MetaRecord = { whom: 'From whom', how: 'How' }\nexport default meta satisfies MetaRecord\n",
      'money/whom.mdx': '# From whom\n',
      'why/_meta.ts': "export default { problem: 'Problem', icp: 'Who it is for' }\n",
      'why/icp.mdx': '# For whom\n',
      'why/problem.mdx': '# The problem\n',
    });
    expect(treeOf(found)).toEqual([
      'index “Northwind” index.mdx',
      'About us “About us” folder',
      '  why “1. Why we exist” ./index.md',
      '    problem “The problem” problem.mdx',
      '    icp “For whom” icp.mdx',
      '  money “2. How we earn” ./index.md',
      '    whom “From whom” whom.mdx',
      '    how “How” how.mdx',
    ]);
    expect(told(found).filter((one) => one.startsWith('order'))).toEqual([]);
  });
});

describe('Fumadocs', () => {
  it('lists with parts, the rest, and folders that addresses do not say', async () => {
    const found = await read({
      'source.config.ts':
        "import { defineDocs } from 'fumadocs-mdx/config'\nexport const docs = defineDocs({ dir: 'content/docs' })\n",
      'content/docs/meta.json':
        '{"title": "Handbook", "pages": ["index", "---[Heart]People---", "leave", "...", "[Away](https://northwind.example)", "---Work---", "...(start)", "!hidden", "tools"]}',
      'content/docs/index.mdx': '---\ntitle: Start\n---\n[a](/docs/how) [b](/docs/tools/editor) [c](./leave)\n',
      'content/docs/leave.mdx': '---\ntitle: Leave\n---\nx\n',
      'content/docs/pay.mdx': '---\ntitle: Pay\n---\nx\n',
      'content/docs/hidden.mdx': '---\ntitle: Hidden\n---\nx\n',
      'content/docs/(start)/meta.json': '{"title": "Get started", "pages": ["how", "first-day"]}',
      'content/docs/(start)/first-day.mdx': '---\ntitle: First day\n---\nx\n',
      'content/docs/(start)/how.mdx': '---\ntitle: How\n---\nx\n',
      'content/docs/tools/meta.json': '{"title": "Our tools", "description": "What we use.", "pages": ["z...a"]}',
      'content/docs/tools/editor.mdx': '---\ntitle: Editor\n---\nx\n',
      'content/docs/tools/mail.mdx': '---\ntitle: Mail\n---\nx\n',
    });
    expect(found.plan.systems).toEqual(['fumadocs']);
    expect(treeOf(found)).toEqual([
      'content “Content” folder',
      '  docs “Start” ./index.mdx',
      '    People “People” folder',
      '      leave “Leave” leave.mdx',
      '      pay “Pay” pay.mdx',
      '    Work “Work” folder',
      '      (start) “Get started” ./index.md',
      '        how “How” how.mdx',
      '        first-day “First day” first-day.mdx',
      '      tools “Our tools” ./index.md',
      '        mail “Mail” mail.mdx',
      '        editor “Editor” editor.mdx',
      '    hidden “Hidden” hidden.mdx',
    ]);
    expect(linksOf(found, 'content/docs/index.mdx')).toEqual({
      '/docs/how': 'content/docs/(start)/how',
      '/docs/tools/editor': 'content/docs/tools/editor',
      './leave': 'content/docs/leave',
    });
  });
});

describe('Mintlify', () => {
  const pages = {
    'index.mdx':
      '---\ntitle: Welcome\n---\nimport Ask from "/snippets/ask.mdx";\n\n[a](/people/leave) [b](/old/leave) [c](/people/pay#when)\n\n<Ask />\n',
    'people/leave.mdx': '---\ntitle: Leave\nsidebarTitle: Time off\n---\nx\n',
    'people/pay.mdx': '---\ntitle: Pay\n---\n## When\n',
    'people/teams/support.mdx': '---\ntitle: Support\n---\nx\n',
    'tools.mdx': '---\ntitle: Tools\n---\nx\n',
    'unlisted.mdx': '---\ntitle: Unlisted\n---\nx\n',
    'snippets/ask.mdx': 'Ask [Ines](/people/pay).\n',
  };
  const lists = [
    { group: 'Start', pages: ['index'] },
    { group: 'People and pay', pages: ['people/pay', 'people/leave', { group: 'Teams', pages: ['people/teams/support'] }] },
    { group: 'Tools', pages: ['/tools', 'gone', 'GET /users'] },
  ];

  it('tabs and groups give the tree; redirects and pieces are followed', async () => {
    const found = await read({
      ...pages,
      'docs.json': JSON.stringify({
        $schema: 'https://mintlify.com/docs.json',
        navigation: {
          tabs: [
            { tab: 'Guide', groups: lists },
            { tab: 'Blog', href: 'https://northwind.example' },
          ],
        },
        redirects: [
          { source: '/old/leave', destination: '/people/leave' },
          { source: '/x/:slug', destination: '/y/:slug' },
        ],
      }),
    });
    expect(found.plan.systems).toEqual(['mintlify']);
    expect(treeOf(found)).toEqual([
      'Start “Start” folder',
      '  index “Welcome” index.mdx',
      'people “People and pay” ./index.md',
      '  pay “Pay” pay.mdx',
      '  leave “Leave” leave.mdx',
      '  teams “Teams” folder',
      '    support “Support” support.mdx',
      ...['Tools “Tools” folder', '  tools “Tools” tools.mdx'],
      'unlisted “Unlisted” unlisted.mdx',
    ]);
    expect(linksOf(found, 'index.mdx')).toEqual({
      '/people/leave': 'people/leave',
      '/old/leave': 'people/leave',
      '/people/pay': 'people/pay',
    });
    expect(await found.text('index.mdx')).toContain('Ask [Ines](/people/pay).');
    expect(told(found).toSorted()).toEqual([
      'broken-link docs.json:null gone',
      'made people:null the navigation’s words for “People and pay”',
      'piece snippets/ask.mdx:null ',
    ]);
  });

  it('links of cards and of what stands far in between components lead', async () => {
    const found = await read({
      ...pages,
      'index.mdx':
        '---\ntitle: Welcome\n---\n<CardGroup>\n  <Card title="Pay" href="/people/pay">\n    See\n\n    [tools](/tools) too.\n  </Card>\n</CardGroup>\n',
    });
    expect(linksOf(found, 'index.mdx')).toEqual({ '/people/pay': 'people/pay', '/tools': 'tools' });
    expect(told(found)).toEqual(['piece snippets/ask.mdx:null ']);
  });

  it('its older settings say the same', async () => {
    const found = await read({ ...pages, 'mint.json': JSON.stringify({ name: 'Northwind', navigation: lists }) });
    expect(treeOf(found)).toContain('people “People and pay” ./index.md');
  });
});

describe('Starlight', () => {
  it('its sidebar gives order, parts and folders, and what pages say of their order holds below it', async () => {
    const found = await read({
      'astro.config.mjs':
        "import { defineConfig } from 'astro/config';\nimport starlight from '@astrojs/starlight';\n\nexport default defineConfig({\n  site: 'https://guide.northwind.example',\n  redirects: { '/old': '/start/how/' },\n  integrations: [\n    starlight({\n      title: 'Northwind',\n      sidebar: [\n        { label: 'Start here', items: ['start/how', { label: 'First day', slug: 'start/first-day' }, { label: 'Away', link: 'https://x.example' }] },\n        { label: 'People', autogenerate: { directory: 'people' } },\n        { label: 'Tools', link: '/tools/' },\n      ],\n    }),\n    sitemap(),\n  ],\n});\n",
      'src/content/docs/index.mdx': '---\ntitle: Northwind\n---\n[a](/start/how/) [b](/old/) [c](/people/pay/#when)\n',
      'src/content/docs/start/first-day.md': '---\ntitle: First day\n---\nx\n',
      'src/content/docs/start/how.md': '---\ntitle: How\n---\nx\n',
      'src/content/docs/people/leave.md': '---\ntitle: Leave\nsidebar:\n  order: 2\n---\nx\n',
      'src/content/docs/people/pay.md': '---\ntitle: Pay\nsidebar:\n  order: 1\n---\n## When\n',
      'src/content/docs/tools.md': '---\ntitle: Tools\n---\nx\n',
    });
    expect(found.plan.systems).toEqual(['starlight']);
    expect(treeOf(found).slice(2)).toEqual([
      '    docs “Northwind” ./index.mdx',
      '      start “Start here” ./index.md',
      '        how “How” how.md',
      '        first-day “First day” first-day.md',
      '      people “People” folder',
      '        pay “Pay” pay.md',
      '        leave “Leave” leave.md',
      '      tools “Tools” tools.md',
    ]);
    expect(linksOf(found, 'src/content/docs/index.mdx')).toEqual({
      '/start/how/': 'src/content/docs/start/how',
      '/old/': 'src/content/docs/start/how',
      '/people/pay/': 'src/content/docs/people/pay',
    });
  });
});
