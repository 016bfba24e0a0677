import { describe, expect, it } from 'vitest';
import { fill, NO_FACTS, type Fact, type Facts } from './fill.ts';
import { renderer, type Source } from './render.ts';

const render = renderer(null);
const html = async (text: string, more: Omit<Source, 'text'> = {}, facts: Facts = NO_FACTS): Promise<string> =>
  fill(await render({ text, ...more }), facts);

const DOCK = '11111111-1111-4111-8111-111111111111';

const DOCK_PAGE: Fact = { id: DOCK, kind: 'page', number: 7, title: 'The dock', status: 'published', dueAt: null, file: null };

describe('MyST, Quarto and mdBook', () => {
  const box = (kind: string, title: string, words: string) =>
    `<div class="callout ${kind}" role="note"><p class="callout-title">${title}</p>${words}</div>`;

  it('their boxes say what they are in braces, with options and within one another', async () => {
    expect(await html('```{note}\nRead *this*.\n```\n\nafter')).toBe(
      `${box('note', 'Note', '<p>Read <em>this</em>.</p>')}<p>after</p>`,
    );
    expect(await html(':::{tip} At *night*\n:class: wide\n\nRead.\n:::')).toBe(box('tip', 'At night', '<p>Read.</p>'));
    expect(await html('````{warning}\n```{note}\nIn.\n```\n````')).toBe(
      box('warning', 'Warning', box('note', 'Note', '<p>In.</p>')),
    );
    expect(await html('```{admonition} Stop\n---\nclass: danger\n---\nNow.\n```')).toBe(box('caution', 'Stop', '<p>Now.</p>'));
    expect(await html('```{dropdown} Why?\nBecause.\n```')).toBe('<details><summary>Why?</summary><p>Because.</p></details>');
    expect(
      await html(
        '```{figure} https://northwind.example/dock.png\n:alt: The dock\n:name: dock\n\nWhere *lorries* stand.\n```\n\n[it](#dock)',
      ),
    ).toBe(
      '<span id="doc-dock"></span><p><a href="https://northwind.example/dock.png" rel="noopener nofollow ugc">The dock</a></p><p>Where <em>lorries</em> stand.</p><p><a href="#doc-dock">it</a></p>',
    );
    expect(await html('```{code-block} yaml\n:linenos:\na: 1\n```')).toMatch(/^<pre tabindex="0"><code class="language-yaml">/);
    expect(await html('```{toctree}\nleave\n```\n\nafter')).toBe('<p>after</p>');
    expect(await html('```{eval-rst}\n.. x\n```')).toContain('<pre');
    expect(await html('```{note}\nnever closed')).toContain('<pre');
    expect(await html('```admonish tip "At night"\nRead.\n```')).toBe(box('tip', 'At night', '<p>Read.</p>'));
  });

  it('roles are links, keys and abbreviations', async () => {
    expect(
      await html(
        '{doc}`the dock <../dock.md>` {ref}`sick-days` {kbd}`Ctrl<` {abbr}`DST (summer time)` {term}`dock`',
        {
          links: { '../dock.md': DOCK },
        },
        { ...NO_FACTS, ofId: (id: string) => (id === DOCK ? DOCK_PAGE : undefined) },
      ),
    ).toBe(
      '<p><a href="/7" title="The dock">the dock</a> <a href="#doc-sick-days">sick days</a> <kbd>Ctrl&lt;</kbd> <abbr title="summer time" tabindex="0">DST</abbr> <strong>dock</strong></p>',
    );
    expect(await html('```\n{kbd}`x`\n```')).toContain('{kbd}`x`');
    expect(await html('`` {kbd}`x` ``')).toBe('<p><code>{kbd}`x`</code></p>');
  });

  it('Quarto’s callouts have their titles in braces or in a heading, and other divs show what they hold', async () => {
    expect(await html('::: {.callout-note}\nRead.\n:::')).toBe(box('note', 'Note', '<p>Read.</p>'));
    expect(await html('::: {.callout-warning title="Stop"}\nNow.\n:::')).toBe(box('warning', 'Stop', '<p>Now.</p>'));
    expect(await html('::: {.callout-tip}\n\n## At *night*\n\nRead.\n:::')).toBe(box('tip', 'At night', '<p>Read.</p>'));
    expect(await html('::: {.callout-note collapse="true"}\n## Why?\nBecause.\n:::')).toBe(
      '<details><summary>Why?</summary><p>Because.</p></details>',
    );
    expect(await html('::::: {.columns}\n::: {.column width="50%"}\na\n:::\n::: {#b .column}\nb\n:::\n:::::\n\nafter')).toBe(
      '<div><div><p>a</p></div><div><p>b</p></div></div><p>after</p>',
    );
    expect(await html('```{r}\n#| echo: false\nplot(1)\n```')).toContain('class="language-r"');
  });
});

it('Docsify’s tips are boxes, its routes lead, and what it writes for itself into titles is not shown', async () => {
  expect(await html('?> Read *this*\n\n!> Now\nor never.\n- a')).toBe(
    '<div class="callout tip" role="note"><p class="callout-title">Tip</p><p>Read <em>this</em></p></div>' +
      '<div class="callout important" role="note"><p class="callout-title">Important</p><p>Now\nor never.</p></div><ul><li>a</li></ul>',
  );
  expect(
    await html(
      "[a](#/x?id=y) [b](https://northwind.example ':target=_blank Ours') `[c](#/x)`",
      { links: { '/x': DOCK } },
      {
        ...NO_FACTS,
        ofId: (id: string) => (id === DOCK ? DOCK_PAGE : undefined),
      },
    ),
  ).toBe(
    '<p><a href="/7#doc-y" title="The dock">a</a> <a href="https://northwind.example" title="Ours" rel="noopener nofollow ugc">b</a> <code>[c](#/x)</code></p>',
  );
  expect(await html('Why?> So.')).toBe('<p>Why?&gt; So.</p>');
});

