import { describe, expect, it } from 'vitest';
import { fill, NO_FACTS, type Fact, type Facts } from './fill.ts';
import { renderer, type Source } from './render.ts';

const render = renderer(null);
const html = async (text: string, more: Omit<Source, 'text'> = {}, facts: Facts = NO_FACTS): Promise<string> =>
  fill(await render({ text, ...more }), facts);

const DOCK = '11111111-1111-4111-8111-111111111111';
const PLAN = '22222222-2222-4222-8222-222222222222';

const DOCK_PAGE: Fact = { id: DOCK, kind: 'page', number: 7, title: 'The dock', status: 'published', dueAt: null, file: null };

describe('boxes beside the text', () => {
  it('are written as GitHub, Docusaurus, VitePress, GitBook, MkDocs and Obsidian write them', async () => {
    const note = '<div class="callout note" role="note"><p class="callout-title">Note</p><p>Read <em>this</em>.</p></div>';
    expect(await html('> [!NOTE]\n> Read *this*.')).toBe(note);
    expect(await html(':::note\nRead *this*.\n:::')).toBe(note);
    expect(await html('::: info Note\nRead *this*.\n:::')).toBe(note);
    expect(await html(':::note[Note]\n\nRead *this*.\n\n:::')).toBe(note);
    expect(await html('{% hint style="info" %}\nRead *this*.\n{% endhint %}')).toBe(note);
    expect(await html('!!! note\n    Read *this*.')).toBe(note);
    expect(await html('> [!danger] Stop\n> Now.')).toBe(
      '<div class="callout caution" role="note"><p class="callout-title">Stop</p><p>Now.</p></div>',
    );
    expect(await html('> [!faq]- Why?\n> Because.')).toBe('<details><summary>Why?</summary><p>Because.</p></details>');
    expect(await html('::: details Why?\nBecause.\n:::')).toBe('<details><summary>Why?</summary><p>Because.</p></details>');
  });

  it('are Notion’s callouts, whose words are Markdown', async () => {
    const box = (words: string) =>
      `<div class="callout note" role="note"><p class="callout-title">Note</p>${words}</div><p>after</p>`;
    const links = { 'https://www.notion.so/northwind/Dock-1': DOCK };
    const facts = { ...NO_FACTS, ofId: (id: string) => (id === DOCK ? { ...DOCK_PAGE } : undefined) };
    const words = 'This is a **callout** with [a link](https://www.notion.so/northwind/Dock-1)';
    const shown = 'This is a <strong>callout</strong> with <a href="/7" title="The dock">a link</a>';
    expect(await html(`<aside>\n💡 ${words}\n\n</aside>\n\nafter`, { links }, facts)).toBe(box(`<p>💡 ${shown}</p>`));
    expect(await html(`<aside>\n💡\n\n${words}\n\n</aside>\n\nafter`, { links }, facts)).toBe(box(`<p>💡</p><p>${shown}</p>`));
    expect(await html('<aside>never closed')).toBe('never closed');
  });

  it('hold anything, each other too, and end where they end', async () => {
    expect(await html('::::tip\n\n- a\n\n:::warning\nb\n:::\n\n```\n:::\n```\n\n::::\n\nafter')).toBe(
      '<div class="callout tip" role="note"><p class="callout-title">Tip</p><ul><li>a</li></ul><div class="callout warning" role="note"><p class="callout-title">Warning</p><p>b</p></div><pre tabindex="0"><code>:::\n</code></pre></div><p>after</p>',
    );
    expect(await html(':::note\nnever closed')).toBe('<p>:::note\nnever closed</p>');
    expect(await html('> [!NOBODY]\n> knows')).toBe('<blockquote><p>[!NOBODY]\nknows</p></blockquote>');
  });
});

