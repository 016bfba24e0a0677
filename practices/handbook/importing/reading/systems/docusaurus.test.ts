import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

describe('Docusaurus', () => {
  it('the addresses that its site showed lead to the pages', async () => {
    const found = await read({
      'docusaurus.config.js':
        "module.exports = { url: 'https://docs.northwind.example', baseUrl: '/', presets: [['classic', { docs: { routeBasePath: 'handbook' } }]] }",
      'docs/intro.md': '# Intro\n\n[a](/handbook/eng/testing-slug) [b](/handbook/people)\n',
      'docs/eng/01-testing.md': '---\nslug: /eng/testing-slug\n---\n# Testing\n',
      'docs/people/_category_.json': '{"label": "People", "link": {"type": "generated-index", "slug": "/people"}}',
      'docs/people/leave.md': '# Leave\n',
    });
    const formerly = (source: string) => found.plan.pages.find((page) => page.source === source)?.formerly;
    expect(formerly('docs/eng/01-testing.md')).toContain('handbook/eng/testing-slug');
    expect(formerly('docs/people')).toContain('handbook/people');
    expect(formerly('docs/people/leave.md')).toContain('handbook/people/leave');
    expect(linksOf(found, 'docs/intro.md')).toEqual({
      '/handbook/eng/testing-slug': 'docs/eng/01-testing',
      '/handbook/people': 'docs/people',
    });
  });

  it('redirects of its plug-in lead to the pages, and a page of its folder’s name is the folder’s', async () => {
    const found = await read({
      'docusaurus.config.js': `module.exports = {
        baseUrl: '/',
        presets: [['classic', { docs: { path: 'handbook', routeBasePath: '/' } }]],
        plugins: [['@docusaurus/plugin-client-redirects', { redirects: [
          { from: '/salaries', to: '/people/pay' },
          { from: ['/wages', '/money/'], to: '/people/pay#bands' },
          { from: '/lost', to: '/nowhere' },
        ] }]],
      };`,
      'handbook/start.md': '# Start\n\n[a](/salaries) [b](/wages#bands) [c](/money)\n',
      'handbook/people/people.md': '# People\n',
      'handbook/people/pay.md': '# Pay\n\n## Bands\n',
    });
    expect(linksOf(found, 'handbook/start.md')).toEqual({
      '/salaries': 'handbook/people/pay',
      '/wages': 'handbook/people/pay',
      '/money': 'handbook/people/pay',
    });
    expect(treeOf(found)).toContain('  people “People” ./people.md');
    expect(found.plan.pages.find(({ name }) => name === 'pay')?.formerly).toEqual(
      expect.arrayContaining(['people/pay', 'salaries', 'wages', 'money']),
    );
    expect(told(found)).toEqual(['redirect docusaurus.config.js:null lost → /nowhere']);
  });

  it('translations, earlier versions and pieces of pages are no pages', async () => {
    const found = await read({
      'docusaurus.config.js': 'module.exports = {}',
      'docs/a.mdx': "import Snip from './_snip.mdx';\nimport Chart from './chart.js';\n\n# A\n\n<Snip />\n\n<Chart />\n",
      'docs/_snip.mdx': '---\nx: 1\n---\nShared [words](b.md).\n',
      'docs/b.md': '# B\n',
      'docs/i18n/c.md': '# About i18n\n',
      'i18n/de/docusaurus-plugin-content-docs/current/b.md': '# B auf Deutsch\n',
      'versioned_docs/version-1.0/b.md': '# B once\n',
    });
    expect(found.plan.pages.map(({ title }) => title).toSorted()).toEqual(['A', 'About i18n', 'B', 'Docs', 'I18n']);
    expect(await found.text('docs/a.mdx')).toBe(
      "\nimport Chart from './chart.js';\n\n# A\n\nShared [words](b.md).\n\n<Chart />\n",
    );
    expect(linksOf(found, 'docs/a.mdx')).toEqual({ 'b.md': 'docs/b' });
    expect(told(found)).toEqual([
      'edition i18n:null i18n',
      'edition versioned_docs:null versioned_docs',
      'piece docs/_snip.mdx:null ',
      'component docs/a.mdx:8 Chart',
    ]);
  });

  it('categories, positions, slugs, ids and numbers before names', async () => {
    const found = await read({
      'docusaurus.config.js': "module.exports = { url: 'https://docs.northwind.example', baseUrl: '/' }",
      'sidebars.js': 'module.exports = {}',
      'docs/02-tutorial/_category_.json':
        '{"label": "Learn it", "position": 1, "link": {"type": "generated-index", "description": "From nothing to something."}}',
      'docs/02-tutorial/02-second.md':
        '---\nsidebar_position: 2\n---\n# Second\n[by id](./first-id) [by slug](/start) [away](https://docs.northwind.example/docs/tutorial/second)\n',
      'docs/02-tutorial/01-first.md': '---\nid: first-id\nslug: /start\nsidebar_position: 1\n---\n# First\n[plain](second.md)\n',
      'docs/intro.mdx': '---\nsidebar_position: 0\n---\n# Intro\n',
    });
    expect(found.plan.systems).toEqual(['docusaurus']);
    expect(treeOf(found)).toEqual([
      'docs “Docs” folder',
      '  intro “Intro” intro.mdx',
      '  02-tutorial “Learn it” ./index.md',
      '    01-first “First” 01-first.md',
      '    02-second “Second” 02-second.md',
    ]);
    expect(linksOf(found, 'docs/02-tutorial/02-second.md')).toEqual({
      './first-id': 'docs/02-tutorial/01-first',
      '/start': 'docs/02-tutorial/01-first',
      'https://docs.northwind.example/docs/tutorial/second': 'docs/02-tutorial/02-second',
    });
    expect(linksOf(found, 'docs/02-tutorial/01-first.md')).toEqual({ 'second.md': 'docs/02-tutorial/02-second' });
    expect(await found.text('docs/02-tutorial')).toBe('# Learn it\n\nFrom nothing to something.\n');
    expect(told(found).filter((line) => line.startsWith('order'))).toEqual([]);
  });

  it('a category’s own page, addresses below the base, those of the site’s folder, dates in names', async () => {
    const found = await read({
      'website/docusaurus.config.ts': "export default { url: 'https://docs.northwind.example', baseUrl: '/handbook/' }",
      'website/docs/index.md':
        '---\nslug: /\n---\n# Start\n[a](/handbook/setup/install) [b](@site/docs/10-setup/install.mdx) ![c](/img/logo.png) ![d](@site/static/img/logo.png)\n',
      'website/docs/10-setup/_category_.yml': 'label: Set up\nposition: 2.5\nlink: {type: doc, id: setup/install}\n',
      'website/docs/10-setup/install.mdx': '# Install\n',
      'website/docs/2-before/one.md': '# One\n',
      'website/docs/2024-01-01-notes.md': '# Notes\n',
      'website/static/img/logo.png': new Uint8Array(3),
    });
    expect(treeOf(found)).toEqual([
      'website “Website” folder',
      '  docs “Start” ./index.md',
      '    2-before “Before” folder',
      '      one “One” one.md',
      '    10-setup “Install” ./install.mdx',
      '    2024-01-01-notes “Notes” 2024-01-01-notes.md',
    ]);
    expect(linksOf(found, 'website/docs/index.md')).toEqual({
      '/handbook/setup/install': 'website/docs/10-setup',
      '@site/docs/10-setup/install.mdx': 'website/docs/10-setup',
      '/img/logo.png': 'file:website/static/img/logo.png',
      '@site/static/img/logo.png': 'file:website/static/img/logo.png',
    });
    expect(told(found)).toEqual([]);
  });
});