it('what Eleventy’s shortcodes stand for is shown, and stays where it is only spoken of', async () => {
  expect(await html('In {% slack_channel "dock" %}{% comment %}later{% endcomment %}, `{% slack_channel "x" %}`')).toBe(
    '<p>In #dock, <code>{% slack_channel &quot;x&quot; %}</code></p>',
  );
});

describe('terms and what they mean', () => {
  it('are lists of their own, as PHP Markdown Extra, kramdown, Pandoc and MkDocs write them', async () => {
    expect(await html('Dock\n: Where *lorries* stand.')).toBe('<dl><dt>Dock</dt><dd>Where <em>lorries</em> stand.</dd></dl>');
    expect(await html('Dock\n:   Where lorries\n    stand.\n\nYard\n:   Around it.\n:   At night, too.\n\nafter')).toBe(
      '<dl><dt>Dock</dt><dd>Where lorries\nstand.</dd><dt>Yard</dt><dd>Around it.</dd><dd>At night, too.</dd></dl><p>after</p>',
    );
    expect(await html('Dock\nBay\n: The same.\nYard\n: Around it.')).toBe(
      '<dl><dt>Dock</dt><dt>Bay</dt><dd>The same.</dd><dt>Yard</dt><dd>Around it.</dd></dl>',
    );
    expect(await html('Dock\n\n: Two.\n\n    Paragraphs.\n\n    - and a list\n\n          code\n\n: More.\n\n# After')).toBe(
      '<dl><dt>Dock</dt><dd><p>Two.</p><p>Paragraphs.</p><ul><li><p>and a list</p><pre tabindex="0"><code>code\n</code></pre></li></ul></dd><dd><p>More.</p></dd></dl><h1 id="doc-after">After</h1>',
    );
    expect(await html('> Dock\n> : Where.\n\n- Dock\n  : Where\n  it is.')).toBe(
      '<blockquote><dl><dt>Dock</dt><dd>Where.</dd></dl></blockquote><ul><li><dl><dt>Dock</dt><dd>Where\nit is.</dd></dl></li></ul>',
    );
    expect(await html('Dock\n:\n    ```\n    : code\n    ```')).toBe(
      '<dl><dt>Dock</dt><dd><pre tabindex="0"><code>: code\n</code></pre></dd></dl>',
    );
  });

  it('and colons that mean something else stay', async () => {
    expect(await html('At 9\n:30 we begin')).toBe('<p>At 9\n:30 we begin</p>');
    expect(await html(': nobody’s meaning')).toBe('<p>: nobody’s meaning</p>');
    expect(await html('a\nb\nc\nd\ne\n: of a paragraph')).toBe('<p>a\nb\nc\nd\ne\n: of a paragraph</p>');
    expect(await html('# Dock\n: Where.')).toBe('<h1 id="doc-dock" class="doc-title">Dock</h1><p>: Where.</p>');
  });

  it('abbreviations say what they stand for wherever they stand, and can be reached without a mouse', async () => {
    const text =
      'DST ends; the DST rule, not DSTs. `DST` [DST](https://northwind.example)\n\n*[DST]: Daylight <b>saving</b> time';
    const abbr = (at: string) => `<abbr title="Daylight &lt;b>saving&lt;/b> time" tabindex="${at}">DST</abbr>`;
    const made = (await html(text)).replaceAll('&gt;', '>');
    expect(made).toBe(
      `<p>${abbr('0')} ends; the ${abbr('-1')} rule, not DSTs. <code>DST</code> <a href="https://northwind.example" rel="noopener nofollow ugc">${abbr('-1')}</a></p>`,
    );
    expect(await html('*[working time]: hours\n*[w.t.]: hours\n\nOur working time.')).toBe(
      '<p>Our <abbr title="hours" tabindex="0">working time</abbr>.</p>',
    );
    expect(await html('*[a] and b*')).toBe('<p><em>[a] and b</em></p>');
  });

  it('icons of Material for MkDocs and names of emoji are signs', async () => {
    expect(await html(':material-check: yes :material-close:{ .red } no :octicons-arrow-right-24: on')).toBe(
      '<p>✓ yes ✗ no → on</p>',
    );
    expect(await html('| a |\n|---|\n| :material-file-document-outline: |\n| :fontawesome-solid-truck: trucks |')).toContain(
      '<td>file document</td></tr><tr><td> trucks</td>',
    );
    expect(await html(':white_check_mark: done :tada:')).toBe('<p>✅ done 🎉</p>');
    expect(await html(':100: :8ball: :black_joker: :constructor: :30:')).toBe('<p>💯 🎱 🃏 :constructor: :30:</p>');
    expect(await html('## :tada: Party\n\n[there](#tada-party)')).toBe(
      '<h2 id="doc-tada-party">🎉 Party</h2><p><a href="#doc-tada-party">there</a></p>',
    );
    expect(await html('`:tada:` at 10:30:15, :nobody-knows: a:tada:')).toBe(
      '<p><code>:tada:</code> at 10:30:15, :nobody-knows: a:tada:</p>',
    );
  });
});
