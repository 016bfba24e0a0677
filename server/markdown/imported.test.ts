import { describe, expect, it } from 'vitest';
import { fill, NO_FACTS } from './fill.ts';
import { renderer, type Source } from './render.ts';

const render = renderer(null);
const html = async (text: string, more: Omit<Source, 'text'> = {}): Promise<string> =>
  fill(await render({ text, ...more }), NO_FACTS);

describe('GitBook', () => {
  it('has its tags for itself, whatever stands in their attributes', async () => {
    expect(await html('{% columns %}\n{% column width="50%" %}\nLeft\n{% endcolumn %}\n{% endcolumns %}')).toBe('<p>Left</p>');
    expect(await html('{% embed url="https://northwind.example/a%20b?c=%7B" %}')).toBe(
      '<p><a href="https://northwind.example/a%20b?c=%7B" rel="noopener nofollow ugc">northwind.example/a%20b?c=%7B</a></p>',
    );
    expect(await html('{% hint style="info" title="At 50% and more" %}\nRead.\n{% endhint %}')).toContain('At 50% and more</p>');
  });

  it('shows a diagram that an integration draws, with its empty lines', async () => {
    expect(await html('{% @mermaid/diagram content="graph TD\n  A\\[Ask] --> B\n\n  B --> C" %}\n\nafter')).toBe(
      '<pre tabindex="0" class="mermaid"><code class="language-mermaid">graph TD\n  A[Ask] --&gt; B\n\n  B --&gt; C\n</code></pre><p>after</p>',
    );
    expect(await html('{% @mermaid/diagram content="graph TD\nnever closed')).toContain('mermaid');
  });
});

describe('Hugo', () => {
  it('says below a picture what it is called and what it shows', async () => {
    expect(await html('{{< figure src="/a.png" title="The dock" caption="At *night*, \\"late\\"" alt="Dock" >}}')).toBe(
      '<p><img src="/a.png" alt="Dock" loading="lazy"><br><strong>The dock</strong> At <em>night</em>, &quot;late&quot;</p>',
    );
  });

  it('leads to pages from cards, and says what a part is called', async () => {
    expect(
      await html('{{< cards >}}\n  {{< card link="/pay" title="Pay" subtitle="What *and* when" icon="x" >}}\n{{< /cards >}}'),
    ).toBe('<p><strong><a href="/pay">Pay</a></strong></p><p>What <em>and</em> when</p>');
    expect(await html('{{< blocks/cover title="Welcome" height="med" >}}\nWords\n{{< /blocks/cover >}}')).toBe(
      '<p><strong>Welcome</strong></p><p>Words</p>',
    );
    expect(await html('{{< tabs name="os_tabs" >}}\nWords\n{{< /tabs >}}')).toBe('<p>Words</p>');
  });
});

describe('components', () => {
  it('of one line say what they are called and what they are about', async () => {
    expect(await html('<Tabs>\n  <TabItem label="Mac">On a *Mac*</TabItem>\n</Tabs>')).toBe(
      '<p><strong>Mac</strong></p><p>On a <em>Mac</em></p>',
    );
    expect(await html('<Tabs items={["Mac"]}>\n  <Tabs.Tab>On a *Mac*</Tabs.Tab>\n</Tabs>')).toBe('<p>On a <em>Mac</em></p>');
    expect(await html('<LinkCard title="Pay" href="/pay" description="When it comes" />')).toBe(
      '<p><strong><a href="/pay">Pay</a></strong></p><p>When it comes</p>',
    );
  });

  it('that stand alone end there', async () => {
    expect(await html('<Image src="/a.png" />\n![House](/b.png)')).toBe(
      '&lt;Image src=&quot;/a.png&quot; /&gt;<p><img src="/b.png" alt="House" loading="lazy"></p>',
    );
  });
});

