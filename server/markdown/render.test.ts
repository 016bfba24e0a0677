import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { fill, NO_FACTS } from './fill.ts';
import { LONGEST, renderer, type Source } from './render.ts';

const render = renderer(null);
const renderMarkdown = async (text: string, more: Omit<Source, 'text'> = {}) => {
  const { headings, plain, ...written } = await render({ text, ...more });
  return { html: fill(written, NO_FACTS), headings, plain };
};
const html = async (text: string, more: Omit<Source, 'text'> = {}): Promise<string> => (await renderMarkdown(text, more)).html;

/** Every tag with its attributes; fails on anything that a browser could take for markup besides. */
const tagsOf = (source: string): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] => {
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<]*")?)*)>/g;
  expect(source.replace(tag, '')).not.toContain('<');
  return [...source.matchAll(tag)]
    .filter(([, closing]) => closing === '')
    .map(([, , name = '', rest = '']) => ({
      name,
      attributes: Object.fromEntries(
        [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
      ),
    }));
};

const TAGS =
  'a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr math semantics annotation mrow mi mn mo mfrac msup mtext mstyle mpadded mspace msub mover munder mtable mtr mtd'.split(
    ' ',
  );
const ATTRIBUTES =
  'href src alt title id class dir rel role open tabindex aria-label aria-describedby type checked disabled start align colspan rowspan width height loading decoding xmlns display encoding mathvariant mathcolor stretchy separator scriptlevel displaystyle lspace rspace voffset fence data-handle data-footnotes data-footnote-ref data-footnote-backref'.split(
    ' ',
  );

