import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

describe('a site of Hugo', () => {
  it('says in TOML what it says, over several lines, too', async () => {
    const found = await read({
      'hugo.toml': 'baseURL = "https://handbook.northwind.example/"\n',
      'content/_index.md': '+++\ntitle = "The \\"handbook\\"" # of everybody\n+++\n',
      'content/people/leave.md':
        '+++\ntitle = \'Time off\'\nweight = 2 # behind pay\naliases = [\n  "/holidays/", # of old [2019]\n  "/people/vacation",\n]\ndescription = """\nTwo lines\nof words."""\n[[cascade]]\nowner = "Ines"\n+++\n',
      'content/people/pay.md': '+++\ntitle = "Pay"\nweight = 1\n+++\n[a](/holidays/) [b](/people/vacation)\n',
    });
    expect(treeOf(found)).toEqual([
      'content “The "handbook"” ./_index.md',
      '  people “People” folder',
      '    pay “Pay” pay.md',
      '    leave “Time off” leave.md',
    ]);
    expect(linksOf(found, 'content/people/pay.md')).toEqual({
      '/holidays/': 'content/people/leave',
      '/people/vacation': 'content/people/leave',
    });
    expect(found.plan.pages.find(({ key }) => key === 'content/people/leave')?.formerly).toEqual(['holidays', 'people/vacation']);
    expect(told(found)).toEqual([]);
  });

  it('counts addresses from those of its pages, out of their folder into that of its pictures', async () => {
    const found = await read({
      'hugo.toml': 'baseURL = "https://handbook.northwind.example/"\n',
      'content/_index.md': '',
      'content/people/leave.md': '![A](../../images/dock.png) ![B](../../images/none.png)',
      'static/images/dock.png': PNG,
    });
    expect(linksOf(found, 'content/people/leave.md')).toEqual({ '../../images/dock.png': 'file:static/images/dock.png' });
    expect(told(found)).toEqual(['broken-image content/people/leave.md:1 ../../images/none.png']);
  });

  it('is read all the same where its TOML is none, and the line of that is told', async () => {
    const found = await read({
      'hugo.toml': 'baseURL = \n',
      'content/_index.md': '+++\ntitle = "Handbook"\n+++\n',
      'content/leave.md': '+++\ntitle = "Time off"\nweight = 2 behind pay\n+++\n# Leave\n',
      'content/pay.md': `+++\n${'a.'.repeat(20_000)}a = 1\n+++\n# Pay\n`,
      'content/when.md': '+++\ndate = 2024-02-29\ntitle = "When"\n[params]\nat = 07:30:00\n+++\nNow.\n',
    });
    expect(treeOf(found)).toEqual([
      'content “Handbook” ./_index.md',
      '  leave “Leave” leave.md',
      '  pay “Pay” pay.md',
      '  when “When” when.md',
    ]);
    expect(told(found)).toEqual([expect.stringContaining('content/leave.md:3'), expect.stringContaining('content/pay.md:')]);
  });
});
