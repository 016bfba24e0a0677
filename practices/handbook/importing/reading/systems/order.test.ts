import { describe, expect, it } from 'vitest';
import { read, treeOf } from '../story.ts';

describe('the order of pages', () => {
  it('Jekyll: as they say themselves below the page that they name, whichever of its name they mean', async () => {
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      'people.md': '---\ntitle: People\nnav_order: 2\n---\n',
      'work.md': '---\ntitle: Work\nnav_order: 1\n---\n',
      'a/tools.md': '---\ntitle: Tools\nparent: People\nnav_order: 2\n---\n',
      'b/tools.md': '---\ntitle: Tools\nparent: Work\n---\n',
      'away.md': '---\ntitle: Away\nparent: People\nnav_order: 10\n---\n',
      'zeal.md': '---\ntitle: Zeal\nparent: People\nnav_order: 1\n---\n',
      'laptop.md': '---\ntitle: Laptop\nparent: Tools\ngrand_parent: Work\n---\n',
    });
    expect(treeOf(found)).toEqual([
      'work “Work” work.md',
      '  tools “Tools” tools.md',
      '    laptop “Laptop” laptop.md',
      'people “People” people.md',
      '  zeal “Zeal” zeal.md',
      '  tools “Tools” tools.md',
      '  away “Away” away.md',
    ]);
  });

  it('Jekyll: as the list beside its pages has it, by their addresses; the row above them says nothing', async () => {
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      '_data/navigation.yml':
        'main:\n  - title: Travel\n    url: /policies/travel\n  - title: Start\n    url: /\ndocs:\n  - title: Our people\n    children:\n      - title: Time off\n        url: /away/\n      - title: Pay day\n        url: /people/pay.html\n  - title: Site\n    url: https://northwind.example/\n  - title: Policies\n    children:\n      - title: Travel\n        url: /policies/travel/\n',
      'index.md': '# Start\n',
      'people/leave.md': '---\npermalink: /away/\ntitle: Time off\n---\n',
      'people/pay.md': '# Pay\n',
      'people/a.md': '# A\n',
      'policies/travel.md': '# Travel\n',
    });
    expect(treeOf(found)).toEqual([
      'index “Start” index.md',
      'people “Our people” ./index.md',
      '  leave “Time off” leave.md',
      '  pay “Pay” pay.md',
      '  a “A” a.md',
      'policies “Policies” folder',
      '  travel “Travel” travel.md',
    ]);
  });

  it('Notion: as the page above leads to them', async () => {
    const id = (n: number) => `1a2b3c4d5e6f708192a3b4c5d6e7f80${n}`;
    const found = await read({
      [`Home ${id(0)}.md`]: `# Home\n\n[Work](Home%20${id(0)}/Work%20${id(1)}.md)\n\n[List](Home%20${id(0)}/List%20${id(2)}.csv)\n\n[Away](Home%20${id(0)}/Away%20${id(3)}.md) [Work](Home%20${id(0)}/Work%20${id(1)}.md)\n`,
      [`Home ${id(0)}/Work ${id(1)}.md`]: '# Work\n',
      [`Home ${id(0)}/List ${id(2)}.csv`]: 'Name\nB\nA\n',
      [`Home ${id(0)}/List ${id(2)}/A ${id(4)}.md`]: '# A\n',
      [`Home ${id(0)}/List ${id(2)}/B ${id(5)}.md`]: '# B\n',
      [`Home ${id(0)}/Away ${id(3)}.md`]: '# Away\n',
      [`Home ${id(0)}/Left ${id(6)}.md`]: '# Left\n',
    });
    expect(treeOf(found)).toEqual([
      'Home “Home” Home.md',
      '  Work “Work” Work.md',
      '  List “List” List.md',
      '    B “B” B.md',
      '    A “A” A.md',
      '  Away “Away” Away.md',
      '  Left “Left” Left.md',
    ]);
  });
});