const expectHarmless = (source: string): void => {
  const tags = tagsOf(source);
  for (const name of new Set(tags.map((tag) => tag.name))) expect(TAGS).toContain(name);
  for (const pair of new Set(tags.flatMap(({ attributes }) => Object.entries(attributes).map((one) => one.join('\n'))))) {
    const [key = '', value = ''] = pair.split('\n');
    expect(ATTRIBUTES).toContain(key);
    if (key === 'href')
      expect(value.replaceAll('&amp;', '&')).toMatch(/^(?:https?:\/\/|mailto:|\/(?![/\\])|#doc-|[^:/?#]*(?:[/?#]|$))/i);
    if (key === 'src') expect(value).toMatch(/^\/(?!\/)/);
    if (key === 'id') expect(value).toMatch(/^doc-/);
  }
};

describe('what people write', () => {
  it('becomes headings, lists, tables, tasks, quotes and code', async () => {
    const {
      html: made,
      headings,
      plain,
    } = await renderMarkdown(
      '# Keep *one*\n\n> why\n\n- [x] done\n- [ ] left\n\n| a | b |\n|--:|---|\n| 1 | ~~2~~ |\n\n```ts\nconst a = 1 < 2;\n```\n',
    );
    expect(headings).toEqual([{ level: 1, id: 'doc-keep-one', text: 'Keep one' }]);
    expect(plain).toBeNull();
    expect(made).toContain('<h1 id="doc-keep-one" class="doc-title">Keep <em>one</em></h1>');
    expect(made).toContain('<input type="checkbox" checked disabled aria-label="done"> done');
    expect(made).toContain('<div class="table" tabindex="0" role="group" aria-label="Table"><table>');
    expect(made).toContain('<th align="right">a</th>');
    expect(made).toContain('<del>2</del>');
    expect(made).toContain('<code class="language-ts"><span class="hljs-keyword">const</span> a =');
    expect(made).toContain('&lt; <span class="hljs-number">2</span>;');
    expectHarmless(made);
  });

  it('headings of the same words have ids of their own, and links within the text lead to them', async () => {
    const { html: made, headings } = await renderMarkdown(
      '[down](#Why-now)\n\n## Why now?\n\n## Why now!\n\n## ?\n\n## Größe 大',
    );
    expect(headings.map(({ id }) => id)).toEqual(['doc-why-now', 'doc-why-now-1', 'doc-part', 'doc-größe-大']);
    expect(made).toContain('<a href="#doc-why-now">down</a>');
  });

  it('front matter is not shown', async () => {
    expect(await html('---\nstatus: accepted\n---\n\nText')).toBe('<p>Text</p>');
    expect(await html('\uFEFF---\nstatus: accepted\n---\n\nText')).toBe('<p>Text</p>');
  });

  it('numbers become links and names become marks, but not in code, links or addresses', async () => {
    expect(await html('See #142, ask @Ines.')).toBe(
      '<p>See <a href="/142" class="reference">#142</a>, ask <span class="mention" data-handle="ines">@Ines</span>.</p>',
    );
    const quiet = await html(
      '`#142 @ines` [#142 @ines](https://northwind.example) a@northwind.example x#142 #0 #142nd\n\n    #142 @ines\n',
    );
    expect(quiet).not.toMatch(/class="(?:reference|mention)"/);
  });

  it('what the address bar shows of an artifact leads to it, with the server’s own address too', async () => {
    const own = renderer(null, 'https://proceed.northwind.example');
    const { parts, slots } = await own({
      text: '[a](https://proceed.northwind.example/handbook/7#b) [c](https://example.org/handbook/7)',
      links: {},
    });
    expect(fill({ parts, slots }, NO_FACTS)).toBe(
      '<p><a href="/7#doc-b">a</a> <a href="https://example.org/handbook/7" rel="noopener nofollow ugc">c</a></p>',
    );
  });

  it('links that lead away say so; links within do not', async () => {
    expect(
      await html(
        '[a](https://northwind.example) <https://northwind.example> [m](mailto:ines@northwind.example) [c](//northwind.example)',
      ),
    ).toMatch(/^<p>(?:<a href="[^"]+" rel="noopener nofollow ugc">[^<]+<\/a> ?){4}<\/p>$/);
    expect(await html('[a](/decisions) [b](/decisions/1)')).toBe('<p><a href="/decisions">a</a> <a href="/1">b</a></p>');
  });

  it('pictures of ours are shown, those from elsewhere are links, and those that nobody has leave their words', async () => {
    expect(await html('![dock](/files/dock.png)')).toBe('<p><img src="/files/dock.png" alt="dock" loading="lazy"></p>');
    expect(await html('![dock](https://northwind.example/dock.png)')).toBe(
      '<p><a href="https://northwind.example/dock.png" rel="noopener nofollow ugc">dock</a></p>',
    );
    expect(await html('![dock](images/dock.png)')).toBe('<p>dock</p>');
  });

  it('footnotes of two texts on one page do not answer for one another', async () => {
    const [one, other] = [await html('a[^1]\n\n[^1]: b'), await html('c[^1]\n\n[^1]: d')];
    const ids = (source: string) => tagsOf(source).flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(ids(one)).toHaveLength(3);
    expect(ids(one).filter((id) => ids(other).includes(id))).toEqual([]);
    for (const { attributes } of tagsOf(one))
      if (attributes['href'] !== undefined) expect(ids(one)).toContain(attributes['href'].slice(1));
    expectHarmless(one);
  });

  it('what is no HTML stays as typed, and HTML leaves its words', async () => {
    expect(await html('A Vec<String> and a <T> of <font>plain</font> words<br>here <!-- gone -->')).toBe(
      '<p>A Vec&lt;String&gt; and a &lt;T&gt; of plain words<br>here </p>',
    );
    expect(await html('a <title> of <b>one</b> <blink>word</blink>\n\nthe rest')).toContain('<p>the rest</p>');
  });
});

describe('what attackers write', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>@import "https://northwind.example"</style>',
    '<a href="javascript:alert(1)">x</a>',
    '<div\nonclick=alert(1)\n>x</div>',
    '<<script>alert(1)//<</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<details open ontoggle=alert(1)>',
    '<b><!--</b><img src=x onerror=alert(1)>-->',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<?xml version="1.0"?><img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](  javascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](<java\nscript:alert(1)>)',
    '[x](&#x6A;avascript:alert(1))',
    '[x](&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58;alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](javascript&#58;alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](file:///etc/passwd)',
    '[x](blob:https://northwind.example/1)',
    '[x](//northwind.example/%0d%0a)',
    '[x]: javascript:alert(1)\n\n[x]',
    '<javascript:alert(1)>',
    '<data:text/html,x>',
    'javascript:alert(1)',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
    '![x"onerror="alert(1)](/x.png)',
    '![x](/x.png"onerror="alert(1))',
    '![x](/x.png "t\\"onerror=\\"alert(1)")',
    '[x](https://northwind.example "t&quot; onclick=&quot;alert(1)")',
    '[x](https://northwind.example/"onmouseover="alert(1))',
    '[<img src=x onerror=alert(1)>](https://northwind.example)',
    'www.northwind.example/"onclick="alert(1)',
    'https://northwind.example/<script>alert(1)</script>',
    '```"><script>alert(1)</script>\nx\n```',
    '```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
    '`<script>alert(1)</script>`',
    '# <img src=x onerror=alert(1)> "onclick="alert(1)',
    '# constructor\n\n# __proto__\n\n# location',
    '[^"onclick=alert(1)]: x\n\n[^"onclick=alert(1)]',
    '[^<script>]: <script>alert(1)</script>\n\na[^<script>]',
    '| <script> | "onclick= |\n|---|---|\n| [x](javascript:alert(1)) | <b onclick=alert(1)> |',
    '- [x] <input onfocus=alert(1) autofocus>',
    '@"><script>alert(1)</script> #1"><script>alert(1)</script>',
    '@ines"onclick="alert(1)',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '\\<script>alert(1)\\</script>',
    '---\n<script>alert(1)</script>\n---\n',
    '<form action="https://northwind.example"><button>x</button></form>',
    '<base href="https://northwind.example">',
    '<meta http-equiv=refresh content="0;url=https://northwind.example">',
    '<link rel=stylesheet href=https://northwind.example>',
    '<a name="doc-x" id="root" class="reference">x</a>',
    '<template><script>alert(1)</script></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '\u202e<script>alert(1)</script>',
    '<ſcript>alert(1)</ſcript>',
    '<script\u0000>alert(1)</script>',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    '\'"><svg/onload=alert(1)>',
    '[a](<javascript:alert(1)>) [b]( <javascript:alert(1)> "t")',
    '$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(1)}$',
    '$\\htmlStyle{background:url(https://northwind.example)}{x} \\htmlClass{embed}{x} \\htmlId{root}{x}$',
    '$\\includegraphics{https://northwind.example/x.png}$',
    '$\\text{<script>alert(1)</script>}$ $</math><script>alert(1)</script>$',
    '$$\\unicode{<img src=x onerror=alert(1)>}$$',
    '```math\n</annotation><script>alert(1)</script>\n```',
    '```mermaid\ngraph TD; A["<img src=x onerror=alert(1)>"]; click A "javascript:alert(1)"\n```',
    '```html\n<script>alert(1)</script><img src=x onerror=alert(1)>\n```',
    '> [!NOTE] <img src=x onerror=alert(1)>\n> <script>alert(1)</script>',
    ':::tip <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n:::',
    ':::note["onclick="alert(1)]\nx\n:::',
    '{% hint style="info\\" onclick=\\"alert(1)" %}\n<svg onload=alert(1)>\n{% endhint %}',
    '{% embed url="javascript:alert(1)" %}',
    '!!! note "<script>alert(1)</script>"\n    <script>alert(1)</script>',
    '[[javascript:alert(1)|x]] ![[x.png" onerror="alert(1)]]',
    '# x {#" onclick="alert(1)}',
    '# x {#a"onclick=alert(1)}',
    '<details open><summary onclick=alert(1)>x</summary><style>*{}</style></details>',
    '<table background="javascript:alert(1)"><tr><td colspan="1 onclick=alert(1)" style="x:expression(alert(1))">x</td></tr></table>',
    '<a href="&#106;avascript:alert(1)">x</a> <a href="java&Tab;script:alert(1)">x</a> <a href=" &NewLine;javascript:alert(1)">x</a>',
    '<a href="https://northwind.example" ping="https://northwind.example" target=_blank download>x</a>',
    '<a href="/\\northwind.example">x</a> <a href="\\\\northwind.example">x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>"> <img src="//northwind.example/x.png"> <img src="/\\northwind.example/x.png">',
    '<img src="/files/x.png" srcset="https://northwind.example/x.png 2x" onload=alert(1) style="x" width="1&quot; onload=&quot;alert(1)">',
    '<iframe src="javascript:alert(1)"></iframe><iframe src="https://northwind.example/&quot;onload=&quot;alert(1)"></iframe>',
    '<video src="https://northwind.example/x" onerror=alert(1) poster=javascript:alert(1)></video><embed src="data:text/html,x">',
    '<math><mi xlink:href="javascript:alert(1)">x</mi><maction actiontype="statusline#javascript:alert(1)">x</maction></math>',
    '<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>',
    '<xmp><img src=x onerror=alert(1)></xmp><noembed><img src=x onerror=alert(1)></noembed>',
    '<a href="#"><a href="javascript:alert(1)">x</a></a><p><p><div></p>',
    '<kbd><script>alert(1)</script></kbd><sub><sup><img src=x onerror=alert(1)></sub></sup>',
    '<table><td><script>alert(1)</script><table><td><img src=x onerror=alert(1)>',
    '<pre><code><img src=x onerror=alert(1)></code></pre>',
    '```{note} <img src=x onerror=alert(1)>\n:name: x"onclick="alert(1)\n<script>alert(1)</script>\n```',
    '```{figure} javascript:alert(1)\n:alt: x](javascript:alert(1))\n```',
    '```{figure} x" onerror="alert(1)\n:alt: " onerror="alert(1)\n```',
    '{doc}`x <javascript:alert(1)>` {abbr}`<img src=x onerror=alert(1)> (" onclick="alert(1))` {kbd}`<script>alert(1)</script>`',
    '::: {.callout-note title="<script>alert(1)</script>" onclick="alert(1)"}\n## <img src=x onerror=alert(1)>\n:::',
    '*[x]: "onclick="alert(1)\n\nx',
    '*[<img src=x onerror=alert(1)>]: <img src=x onerror=alert(1)>\n\n<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>\n: <script>alert(1)</script>\n\nx\n: [x](javascript:alert(1))',
    ':material-<script>alert(1)</script>: :material-check:{onclick=alert(1)}',
    '*[x](javascript:alert(1))* ~~[x](vbscript:x)~~ **<img onerror=alert(1) src=x>**',
  ])('%j harms nobody', async (text) => {
    expectHarmless(await html(text));
    expectHarmless(await html(`before\n\n> - ${text}\n\nafter`));
    // The same where the text is rendered aside.
    expectHarmless(await html(`${text}\n\n${'> '.repeat(10)}deep`));
    // As a page's.
    expectHarmless(await html(text, { links: {} }));
  });
});

