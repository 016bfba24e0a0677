import { describe, expect, it } from 'vitest';
import { linksOf, read, told, treeOf } from '../story.ts';

describe('the first page of a site', () => {
  it('says as a text what VitePress has in its front matter alone', async () => {
    const found = await read({
      '.vitepress/config.ts': 'export default { }\n',
      'index.md':
        '---\nlayout: home\nhero:\n  name: Northwind\n  text: How we [work]\n  tagline: Day and night\n  actions:\n    - theme: brand\n      text: Begin\n      link: /pay\nfeatures:\n  - title: Pay\n    details: When it comes\n    link: /pay\n  - title: No link\n    icon: x\n---\n\nAnd more.\n',
      'pay.md': '# Pay\n',
    });
    expect((await found.text('index.md')).replace(/^---[\s\S]*?---\n/, '')).toBe(
      '\n# Northwind\n\n**How we \\[work\\]**\n\nDay and night\n\n[Begin](</pay>)\n\n**[Pay](</pay>)**  \nWhen it comes\n\n**No link**\n\nAnd more.\n',
    );
    expect(treeOf(found)).toContain('index “Northwind” index.md');
    expect(linksOf(found, 'index.md')).toEqual({ '/pay': 'pay' });
  });

  it('says so of Starlight, which has a title, too, and of VuePress of before; others stay', async () => {
    const plain = '---\ntitle: Plain\nactions: x\n---\nWords.\n';
    const found = await read({
      'splash.mdx':
        '---\ntitle: Welcome\ntemplate: splash\nhero:\n  title: Welcome aboard\n  tagline: All of it\n  actions:\n    - text: Pay\n      link: ../pay/\n---\nimport x from "y";\n',
      'old.md':
        '---\nhome: true\nheroText: Northwind\ntagline: Of old\nactionText: Begin\nactionLink: /pay/\nfeatures:\n- title: One\n  details: Of one\n---\n',
      'plain.md': plain,
      'pay.md': '# Pay\n',
    });
    expect(await found.text('splash.mdx')).toContain('\n\n**Welcome aboard**\n\nAll of it\n\n[Pay](<../pay/>)\n\nimport x');
    expect((await found.text('old.md')).replace(/^---[\s\S]*?---\n/, '')).toBe(
      '\n# Northwind\n\nOf old\n\n[Begin](</pay/>)\n\n**One**  \nOf one\n',
    );
    expect(await found.text('plain.md')).toBe(plain);
    expect(told(found)).toEqual([]);
  });
});