it('Docusaurus: pictures and links that its pages import, require and give names lead to what came with them; what only a program knows is told', async () => {
  const text = [
    `import dock from './dock.png';`,
    `import Logo from '@site/static/img/logo.svg';`,
    `import Link from '@docusaurus/Link';`,
    '',
    '# Dock',
    '',
    '<img src={dock} style={{ width: 300 }} alt="Dock" />',
    '<Logo />',
    `<img src={require('../img/door.png').default} />`,
    `<img src={useBaseUrl('/img/gate.png')} />`,
    `<ThemedImage sources={{ light: useBaseUrl('/img/day.png'), dark: useBaseUrl('/img/night.png') }} />`,
    `<Link to="/docs/leave#sick-days">Leave</Link>`,
    '<img src={pictureOf(1)} />',
    `<img src={require('./gone.png').default} />`,
    '<Card href={`/docs/leave`} />',
  ].join('\n');
  const found = await read({
    'docusaurus.config.js': "module.exports = { baseUrl: '/' };",
    'docs/dock.mdx': text,
    'docs/leave.md': '# Leave\n\n## Sick leave {/* #sick-days */}\n',
    ...Object.fromEntries(
      ['docs/dock.png', 'static/img/logo.svg', 'img/door.png', 'static/img/gate.png', 'static/img/day.png'].map((path) => [
        path,
        new Uint8Array(3),
      ]),
    ),
  });
  expect(linksOf(found, 'docs/dock.mdx')).toEqual({
    './dock.png': 'file:docs/dock.png',
    '@site/static/img/logo.svg': 'file:static/img/logo.svg',
    '../img/door.png': 'file:img/door.png',
    '/img/gate.png': 'file:static/img/gate.png',
    '/img/day.png': 'file:static/img/day.png',
    '/docs/leave': 'docs/leave',
  });
  expect(told(found)).toEqual([
    'computed docs/dock.mdx:13 {pictureOf(1)}',
    'broken-image docs/dock.mdx:14 ./gone.png',
    'component docs/dock.mdx:15 Card',
  ]);
});

it('Docusaurus: an address that a page requires is written as the path here, where the list of its site moved it', async () => {
  const found = await read({
    'docusaurus.config.js': "module.exports = { presets: [['classic', { docs: { sidebarPath: './sidebars.js' } }]] }",
    'sidebars.js': "module.exports = { a: [{ type: 'category', label: 'Guides', items: ['start', 'other'] }, 'next'] }",
    'docs/start.md': `# Start\n\n<img alt="" src={require('./img/dock.png').default}/> <a href={"next.md"}>n</a> <a href="next.md">n</a>\n`,
    'docs/other.md': '# Other',
    'docs/next.md': '# Next',
    'docs/img/dock.png': new Uint8Array(3),
  });
  expect(await textHere(found, 'docs/start.md')).toBe(
    `# Start\n\n<img alt="" src={require('../img/dock.png').default}/> <a href={"../next.md"}>n</a> <a href="../next.md">n</a>\n`,
  );
});
