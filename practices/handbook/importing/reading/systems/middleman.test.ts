import { describe, expect, it } from 'vitest';
import { linksOf, read, textHere, told, treeOf } from '../story.ts';

describe('Middleman, as government sites have it', () => {
  const files = {
    'config/tech-docs.yml':
      'host: https://guide.northwind.example\nredirects:\n  /guides/old.html: /environments/architecture.html#accounts\n  /gone.html: /nowhere.html\n',
    'source/index.html.md.erb':
      '---\ntitle: Platform\nweight: 0\n---\n\n# <%= current_page.data.title %>\n\n[a](environments/architecture.html) [h](getting-help) [r](/guides/old.html)\n\n<%= partial "documentation/contact" %>\n',
    'source/environments/index.html.md.erb': '---\ntitle: Environments\nweight: 20\n---\n\n# Environments\n',
    'source/environments/architecture.html.md.erb':
      "---\ntitle: Architecture\n---\n\n# Architecture\n\n## Accounts\n\n<%# nobody reads this %>\n<%= warning_text('Ask first.') %>\n\n![d](../images/d.png) [home](/) [i](/environments/index.html) <%= link_to 'Help', '/getting-help' %>\n\n<% if staging? %>\nOnly there.\n<% end %>\n\n<%= roster_of(:team) %> and <%%= as it is %>\n",
    'source/getting-help/index.html.md': '---\ntitle: Getting help\nweight: 10\n---\n\n# Getting help\n',
    'source/documentation/_contact.md': '## Contact us\n\nWrite to [help](/getting-help/).\n',
    'source/images/d.png': new Uint8Array([1]),
    'source/layouts/layout.erb': '<html><%= yield %></html>',
  };

  it('its templates of Markdown are pages, in their order, and their links lead', async () => {
    const found = await read(files);
    expect(found.plan.systems).toEqual(['middleman']);
    expect(treeOf(found)).toEqual([
      'source “Platform” ./index.md',
      '  getting-help “Getting help” ./index.md',
      '  environments “Environments” ./index.md',
      '    architecture “Architecture” architecture.md',
    ]);
    expect(linksOf(found, 'source/index.html.md.erb')).toEqual({
      'environments/architecture.html': 'source/environments/architecture',
      'getting-help': 'source/getting-help',
      '/guides/old.html': 'source/environments/architecture',
      '/getting-help/': 'source/getting-help',
    });
    expect(linksOf(found, 'source/environments/architecture.html.md.erb')).toEqual({
      '../images/d.png': 'file:source/images/d.png',
      '/': 'source',
      '/environments/index.html': 'source/environments',
      '/getting-help': 'source/getting-help',
    });
  });

  it('what the template says stands in the page, and what only its program knows is told', async () => {
    const found = await read(files);
    expect(await textHere(found, 'source/index.html.md.erb')).toContain('# Platform\n');
    expect(await textHere(found, 'source/index.html.md.erb')).toContain('## Contact us\n\nWrite to [help]');
    const text = await textHere(found, 'source/environments/architecture.html.md.erb');
    expect(text).toContain('> [!WARNING]\n> Ask first.\n');
    expect(text).toContain('[Help](/getting-help)');
    expect(text).toContain('Only there.');
    expect(text).toContain('<%= roster_of(:team) %> and <%= as it is %>');
    expect(text).not.toMatch(/staging|nobody|<% end/);
    expect(told(found).toSorted()).toEqual(
      [
        'piece source/documentation/_contact.md:null ',
        'shortcode source/environments/architecture.html.md.erb:18 <%= roster_of %>',
        'component source/environments/architecture.html.md.erb:14 <% if %>',
        'redirect config/tech-docs.yml:null /gone.html → /nowhere.html',
        'not-markdown source/layouts/layout.erb:null a template that a program fills in (ERB)',
      ].toSorted(),
    );
  });
});