describe('what Hugo, Outline and GitBook write in ways of their own', () => {
  it('is code in its language, and a diagram', async () => {
    expect(await html('{{< highlight go "linenos=table" >}}\nx := 1\n\n# no heading\n{{< /highlight >}}\n\nafter')).toMatch(
      /^<pre tabindex="0"><code class="language-go">.*# no heading.*<\/code><\/pre><p>after<\/p>$/s,
    );
    const diagram = '<pre tabindex="0" class="mermaid"><code class="language-mermaid">graph TD\n</code></pre>';
    expect(await html('{{< mermaid >}}\ngraph TD\n{{< /mermaid >}}')).toBe(diagram);
    expect(await html('```mermaidjs\ngraph TD\n```')).toBe(diagram);
    expect(await html('{{< highlight go >}}\nnever closed')).toContain('never closed');
  });

  it('is a box, a fold or a tab that Hugo writes in one line, and what its pages of fronts hold', async () => {
    const box = '<div class="callout warning" role="note"><p class="callout-title">Mind</p><p>Read <em>this</em>.</p></div>';
    expect(await html('{{< alert type="warning" title="Mind" >}}Read *this*.{{< /alert >}}')).toBe(box);
    expect(await html('{{% details "Why?" %}} Because. {{% /details %}}')).toBe(
      '<details><summary>Why?</summary><p>Because.</p></details>',
    );
    expect(await html('{{< tab "Mac" >}}Here{{< /tab >}}')).toBe('<div><p><strong>Mac</strong></p><p>Here</p></div>');
    expect(await html('{{% blocks/lead color="primary" %}}\nWelcome\n{{% /blocks/lead %}}')).toBe('<p>Welcome</p>');
    expect(await html('{{< button href="/dock" >}}Go{{< /button >}}')).toBe('<p><a href="/dock">Go</a></p>');
    expect(await html('{{< img src="/a.png" alt="Dock" >}}')).toContain('alt="Dock"');
    expect(await html('{{< note >}}one{{< /tip >}}')).toContain('{{&lt; note');
  });

  it('is code that Jekyll marks, and nothing of its marks', async () => {
    expect(await html('{% highlight ruby linenos %}\nputs\n{% endhighlight %}\n\nWrite {% raw %}{{ x }}{% endraw %}.')).toBe(
      '<pre tabindex="0"><code class="language-ruby">puts\n</code></pre><p>Write {{ x }}.</p>',
    );
  });

  it('is no comment of Obsidian, no property of Logseq, and what Outline folds', async () => {
    const page = (text: string) => html(text, { links: {} });
    expect(await page('A %%for me%% word.\n\n%%\nhidden\n\n- all\n%%\n\n%% one line %%\n\nAfter')).toBe(
      '<p>A word.</p><p>After</p>',
    );
    expect(await page('50%% and 60%%, %%open\n\n%%\nnever closed')).toBe('<p>50%% and 60%%, %%open</p><p>%%\nnever closed</p>');
    expect(
      await page('- Pay\n  id:: 64b1f2c3-0000-4000-8000-000000000001\n  collapsed:: true\n\t- ![a](/b.png){:height 2, :width 3}'),
    ).toBe(
      '<ul><li>Pay<span id="doc-64b1f2c3-0000-4000-8000-000000000001"></span><ul><li><img src="/b.png" alt="a" loading="lazy"></li></ul></li></ul>',
    );
    expect(await page('+++ Why?\n\nBecause.\n\n+++\n\n+++ Open')).toBe(
      '<details><summary>Why?</summary><p>Because.</p></details><p>+++ Open</p>',
    );
  });

  it('is a box with marks in its title', async () => {
    expect(await html('> [!note]- Read *this* `now`\n> Body')).toBe(
      '<details><summary>Read <em>this</em> <code>now</code></summary><p>Body</p></details>',
    );
    expect(await html('> [!tip] **Mind**')).toBe(
      '<div class="callout tip" role="note"><p class="callout-title"><strong>Mind</strong></p></div>',
    );
  });

  it('is a mark of where a heading is that nobody follows', async () => {
    expect(await html('## Dock <a href="#d" id="d"></a>\n\n[to](#d)')).toBe(
      '<h2 id="doc-dock">Dock <span id="doc-d"></span></h2><p><a href="#doc-d">to</a></p>',
    );
  });

  it('is what an escaped shortcode writes about, in code too', async () => {
    expect(await html('Write {{</* figure */>}} and {{%/* note */%}} or `{{</* a */>}}`.\n\n```\n{{</* b */>}}\n```')).toBe(
      '<p>Write {{&lt; figure &gt;}} and {{% note %}} or <code>{{&lt; a &gt;}}</code>.</p><pre tabindex="0"><code>{{&lt; b &gt;}}\n</code></pre>',
    );
  });

  it('is what stands in braces for programs: ids lead, and nothing of it is shown', async () => {
    for (const heading of [
      '## Dock {#d}',
      '## Dock { #d .x }',
      '## Dock {: #d }',
      '## Dock\n{: #d}',
      '## Dock {/* #d */}',
      'Dock { #d }\n---',
    ])
      expect(await html(`${heading}\n\n[to](#d)`), heading).toBe('<h2 id="doc-d">Dock</h2><p><a href="#doc-d">to</a></p>');
    expect(await html('(d)=\n## Dock')).toBe('<span id="doc-d"></span><h2 id="doc-dock">Dock</h2>');
    expect(
      await html('Read `it`{.x} and **that**{: .y }.\n{: .z}\n\n1. TOC\n{:toc}\n\n- Contents\n{:toc .x}\n\n- a\n- b\n{:toc}'),
    ).toBe('<p>Read <code>it</code> and <strong>that</strong>.</p><ul><li>a</li><li>b</li></ul>');
    expect(await html('## The {id} page {x}\n\nCall it {#d} or (d)= or f(){}')).toBe(
      '<h2 id="doc-the-id-page-x">The {id} page {x}</h2><p>Call it {#d} or (d)= or f(){}</p>',
    );
  });

  it('is a wiki link with its words before the bar, a size of a picture, and a name of a paragraph', async () => {
    const facts = { ...NO_FACTS, ofId: (id: string) => (id === DOCK ? DOCK_PAGE : undefined) };
    const link = '<p><a href="/7" title="The dock">words</a></p>';
    expect(await html('[[words|The-dock]]', { links: { '[[The-dock]]': DOCK } }, facts)).toBe(link);
    expect(await html('[[The-dock|words]]', { links: { '[[The-dock]]': DOCK } }, facts)).toBe(link);
    expect(await html('![Dock](https://northwind.example/a.png =300x)')).not.toContain('300');
    expect(await html('> Info\n{.is-info}')).toBe('<blockquote><p>Info</p></blockquote>');
    expect(await html('Words. ^abc123')).toMatch(/^<p>Words\. <span id="doc-\^abc123"><\/span><\/p>$/);
    expect(await html('Two ^2 and x ^3')).toBe('<p>Two ^2 and x ^3</p>');
  });

  it('is a picture or a link whose address Docusaurus or Jekyll fills in', async () => {
    const links = { './dock.png': DOCK, '/dock': DOCK };
    const file: Fact = { ...DOCK_PAGE, kind: 'file', file: { name: 'dock.png', type: 'image/png', width: null, height: null } };
    const facts = { ...NO_FACTS, ofId: (id: string) => (id === DOCK ? file : undefined) };
    for (const text of [
      '<img src={require(\'./dock.png\').default} alt="D" />',
      'import d from \'./dock.png\';\n\n<img src={d} alt="D" />',
    ])
      expect(await html(text, { links }, facts), text).toContain('<img ');
    const page = { ...NO_FACTS, ofId: (id: string) => (id === DOCK ? DOCK_PAGE : undefined) };
    for (const text of [
      '<Link to="/dock">D</Link>',
      '[D]({{ site.baseurl }}/dock)',
      "<a href={useBaseUrl('dock')} style={{ color: 'red' }}>D</a>",
    ])
      expect(await html(text, { links }, page), text).toContain('<a href="/7" title="The dock">D</a>');
  });

  it('is marked or struck around words alone', async () => {
    expect(await html('a ==**very** good== thing')).toBe('<p>a <mark><strong>very</strong> good</mark> thing</p>');
    expect(await html('~one~ and ~~two~~, (~three~)')).toBe('<p><del>one</del> and <del>two</del>, (<del>three</del>)</p>');
    for (const text of ['if a==b and c==d', '== no ==', '====', 'about ~5 and ~6', 'H~2~O', '\\~no~', '\\==no==', '`==a==`'])
      expect(await html(text), text).not.toMatch(/<mark|<del/);
  });

  it('is a formula within its sentence', async () => {
    expect(await html('The first $$a_1$$ counts.')).toMatch(/^<p>The first <math(?![^>]*display="block")/);
    expect(await html('$$a_1$$')).toContain('display="block"');
  });
});

