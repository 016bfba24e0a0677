import { expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

const picture = new Uint8Array([1]);

it('Eleventy: its navigation gives order and places, its permalinks and shortcodes lead', async () => {
  const found = await read({
    '.eleventy.js':
      "module.exports = (config) => {\n  config.addPassthroughCopy({ 'src/img': 'img' });\n  return { pathPrefix: '/handbook/', dir: { input: 'pages', includes: '../_includes' } };\n};\n",
    '_includes/notice.md': 'Ask [the dock]({% page "dock/" %}).\n',
    'pages/index.md':
      '---\ntitle: Northwind\n---\n[a]({% page "people/leave/#sick" %}) [b]({{ \'/handbook/dock/\' | url }}) [c]({% link "/trucks" %})\n',
    'pages/dock.md':
      '---\ntitle: The dock\neleventyNavigation:\n  key: dock\n  order: 2\n---\n{% include "notice.md" %}\n\n{% image "img/dock.png" "The dock" %}\n\nAsk in {% slack_channel "dock" %}. {% comment %}Later: [x](nowhere.md){% endcomment %}\n\n{% uswds_icon "star" %}\n',
    'pages/people.md': '---\neleventyNavigation:\n  key: People\n  order: 1\n---\nWho we are.\n',
    'pages/absence.md':
      '---\ntitle: Leave\npermalink: people/leave/index.html\neleventyNavigation:\n  key: leave\n  parent: People\n---\n## Sick\n\n[back](<{% page "/dock/#nowhere" %}>)\n',
    'pages/trucks.md':
      '---\ntitle: Our trucks\npermalink: "/{{ page.fileSlug }}/"\neleventyNavigation:\n  parent: Nobody\n---\n[d]({% page "/nobody" %})\n',
    'src/img/dock.png': picture,
    'pages/list.njk': '{% for x in y %}{% endfor %}',
  });
  expect(found.plan.systems).toEqual(['eleventy']);
  expect(treeOf(found)).toEqual([
    'pages “Northwind” ./index.md',
    '  people “People” people.md',
    '    absence “Leave” absence.md',
    '  dock “The dock” dock.md',
    '  trucks “Our trucks” trucks.md',
  ]);
  expect(linksOf(found, 'pages/index.md')).toEqual({
    '/people/leave/': 'pages/absence',
    '/handbook/dock/': 'pages/dock',
    '/trucks': 'pages/trucks',
  });
  expect(linksOf(found, 'pages/dock.md')).toEqual({ '/dock/': 'pages/dock', '/img/dock.png': 'file:src/img/dock.png' });
  expect(told(found)).toEqual([
    'piece _includes/notice.md:null ',
    'shortcode pages/dock.md:13 {% uswds_icon %}',
    'not-markdown pages/list.njk:null a template that a program fills in (Nunjucks)',
    'left-out pages/trucks.md:null no page is called Nobody, as its parent is',
    'broken-link pages/trucks.md:7 /nobody',
    'missing-anchor pages/absence.md:10 /dock/#nowhere',
  ]);
});

it('addresses that are filled in lead in boxes of MyST, too, and not in code', async () => {
  const found = await read({
    'a.md':
      '````{note}\n```{tip}\n[b]({% page "/b" %})\n```\n```\n[c]({% page "/c" %})\n```\n````\n\n[d]({% page "/d" %})\n\n```\n[e]({% page "/e" %})\n```\n',
    'b.md': '# B\n',
    'd.md': '# D\n',
  });
  expect(linksOf(found, 'a.md')).toEqual({ '/b': 'b', '/d': 'd' });
  expect(told(found)).toEqual([]);
});
