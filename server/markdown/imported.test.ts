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
