import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

describe('pieces and collections', () => {
  it('Jekyll: pages of collections are found by the addresses that its settings give them, and includes stand where they are shown', async () => {
    const found = await read({
      '_config.yml':
        'url: https://handbook.northwind.example\ncollections_dir: src\ncollections:\n  company:\n    output: true\n  guides:\n    output: true\n    permalink: /how-to/:path/\n',
      'src/_company/index.md':
        '---\ntitle: Company\npermalink: /company/\n---\n[v](/company/values) [g](/how-to/write/#start) [a](https://handbook.northwind.example/company/values/)\n\n{% include notice.md %}\n\n{% include note.html content="x" %}\n',
      'src/_company/values.md': '---\ntitle: Values\n---\nx\n',
      'src/_guides/write.md': '---\ntitle: Write\n---\n## Start\n',
      '_includes/notice.md': 'Ask [Ines](/company/).\n',
    });
    expect(linksOf(found, 'src/_company/index.md')).toEqual({
      '/company/values': 'src/_company/values',
      '/how-to/write/': 'src/_guides/write',
      'https://handbook.northwind.example/company/values/': 'src/_company/values',
      '/company/': 'src/_company',
    });
    expect(await textHere(found, 'src/_company/index.md')).toContain('\nAsk [Ines](/company/).\n');
    expect(treeOf(found)[0]).toBe('src “Src” folder');
    expect(told(found)).toEqual(['piece _includes/notice.md:null ', 'shortcode src/_company/index.md:9 {% include %}']);
  });

  it('MkDocs: snippets stand where they are shown, as far in as they are called, and others are told', async () => {
    const found = await read({
      'mkdocs.yml': 'site_name: Northwind\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [includes]\n',
      'docs/index.md':
        '# Home\n\n--8<-- "notice.md"\n\n!!! note\n    --8<-- "more/ask.md"\n\n--8<-- "https://northwind.example/x.md"\n',
      'docs/snippets/page.md': '# About snippets\n',
      'includes/notice.md': 'First.\n\nSecond.\n',
      'includes/more/ask.md': 'Ask [us](snippets/page.md).\n\nOr not.\n',
    });
    expect(await textHere(found, 'docs/index.md')).toBe(
      '# Home\n\nFirst.\n\nSecond.\n\n!!! note\n    Ask [us](snippets/page.md).\n\n    Or not.\n\n--8<-- "https://northwind.example/x.md"\n',
    );
    expect(linksOf(found, 'docs/index.md')).toEqual({ 'snippets/page.md': 'docs/snippets/page' });
    expect(treeOf(found)).toEqual([
      'docs “Home” ./index.md',
      '  snippets “Snippets” folder',
      '    page “About snippets” page.md',
    ]);
    expect(told(found).toSorted()).toEqual([
      'piece includes/more/ask.md:null ',
      'piece includes/notice.md:null ',
      'shortcode docs/index.md:12 --8<--',
    ]);
  });

  it('Hugo: what pages include stands where they show it, and is no page', async () => {
    const found = await read({
      'hugo.toml': 'baseURL = "https://handbook.northwind.example/"\n',
      'assets/includes/eng/shared.md': 'Ask [people](/handbook/people/).\n',
      'assets/includes/spare.md': 'Nobody shows it.\n',
      'content/handbook/_index.md':
        '---\ntitle: Handbook\n---\n{{% include "includes/eng/shared.md" %}}\n\n{{< readfile file="_part.md" >}}\n\n{{% include "gone.md" %}}\n',
      'content/handbook/_part.md': 'A part.\n',
      'content/handbook/people/_index.md': '---\ntitle: People\n---\n',
    });
    expect(treeOf(found)).toEqual([
      'content “Content” folder',
      '  handbook “Handbook” ./_index.md',
      '    people “People” ./_index.md',
    ]);
    expect(await textHere(found, 'content/handbook/_index.md')).toBe(
      '---\ntitle: Handbook\n---\nAsk [people](/handbook/people/).\n\nA part.\n\n{{% include "gone.md" %}}\n',
    );
    expect(linksOf(found, 'content/handbook/_index.md')).toEqual({ '/handbook/people/': 'content/handbook/people' });
    expect(told(found).toSorted()).toEqual([
      'piece assets/includes/eng/shared.md:null ',
      'piece content/handbook/_part.md:null ',
      'shortcode content/handbook/_index.md:8 {{include}}',
    ]);
  });

  it('Jekyll: what a page includes from beside it stands where it is shown', async () => {
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      'people/index.md': '# People\n\n{% include_relative _part.md %}\n\n{% include_relative more/_rest.md %}\n',
      'people/_part.md': 'A part.\n',
      'people/more/_rest.md': 'The rest.\n',
    });
    expect(treeOf(found)).toEqual(['people “People” ./index.md']);
    expect(await textHere(found, 'people/index.md')).toBe('# People\n\nA part.\n\nThe rest.\n');
  });

  it('a page that shows a long piece again and again stays as long as it may be', async () => {
    const found = await read({
      '_config.yml': 'title: Northwind\n',
      'a.md': '{% include long.md %}\n'.repeat(20_000),
      '_includes/long.md': 'word '.repeat(20_000),
    });
    expect((await textHere(found, 'a.md')).length).toBeLessThan(1_000_000);
    expect(found.counts['shortcode']).toBe(1);
  });
});