describe('what other systems write around a text', () => {
  it('tabs of MkDocs are what they are called, and what they show', async () => {
    expect(await html('=== "Mac"\n\n    ```sh\n    a\n    ```\n\n=== "Linux"\n\n    1. one\n\nafter')).toBe(
      '<div><p><strong>Mac</strong></p><pre tabindex="0"><code class="language-sh">a\n</code></pre></div><div><p><strong>Linux</strong></p><ol><li>one</li></ol></div><p>after</p>',
    );
  });

  it('boxes, folds, tabs and films of Hugo, and in code they stay', async () => {
    expect(
      await html(
        '{{% alert title="Stop" color="danger" %}}\nNow **or** never.\n{{% /alert %}}\n\n{{< details "More" >}}\nbody\n{{< /details >}}',
      ),
    ).toBe(
      '<div class="callout caution" role="note"><p class="callout-title">Stop</p><p>Now <strong>or</strong> never.</p></div><details><summary>More</summary><p>body</p></details>',
    );
    expect(await html('{{< tabpane text=true >}}\n{{% tab header="Mac" %}}\nmac\n{{% /tab %}}\n{{< /tabpane >}}')).toBe(
      '<p><strong>Mac</strong></p><p>mac</p>',
    );
    expect(await html('{{< youtube "GKMUs7WXm" >}}')).toBe(
      '<p><a href="https://youtu.be/GKMUs7WXm" rel="noopener nofollow ugc">youtu.be/GKMUs7WXm</a></p>',
    );
    expect(await html('{{% alert %}}\nnever closed')).toBe('<p>{{% alert %}}\nnever closed</p>');
    expect(await html('```\n{{< details "More" >}}\n{{< /details >}}\n```')).toContain('{{&lt; details');
    expect(await html('{{< team-by-manager "x" >}}')).toBe('<p>{{&lt; team-by-manager &quot;x&quot; &gt;}}</p>');
  });

  it('components of MDX show what they hold; what nobody closes is a blank to fill in', async () => {
    const page =
      'import Tabs from \'@theme/Tabs\';\nimport TabItem from \'@theme/TabItem\';\n\nexport const Red = ({children}) => (\n  <b>{children}</b>\n);\n\n# Hi\n\n<Tabs groupId="os">\n  <TabItem\n    value="mac"\n    label="macOS"\n    default>\n\nApple *text*.\n\n  </TabItem>\n</Tabs>\n\n<Red color={1}>words</Red> here {/* not this */}.';
    expect(await html(page)).toBe(
      '<h1 id="doc-hi" class="doc-title">Hi</h1><p><strong>macOS</strong></p><p>Apple <em>text</em>.</p><p>words here .</p>',
    );
    expect(await html("Dear <Name>,\n\n<Name>\n\nimport a from 'b';")).toContain('Dear &lt;Name&gt;,');
    expect(await html("Write this:\n\nimport a from 'b';")).toBe("<p>Write this:</p><p>import a from 'b';</p>");
  });
});

