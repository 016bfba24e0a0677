import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

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