describe('what takes long', () => {
  it('two megabytes of prose are rendered in some seconds, without holding up anybody', async () => {
    const sentence = 'Nobody in Auckland should wait for Berlin to wake up, and nobody in Pune should be called at night. ';
    const part = (index: number): string =>
      `## Part ${index}\n\n${sentence.repeat(4)}See *this* [link](https://northwind.example/${index}), \`code\` and #${index + 1}.\n\n- one thing that follows\n- another\n\n${sentence.repeat(5)}\n\n`;
    const text = Array.from({ length: 1_900 }, (_, index) => part(index)).join('');
    expect(text.length).toBeGreaterThan(0.9 * LONGEST);
    let beats = 0;
    const heart = setInterval(() => (beats += 1), 20);
    const started = processorTime();
    const { plain, headings } = await renderMarkdown(text);
    clearInterval(heart);
    const took = processorTime() - started;
    expect([plain, headings.length]).toEqual([null, 1_900]);
    expect(took).toBeLessThan(10_000);
    expect(beats).toBeGreaterThan(took / 20 / 3);
  }, 20_000);

  it('more than that is shown as it was typed', async () => {
    const { plain, html: made } = await renderMarkdown(`<b>${'a'.repeat(LONGEST)}`);
    expect(plain).toBe('too-large');
    expect(made.startsWith('<pre class="plain" tabindex="0">&lt;b&gt;aaa')).toBe(true);
    expectHarmless(made);
  });

  it('a table of more cells than anybody reads is shown as it was typed, at once', async () => {
    const row = `|${' a |'.repeat(30)}\n`;
    const { plain } = await render({ text: `${row}|${'---|'.repeat(30)}\n${row.repeat(15_000)}` });
    expect(plain).toBe('too-large');
  });

  it.each([' ', '\t', '> ', '| ', '-'])('a line of 200,000 characters of %j holds nobody up', async (part) => {
    const started = processorTime();
    await renderMarkdown(`${part.repeat(200_000 / part.length)}x`);
    expect(processorTime() - started).toBeLessThan(1_000);
  });

  it.each([
    ['ten thousand quotes within one another', '>'.repeat(10_000)],
    ['ten thousand spaced quotes', '> '.repeat(10_000)],
    ['ten thousand brackets', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['links within links', '[a'.repeat(5_000) + '](b)'.repeat(5_000)],
    ['ten thousand marks of emphasis', '*a **b '.repeat(5_000)],
    ['a stair of lists', Array.from({ length: 500 }, (_, index) => `${'  '.repeat(index)}- a`).join('\n')],
    ['a flat list of lists', '1. '.repeat(5_000)],
    ['unfinished tags', '<a '.repeat(20_000)],
    ['dollars without end', '$a '.repeat(20_000)],
    ['doubled dollars', '$$\n'.repeat(10_000)],
    ['boxes that never close', ':::note\n'.repeat(20_000)],
    ['boxes within one another', `${':::note\n'.repeat(3_000)}${':::\n'.repeat(3_000)}`],
    ['hints that never close', '{% hint style="info" %}\n'.repeat(20_000)],
    ['admonitions within one another', Array.from({ length: 500 }, (_, at) => `${'    '.repeat(at)}!!! note`).join('\n')],
    ['footnotes that call one another', Array.from({ length: 5_000 }, (_, at) => `[^${at}]: see [^${at + 1}]\n`).join('\n')],
    ['a footnote called ten thousand times', `${'[^1] '.repeat(10_000)}\n\n[^1]: x`],
    ['elements within one another', '<div>'.repeat(10_000)],
    ['elements within one line', `a ${'<b>'.repeat(10_000)}`],
    ['attributes without end', `<a ${'a '.repeat(50_000)}`],
    ['comments without end', '<!--'.repeat(20_000)],
    ['a macro that doubles itself', '$\\def\\a{\\a\\a}\\a$ '.repeat(200)],
    ['a formula of braces', `$${'{'.repeat(2_000)}x${'}'.repeat(2_000)}$`],
    ['formulas of all sizes', '$\\rule{99999em}{99999em}$ '.repeat(500)],
    ['code that no grammar likes', `\`\`\`js\n${'/*'.repeat(15_000)}\n\`\`\``],
    ['ten thousand numbers', Array.from({ length: 10_000 }, (_, at) => `#${at + 1}`).join(' ')],
    ['a hundred thousand links', '[a](b) '.repeat(100_000)],
    ['a table of forty thousand cells', `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(20_000)}`],
    ['ten thousand terms', 'a\n: b\n\n'.repeat(10_000)],
    ['terms without end', 'a\n'.repeat(20_000) + ': b'],
    [
      'meanings within one another',
      Array.from({ length: 500 }, (_, at) => `${'  '.repeat(at)}a\n${'  '.repeat(at)}: b`).join('\n'),
    ],
    ['a term of marks', `a\n${': '.repeat(20_000)}`],
    ['meanings far apart', `a\n: b\n${'\n'.repeat(50)}`.repeat(500)],
    [
      'a thousand abbreviations',
      `${Array.from({ length: 2_000 }, (_, at) => `*[A${at}]: b\n`).join('')}\n${'A1 A2 A1999 '.repeat(20_000)}`,
    ],
    [
      'abbreviations that begin alike',
      `${Array.from({ length: 2_000 }, (_, at) => `*[a ${'b '.repeat(40)}${at}]: b\n`).join('')}\n${'a b '.repeat(50_000)}`,
    ],
    ['an abbreviation amid marks', `*[a]: b\n\n${'*a* '.repeat(20_000)}`],
    ['pictures of Eleventy that never end', `{% image "${'a'.repeat(300)}" "${"b' ".repeat(100)} `.repeat(2_000)],
    ['comments of Liquid that never end', '{% comment %}'.repeat(20_000)],
    ['directives that never close', '```{note}\n'.repeat(20_000)],
    ['directives within one another', `${':::{note}\n'.repeat(3_000)}${':::\n'.repeat(3_000)}`],
    ['divs that never close', '::: {.callout-note}\n'.repeat(20_000)],
    ['roles without end', '{doc}`a <'.repeat(20_000)],
    ['icons without end', ':material-'.repeat(20_000)],
    ['backticks of every length', Array.from({ length: 400 }, (_, index) => '`'.repeat(index)).join(' ')],
  ])(
    '%s cost a bounded time',
    async (_, text) => {
      const started = processorTime();
      const { html: made } = await renderMarkdown(text);
      expect(processorTime() - started).toBeLessThan(15_000);
      expectHarmless(made);
    },
    20_000,
  );

  it('a text that names things without end is not blown up: behind twenty thousand of them its own words stay', async () => {
    const made = await renderMarkdown('#1 [*a*](/2) @raj '.repeat(50_000));
    expect(made.html.match(/<a /g)?.length).toBeLessThan(20_000);
    expect(made.html.endsWith('#1 <em>a</em> @raj</p>')).toBe(true);
    expect(made.html.length).toBeLessThan(3_000_000);
    expect((await renderMarkdown('#1\n\n'.repeat(30_000))).html.endsWith('<p>#1</p><p>#1</p>')).toBe(true);
  }, 20_000);

  it('the same text is rendered once', async () => {
    const text = `${'A paragraph of *words*.\n\n'.repeat(2_000)}`;
    const [first, second] = await Promise.all([render({ text }), render({ text })]);
    expect(second).toBe(first);
    const started = processorTime();
    expect(await render({ text })).toBe(first);
    expect(processorTime() - started).toBeLessThan(200);
  }, 20_000);
});