describe('components of other systems', () => {
  it('notes stand in boxes, on one line or over several, and what is folded there is folded here', async () => {
    const box = (name: string, title: string, words: string) =>
      `<div class="callout ${name}" role="note"><p class="callout-title">${title}</p>${words}</div>`;
    expect(await html('<Note>\n  Ask **first**.\n</Note>')).toBe(box('note', 'Note', '<p>Ask <strong>first</strong>.</p>'));
    expect(await html('<Warning>Ask first.</Warning>')).toBe(box('warning', 'Warning', '<p>Ask first.</p>'));
    expect(await html('<Callout type="warning" emoji="!">\n  Ask.\n</Callout>')).toBe(box('warning', 'Warning', '<p>Ask.</p>'));
    expect(await html('<Aside type="tip" title="By the way">\nAsk.\n</Aside>')).toBe(box('tip', 'By the way', '<p>Ask.</p>'));
    expect(await html('<Accordion title="More">\n\nWords.\n\n</Accordion>')).toBe(
      '<details><summary>More</summary><p>Words.</p></details>',
    );
    expect(await html('Write <Note> to us.\n\n<Note>')).toContain('&lt;Note&gt;');
  });

  it('what stands between them is no code, however far in it is, and code among it is', async () => {
    const text =
      '<Steps>\n  <Step title="One">\n    Do [it](https://northwind.example).\n\n    Then:\n\n    ```bash\n    go\n    ```\n  </Step>\n  <Step title="Two">\n    Rest.\n  </Step>\n</Steps>\n\nBehind.';
    expect(await html(text)).toMatch(
      /^<p><strong>One<\/strong><\/p><p>Do <a [^>]*>it<\/a>.<\/p><p>Then:<\/p><pre[^>]*><code class="language-bash">go\n<\/code><\/pre><p><strong>Two<\/strong><\/p><p>Rest.<\/p><p>Behind.<\/p>$/,
    );
  });

  it('cards lead where they led', async () => {
    const text =
      '<CardGroup cols={2}>\n  <Card title="People" icon="users" href="https://northwind.example/people">\n    Who we are.\n  </Card>\n  <Card title="Tools" href="https://northwind.example/tools" />\n</CardGroup>';
    expect((await html(text)).replace(/ rel="[^"]*"/g, '')).toBe(
      '<p><strong><a href="https://northwind.example/people">People</a></strong></p><p>Who we are.</p><p><strong><a href="https://northwind.example/tools">Tools</a></strong></p>',
    );
    expect(await html('<Card title="A" href="javascript:alert(1)" />')).not.toContain('href');
  });
});

