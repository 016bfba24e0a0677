import { describe, expect, it } from 'vitest';
import { LONGEST, renderMarkdown } from './render.ts';

const html = async (text: string): Promise<string> => (await renderMarkdown(text)).html;

/** Every tag with its attributes; fails on anything that a browser could take for markup besides. */
const tagsOf = (source: string): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] => {
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<]*")?)*)\s*>/g;
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
  'a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section span strong sup table tbody td th thead tr ul'.split(
    ' ',
  );
const ATTRIBUTES =
  'href src alt title id class rel role tabindex aria-label aria-describedby type checked disabled start align loading data-handle data-footnotes data-footnote-ref data-footnote-backref'.split(
    ' ',
  );

const expectHarmless = (source: string): void => {
  for (const { name, attributes } of tagsOf(source)) {
    expect(TAGS).toContain(name);
    for (const [key, value] of Object.entries(attributes)) {
      expect(ATTRIBUTES).toContain(key);
      if (key === 'href')
        expect(value.replaceAll('&#x26;', '&')).toMatch(/^(?:https?:\/\/|mailto:|\/(?![/\\])|#doc-|[^:/?#]*(?:[/?#]|$))/i);
      if (key === 'src') expect(value).toMatch(/^\/(?!\/)/);
      if (key === 'id') expect(value).toMatch(/^doc-/);
    }
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
    expect(made).toContain('<h1 id="doc-keep-one">Keep <em>one</em></h1>');
    expect(made).toContain('<input type="checkbox" checked disabled> done');
    expect(made).toContain('<div class="table" tabindex="0" role="region" aria-label="Table"><table>');
    expect(made).toContain('<th align="right">a</th>');
    expect(made).toContain('<del>2</del>');
    expect(made).toContain('<code class="language-ts">const a = 1 &#x3C; 2;');
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

  it('links that lead away say so; links within do not', async () => {
    expect(
      await html(
        '[a](https://northwind.example) <https://northwind.example> [m](mailto:ines@northwind.example) [c](//northwind.example)',
      ),
    ).toMatch(/^<p>(?:<a href="[^"]+" rel="noopener nofollow ugc">[^<]+<\/a> ?){4}<\/p>$/);
    expect(await html('[a](/decisions/1)')).toBe('<p><a href="/decisions/1">a</a></p>');
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
    expect(await html('A Vec<String> and a <T> of <b>bold</b> words<br>here <!-- gone -->')).toBe(
      '<p>A Vec&#x3C;String> and a &#x3C;T> of bold words<br>\nhere </p>',
    );
    expect(await html('<details>\n<summary>More</summary>\n\n*text*\n\n</details>')).toBe('<p>\nMore</p>\n<p><em>text</em></p>');
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
    '*[x](javascript:alert(1))* ~~[x](vbscript:x)~~ **<img onerror=alert(1) src=x>**',
  ])('%j harms nobody', async (text) => {
    expectHarmless(await html(text));
    expectHarmless(await html(`before\n\n> - ${text}\n\nafter`));
    // The same where the text is rendered aside.
    expectHarmless(await html(`${text}\n\n${'> '.repeat(10)}deep`));
  });
});

describe('what takes long', () => {
  it('a megabyte of prose is rendered in some seconds, without holding up anybody', async () => {
    const sentence = 'Nobody in Auckland should wait for Berlin to wake up, and nobody in Pune should be called at night. ';
    const part = (index: number): string =>
      `## Part ${index}\n\n${sentence.repeat(4)}See *this* [link](https://northwind.example/${index}), \`code\` and #${index + 1}.\n\n- one thing that follows\n- another\n\n${sentence.repeat(5)}\n\n`;
    const text = Array.from({ length: 950 }, (_, index) => part(index)).join('');
    expect(text.length).toBeGreaterThan(0.9 * LONGEST);
    let beats = 0;
    const heart = setInterval(() => (beats += 1), 20);
    const started = performance.now();
    const { plain, headings } = await renderMarkdown(text);
    clearInterval(heart);
    const took = performance.now() - started;
    expect([plain, headings.length]).toEqual([null, 950]);
    expect(took).toBeLessThan(10_000);
    expect(beats).toBeGreaterThan(took / 20 / 3);
  }, 20_000);

  it('more than a megabyte is shown as it was typed', async () => {
    const { plain, html: made } = await renderMarkdown(`<b>${'a'.repeat(LONGEST)}`);
    expect(plain).toBe('too-large');
    expect(made.startsWith('<pre class="plain">&lt;b>aaa') || made.startsWith('<pre class="plain">&lt;b&gt;aaa')).toBe(true);
    expectHarmless(made);
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
    ['backticks of every length', Array.from({ length: 400 }, (_, index) => '`'.repeat(index)).join(' ')],
  ])(
    '%s cost a bounded time',
    async (_, text) => {
      const started = performance.now();
      const { html: made } = await renderMarkdown(text);
      expect(performance.now() - started).toBeLessThan(4_000);
      expectHarmless(made);
    },
    20_000,
  );

  it('the same text is rendered once', async () => {
    const text = `${'A paragraph of *words*.\n\n'.repeat(2_000)}`;
    const [first, second] = await Promise.all([renderMarkdown(text), renderMarkdown(text)]);
    expect(second).toBe(first);
    const started = performance.now();
    expect(await renderMarkdown(text)).toBe(first);
    expect(performance.now() - started).toBeLessThan(20);
  }, 20_000);
});