describe('Markdown within HTML', () => {
  it('is Markdown where it says so', async () => {
    expect(
      await html(
        '<figure markdown="span">\n    ![Dock](/a.png){ width="300" }\n    <figcaption>The *dock*</figcaption>\n</figure>\n\nafter',
      ),
    ).toBe(
      '<figure><p><img src="/a.png" alt="Dock" loading="lazy"></p><figcaption><p>The <em>dock</em></p></figcaption></figure><p>after</p>',
    );
    expect(await html('words\n<div class="a" markdown="1">\nIn *it*\n\n- all\n</div>\nafter')).toBe(
      '<p>words</p><div><p>In <em>it</em></p><ul><li>all</li></ul></div><p>after</p>',
    );
    expect(await html('<div markdown>In *it*</div>')).toBe('<div><p>In <em>it</em></p></div>');
    expect(await html('<div class="markdown">\nIn *it*\n</div>')).toContain('*it*');
    expect(await html('<figure markdown>\nnever *closed*')).toContain('*closed*');
  });
});

describe('what only writers see', () => {
  it('is not shown, over several lines, too, unless nothing closes it', async () => {
    expect(await html('A\n\n{% comment %}\nnot *this*\n\n[nor](this.md)\n{% endcomment %}\n\nB')).toBe('<p>A</p><p>B</p>');
    expect(await html('{% comment %}\nstays')).toContain('stays');
    expect(await html('```\n{% comment %}\nx\n{% endcomment %}\n```')).toContain('endcomment');
  });

  it('is no list of headings, and no backslash for an empty line', async () => {
    expect(await html('[TOC]\n\nA')).toBe('<p>A</p>');
    expect(await html('[[toc]]\n\nA', { links: {} })).toBe('<p>A</p>');
    expect(await html('[[_TOC_]]\n\nA', { links: {} })).toBe('<p>A</p>');
    expect(await html('[TOC]\n\n[TOC]: /a')).toContain('href="/a"');
    expect(await html('A\n\n\\\n\\\n\n# B\n\n\\')).toBe('<p>A</p><h1 id="doc-b">B</h1>');
    expect(await html('\\\\')).toBe('<p>\\</p>');
  });
});

describe('Outline and Obsidian', () => {
  it('write formulas between three dollars, and boxes of kinds of their own', async () => {
    expect(await html('$$$\nx^2\n$$$')).toBe(await html('$$\nx^2\n$$'));
    expect(await html('> [!northwind] Our way\n> Words.')).toBe(
      '<div class="callout note" role="note"><p class="callout-title">Our way</p><p>Words.</p></div>',
    );
    expect(await html('> [!my-own]-\n> Words.')).toBe('<details><summary>my-own</summary><p>Words.</p></details>');
    expect(await html('> [!NOBODY]\n> knows')).toBe('<blockquote><p>[!NOBODY]\nknows</p></blockquote>');
  });
});

describe('code', () => {
  it('is below what it is called', async () => {
    const code = '<pre tabindex="0"><code class="language-js">x\n</code></pre>';
    for (const said of ['js title="a.js" {1}', "js filename='a.js'", 'js [a.js]'])
      expect(await html(`\`\`\`${said}\nx\n\`\`\``)).toBe(`<p><strong>a.js</strong></p>${code}`);
    expect(await html('```js\nx\n```')).toBe(code);
  });
});

describe('links and pictures', () => {
  it('are as wide as Outline says, and lead to the last of several headings', async () => {
    expect(await html('![A](/a.png " =640x480") ![B](/b.png "right-50") ![C](/c.png "The dock =10x") ![D](/d.png "a=1x2")')).toBe(
      '<p><img src="/a.png" alt="A" width="640" height="480" loading="lazy"> <img src="/b.png" alt="B" loading="lazy"> <img src="/c.png" alt="C" title="The dock" width="10" loading="lazy"> <img src="/d.png" alt="D" title="a=1x2" loading="lazy"></p>',
    );
    expect(await html('[[#Sick#Abroad|x]]', { links: {} })).toBe('<p><a href="#doc-abroad">x</a></p>');
  });
});