describe('formulas', () => {
  it('shows nothing of what a page with components exports, over however many lines', async () => {
    const blocks = [
      'export const a = {\n  b: 1,\n\n  c: "}",\n};',
      "export const Red = ({children}) => (\n  <b>\n    it's {children}\n  </b>\n);",
      'export function Total() {\n  return 1;\n\n}',
      'export const Plain = () => <b>\n  words\n</b>;',
    ];
    for (const block of blocks)
      expect(await html(`${block}\n\n# Title\n\nText.`), block).toMatch(/^<h1 [^>]*class="doc-title">Title<\/h1><p>Text.<\/p>$/);
    expect(await html('export const is what a module says.')).toBe('<p>export const is what a module says.</p>');
    expect(await html('export const a = {\n  never closed')).toContain('never closed');
  });
  it('are MathML, within a line and on their own', async () => {
    const made = await html('It is $x^2$.\n\n$$\n\\frac12\n$$\n\n```math\na\n```');
    expect(made).toMatch(/^<p>It is <math xmlns="[^"]+"><semantics><mrow><msup><mi>x<\/mi><mn>2<\/mn><\/msup><\/mrow>/);
    expect(made.match(/<p class="formula"><math [^>]*display="block">/g)).toHaveLength(2);
  });

  it('are not prices, and what cannot be read stays as it was typed', async () => {
    expect(await html('It costs $5, or $10 for two; \\$x too.')).toBe('<p>It costs $5, or $10 for two; $x too.</p>');
    expect(await html('$\\frac{1$')).toBe('<p><code class="formula-source">\\frac{1</code></p>');
    expect(await html('$\\def\\a{\\a\\a}\\a$')).toContain('<code class="formula-source">');
  });
});

describe('code', () => {
  it('has colours as classes; a diagram stays its source, marked', async () => {
    expect(await html('```sh\necho "hi"\n```')).toBe(
      '<pre tabindex="0"><code class="language-sh"><span class="hljs-built_in">echo</span> <span class="hljs-string">&quot;hi&quot;</span>\n</code></pre>',
    );
    expect(await html('```mermaid\ngraph TD; A-->B\n```')).toBe(
      '<pre tabindex="0" class="mermaid"><code class="language-mermaid">graph TD; A--&gt;B\n</code></pre>',
    );
    expect(await html(`\`\`\`mermaid\ngraph TD\n${'A-->B\n'.repeat(5_000)}\`\`\``)).not.toContain('class="mermaid"');
    expect(await html('```klingon\nnuqneH\n```')).toContain('<code class="language-klingon">nuqneH');
  });
});

