import { replaceWithin, textOf, visit, type Mark } from './tree.ts';

export interface MarkdownHeading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** Before every id that comes from a text, so that none is one of the page's own. */
export const PREFIX = 'doc-';

/** Gives headings ids, unique in the text, and makes its own `#fragment` links lead to them. */
export const nameHeadings = (tree: Mark): readonly MarkdownHeading[] => {
  const headings: MarkdownHeading[] = [];
  const used = new Map<string, number>();
  visit(tree, (node) => {
    const level = /^h([1-6])$/.exec(node.tagName ?? '')?.[1];
    // The footnotes' own heading is no part of the text.
    if (level === undefined || node.properties?.['id'] !== undefined) return;
    const text = textOf(node).trim().slice(0, 500);
    const id = `${PREFIX}${unique(slugOf(text), used)}`;
    node.properties = { ...node.properties, id };
    headings.push({ level: Number(level), id, text });
  });
  return headings;
};

/**
 * Footnotes are the one thing that has ids and is pointed at by name. Several texts share a page, so theirs carry the text's own mark.
 */
export const nameFootnotes = (tree: Mark, mark: string): void =>
  visit(tree, ({ properties }) => {
    if (properties === undefined) return;
    const own = (id: string): string => `${PREFIX}${mark}-${id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id}`;
    const { id, ariaDescribedBy, href } = properties;
    if (typeof id === 'string') properties['id'] = own(id);
    if (Array.isArray(ariaDescribedBy)) properties['ariaDescribedBy'] = ariaDescribedBy.map((one) => own(String(one)));
    const isNote = properties['dataFootnoteRef'] !== undefined || properties['dataFootnoteBackref'] !== undefined;
    if (isNote && typeof href === 'string') properties['href'] = `#${own(href.slice(1))}`;
  });

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]+/gu, '')
    .trim()
    .replace(/\s/g, '-')
    .slice(0, 120);

const unique = (slug: string, used: Map<string, number>): string => {
  const times = used.get(slug) ?? 0;
  used.set(slug, times + 1);
  return times === 0 ? slug || 'part' : unique(`${slug || 'part'}-${times}`, used);
};

/** Links of the text within itself keep to it; those that lead away say so to the browser. */
export const mendLinks = (tree: Mark): void =>
  visit(tree, (node) => {
    const href = node.properties?.['href'];
    if (
      node.tagName !== 'a' ||
      typeof href !== 'string' ||
      node.properties?.['dataFootnoteRef'] !== undefined ||
      node.properties?.['dataFootnoteBackref'] !== undefined
    )
      return;
    if (href.startsWith('#')) node.properties = { ...node.properties, href: `#${PREFIX}${href.slice(1).toLowerCase()}` };
    else if (!/^\/(?![/\\])/.test(href)) node.properties = { ...node.properties, rel: ['noopener', 'nofollow', 'ugc'] };
  });

/**
 * A picture from elsewhere would tell its owner who reads what and when: it is a link instead. One of ours is shown; one with a
 * relative path, as records carry, has nothing here to show and leaves its words.
 */
export const mendPictures = (tree: Mark): void =>
  replaceWithin(tree, (node, parent) => {
    if (node.tagName !== 'img') return null;
    const { src, alt } = node.properties ?? {};
    const words = typeof alt === 'string' ? alt.trim() : '';
    if (typeof src === 'string' && /^\/(?![/\\])/.test(src)) {
      node.properties = { ...node.properties, loading: 'lazy', alt: words };
      return null;
    }
    const text: Mark = { type: 'text', value: words === '' ? 'picture' : words };
    if (typeof src !== 'string' || !/^https?:\/\//i.test(src)) return words === '' ? [] : [text];
    return parent.tagName === 'a' ? [text] : [{ type: 'element', tagName: 'a', properties: { href: src }, children: [text] }];
  });

/** A wide table scrolls by itself, by keyboard too. */
export const wrapTables = (tree: Mark): void =>
  replaceWithin(tree, (node) =>
    node.tagName === 'table'
      ? [
          {
            type: 'element',
            tagName: 'div',
            properties: { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: 'Table' },
            children: [node],
          },
        ]
      : null,
  );
