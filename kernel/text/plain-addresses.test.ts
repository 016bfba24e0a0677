import { describe, expect, it } from 'vitest';
import { withPlainAddresses } from './plain-addresses.ts';

describe('addresses that other systems fill in', () => {
  it('Docusaurus: pictures and links that are written into a tag stand at their place', () => {
    const said = [
      `<img src={require('./dock.png').default} alt="Dock" />`,
      `<img alt='Dock' src={'./dock.png'}/>`,
      '<a href={`/leave`}>Leave</a>',
    ];
    expect(said.map(withPlainAddresses)).toEqual([
      `<img src=         "./dock.png"           alt="Dock" />`,
      `<img alt='Dock' src= "./dock.png" />`,
      '<a href= "/leave" >Leave</a>',
    ]);
    for (const one of said) expect(withPlainAddresses(one).indexOf('/')).toBe(one.indexOf('/'));
  });

  it('Docusaurus: what a page imports or gives a name is what the name stands for', () => {
    const text = [
      `import dock from './dock.png';`,
      `import Logo from '@site/static/logo.svg';`,
      `import useBaseUrl from '@docusaurus/useBaseUrl';`,
      `import Tabs from '@theme/Tabs';`,
      `export const door = useBaseUrl('img/door.png');`,
      '',
      '<img src={dock}/> <img src={dock.src}/> <img src={door}/> <Logo width="3"/> <Tabs/>',
    ].join('\n');
    expect(withPlainAddresses(text).split('\n')).toEqual([
      '',
      '',
      '',
      `import Tabs from '@theme/Tabs';`,
      `export const door = useBaseUrl('img/door.png');`,
      '',
      '<img src="./dock.png"/> <img src="./dock.png"/> <img src="/img/door.png"/> <img src="@site/static/logo.svg" alt="" /> <Tabs/>',
    ]);
  });

  it('Docusaurus: a picture for light and dark is the one for light, and lines stay as they are counted', () => {
    const text = `<ThemedImage\n  alt="Dock"\n  sources={{\n    light: useBaseUrl('/a.png'),\n    dark: useBaseUrl('/b.png'),\n  }}\n/>\n\nwords`;
    const plain = withPlainAddresses(text);
    expect(plain).toMatch(/^<img\n {2}alt="Dock"\n {2}src="\/a.png"\n/);
    expect(plain).not.toMatch(/\n\s*\n(?!words)/);
    expect(plain.split('\n')).toHaveLength(9);
  });

  it('Docusaurus, VuePress, Next: a link that is a component is a link', () => {
    expect(
      withPlainAddresses('<Link className="b" to="/leave">Leave</Link> <RouterLink to="/x">X</RouterLink> <Link>y</Link>'),
    ).toBe('<a className="b" href="/leave">Leave</a> <a href="/x">X</a> <Link>y</Link>');
    expect(withPlainAddresses(`<Link to={useBaseUrl('/leave')}>Leave</Link>`)).toMatch(/^<a href= *"\/leave" *>Leave<\/a>$/);
  });

  it('VitePress: what is bound to a picture', () => {
    expect(withPlainAddresses(`<img :src="withBase('/dock.png')" alt="Dock">`)).toMatch(/^<img src= *"\/dock.png" *alt="Dock">$/);
    expect(withPlainAddresses(`<img :src="$withBase('/dock.png')">`)).toMatch(/^<img src= *"\/dock.png" *>$/);
  });

  it('styles and handlers of a tag are none of its words', () => {
    expect(withPlainAddresses(`<img style={{width: 300, a: "b"}} src="./x.png" width={300} />`)).toMatch(
      /^<img x {20,}src="\.\/x\.png" width="300" +\/>$/,
    );
  });

  it('Jekyll: links to files, and addresses below the site’s own', () => {
    expect(
      withPlainAddresses(
        '[a]({% link _docs/leave.md %}) [b]({{ site.baseurl }}/leave/) ![c]({{ "/dock.png" | relative_url }}) [d]({{ site.baseurl }}{% link a b.md %}#top)\n[e]: {{ site.url }}{{ site.baseurl }}/e\n<a href="{{ \'x.html\' | absolute_url }}">x</a> [p]({% post_url 2024-01-02-dock %})',
      ),
    ).toBe(
      '[a](/_docs/leave.md) [b](/leave/) ![c](/dock.png) [d](/a%20b.md#top)\n[e]: /e\n<a href="/x.html">x</a> [p](/_posts/2024-01-02-dock.md)',
    );
  });

  it('stay in code, in comments, where only a program knows them, and where nobody fills anything in', () => {
    for (const text of [
      '`<img src={"a.png"}/>`',
      '```jsx\n<img src={"a.png"}/>\n```',
      'Words:\n\n    <img src={"a.png"}/>\n',
      '- a\n\n  ```jsx\n  <img src={"a.png"}/>\n  ```\n',
      '<!-- <img src={"a.png"}/> -->',
      '<Card src={picture(1)}/>',
      '<img src={on ? "a.png" : "b.png"}/>',
      '```\n[a]({% link a.md %})\n```',
      'Write {{ "/x" | relative_url }} there, a < b {c} > d, `{% link a.md %}`.',
      '<Card title={"a"}>',
      'An import from there: x = {y}',
    ])
      expect(withPlainAddresses(text), text).toBe(text);
  });

  it('are looked for in time that grows with the text', () => {
    const begun = performance.now();
    for (const text of [
      '<a b={{'.repeat(50_000),
      '<Link to={"x"}>'.repeat(20_000),
      '`<a ={'.repeat(50_000),
      '[a]({{'.repeat(50_000),
      `<a x={y} ${'"'.repeat(100_000)}`,
      '{% link '.repeat(40_000),
    ])
      withPlainAddresses(text);
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('in a block of code all stays as it is written, in whatever way', () => {
    const code = [
      '![Dock](dock.png =300x200)',
      '[Leave]({{< ref "leave.md" >}})',
      "[Dock]({{ '/dock.png' | relative_url }})",
      "<img src={require('./dock.png').default} />",
    ];
    const text = ['```md', ...code, '```'].join('\n');
    expect(withPlainAddresses(text)).toBe(text);
    for (const line of code) expect(withPlainAddresses(line)).not.toBe(line);
  });
});