describe('HTML that handbooks use', () => {
  it('stays what it is, with Markdown in it', async () => {
    expect(
      await html('<details open>\n<summary>More</summary>\n\n*text* <kbd>⌘</kbd> H<sub>2</sub>O<br>x\n\n</details>\n\nafter'),
    ).toBe(
      '<details open>\n<summary>More</summary>\n<p><em>text</em> <kbd>⌘</kbd> H<sub>2</sub>O<br>x</p></details>\n<p>after</p>',
    );
    expect(await html('<table><tr><th>a</th></tr><tr><td colspan="2" style="color:red">b &amp; c</td></tr></table>')).toBe(
      '<div class="table" tabindex="0" role="group" aria-label="Table"><table><tr><th>a</th></tr><tr><td colspan="2">b &amp; c</td></tr></table></div>',
    );
  });

  it('ends with the item that began it, and hides nothing else', async () => {
    expect(await html('- <b>one\n- two')).toBe('<ul><li><b>one</b></li><li>two</li></ul>');
    expect(await html('<svg>\n\nseen')).toBe('<p>seen</p>');
  });

  it('what plays something from elsewhere is a link to it', async () => {
    expect(await html('<iframe width="560" src="https://www.youtube.com/embed/x" title="A demo" allowfullscreen></iframe>')).toBe(
      '<a href="https://www.youtube.com/embed/x" rel="noopener nofollow ugc">A demo</a>',
    );
  });
});

describe('anchors', () => {
  it('are as GitHub makes them, or as the heading says, and other systems’ lead there', async () => {
    const { headings } = await render({
      text: '# A\n\n## Größe & 大: `x_y`\n\n## Own {#my-id}\n\n## A\n\n<a name="old"></a>\n\n## A-1',
    });
    expect(headings.map(({ id }) => id)).toEqual(['doc-a', 'doc-größe--大-x_y', 'doc-my-id', 'doc-a-1', 'doc-a-1-1']);
    expect(await html('## Why now? And how\n\n[x](#why-now-and-how) [y](#why_now%3F_and-how) [z](#nowhere)')).toMatch(
      /<p><a href="#doc-why-now-and-how">x<\/a> <a href="#doc-why-now-and-how">y<\/a> <a href="#doc-nowhere">z<\/a><\/p>$/,
    );
  });
});

describe('where a page’s addresses lead', () => {
  const links = { '../plan.md': PLAN, '[[The plan]]': PLAN, 'img/dock.png': DOCK, 'notes.pdf': DOCK };
  const plan: Fact = { id: PLAN, kind: 'page', number: 7, title: 'The "plan"', status: 'published', dueAt: null, file: null };
  const dock: Fact = {
    ...{ id: DOCK, kind: 'file', number: 0, title: 'dock', status: 'kept', dueAt: null },
    file: { name: 'dö ck.png', type: 'image/png', width: 800, height: 600 },
  };
  const knowing = (...facts: readonly Fact[]): Facts => ({
    ofId: (id) => facts.find((fact) => fact.id === id),
    ofNumber: (number) => facts.find((fact) => fact.number === number),
    nameOf: (handle) => (handle === 'ines' ? 'Ines Prado' : undefined),
  });

  it('is the page of today, with its anchor, whatever it is called now', async () => {
    expect(await html('[see](../plan.md#Why-now) [[The plan]] [[The plan#a b|words]]', { links }, knowing(plan))).toBe(
      '<p><a href="/7#doc-Why-now" title="The &quot;plan&quot;">see</a> <a href="/7" title="The &quot;plan&quot;">The plan</a> <a href="/7#doc-a%20b" title="The &quot;plan&quot;">words</a></p>',
    );
  });

  it('is a picture with its size, so that nothing jumps', async () => {
    expect(await html('![a dock](img/dock.png "T")', { links }, knowing(dock))).toBe(
      `<p><img src="/files/${DOCK}/d%C3%B6%20ck.png" alt="a dock" title="T" width="800" height="600" loading="lazy" decoding="async"></p>`,
    );
    expect(await html('<img src="img/dock.png" width="400">', { links }, knowing(dock))).toContain('width="400" height="300"');
    expect(await html(`![a](/files/${DOCK}/old-name.png)`, {}, knowing(dock))).toContain(`src="/files/${DOCK}/d%C3%B6%20ck.png"`);
  });

  it('nowhere is said so; what the reader may not see is words, without its title or name', async () => {
    expect(await html('[x](gone.md) ![p](gone.png)', { links })).toBe(
      '<p><span class="broken">x<span class="sr-only"> (leads nowhere)</span></span> <span class="broken">p<span class="sr-only"> (leads nowhere)</span></span></p>',
    );
    const unseen = await html('[x](../plan.md) ![p](img/dock.png) #7\n\n#7', { links });
    expect(unseen).toBe(
      '<p><span class="unseen">x<span class="sr-only"> (you cannot see what it leads to)</span></span> <span class="broken">p<span class="sr-only"> (a picture that you cannot see)</span></span> <a href="/7" class="reference">#7</a></p><p><a href="/7" class="reference">#7</a></p>',
    );
    expect(unseen).not.toMatch(/plan"|dö|2222|1111/);
  });

  it('a heading is called by its own words, wherever its links lead', async () => {
    const { headings, parts } = await render({ text: '## *Em* & code [link](x)\n', links: {}, broken: ['x'] });
    expect(headings).toEqual([{ level: 2, id: 'doc-em--code-link', text: 'Em & code link' }]);
    expect(parts.join('')).toContain('<span class="broken">link<span class="sr-only"> (leads nowhere)</span></span>');
  });
  it('what was found broken when it was published is what is shown as broken', async () => {
    expect(await html('[x](a.md) [y](/decisions)', { links: {}, broken: ['a.md'] })).toBe(
      '<p><span class="broken">x<span class="sr-only"> (leads nowhere)</span></span> <a href="/decisions">y</a></p>',
    );
  });

  it('a number shows its title; alone in a paragraph it is a card with kind, title, state and time', async () => {
    const facts = knowing({
      ...plan,
      ...{ number: 142, kind: 'decision', title: 'Keep <one>', status: 'under-way', dueAt: Date.UTC(2026, 10, 26, 14) },
    });
    expect(await html('See #142, @ines.\n\n## Of #142', {}, facts)).toBe(
      '<p>See <a href="/142" class="reference">#142 <span class="reference-title" dir="auto">Keep &lt;one&gt;</span></a>, <span class="mention" data-handle="ines" title="Ines Prado">@ines</span>.</p><h2 id="doc-of-142">Of <a href="/142" class="reference">#142</a></h2>',
    );
    expect(await html('#142', {}, facts)).toBe(
      '<p class="embed"><a href="/142"><span class="embed-kind">Decision #142</span> <span class="embed-title" dir="auto">Keep &lt;one&gt;</span> <span class="embed-state">under way</span> <span class="embed-due"><time datetime="2026-11-26T14:00:00.000Z">2026-11-26 14:00 UTC</time></span></a></p>',
    );
  });

  it('pages that show one another show their titles, and end there', async () => {
    const facts = knowing(plan, { ...plan, id: DOCK, number: 8, title: 'Its other' });
    expect(await html('#8', {}, facts)).toContain('Its other');
    expect(await html('#7', {}, facts)).toContain('The &quot;plan&quot;');
  });

  it('a deleted one is a word that was a link', async () => {
    expect(await html('[x](../plan.md) #7', { links }, knowing({ ...plan, status: 'deleted' }))).toBe(
      '<p><span class="broken">x<span class="sr-only"> (deleted)</span></span> <a href="/7" class="reference">#7</a></p>',
    );
  });
});

describe('what Hugo writes in its own way', () => {
  it('leads and shows as what everybody writes, and stays in code', async () => {
    const links = { '../plan.md': PLAN };
    expect(await html('[the plan]({{< relref "../plan.md" >}}#more)', { links })).toBe(
      await html('[the plan](../plan.md#more)', { links }),
    );
    expect(await html('{{< figure src="dock.png" alt="The dock" >}}')).toBe(await html('![The dock](dock.png)'));
    expect(await html('```\n[x]({{< ref "y" >}})\n```')).toContain('{{&lt; ref');
  });
});
