import { folded, wordsOf } from '#kernel/text/words.ts';
import type { Document } from '#server/route.ts';
import { article, dayOf, escape, plainPage } from './plain-page.ts';
import type { FoundOutside, PublicSpace } from './public-queries.ts';
import { aboveOf, type PublicNode, type PublicTree } from './public-tree.ts';

export interface Shown {
  readonly space: PublicSpace;
  readonly tree: PublicTree;
  /** The organization's name. */
  readonly of: string;
  readonly origin: string;
}

const link = ({ address, title }: PublicNode, more = ''): string =>
  `<a href="${escape(address)}" dir="auto"${more}>${escape(title)}</a>`;

const frame = ({ space, of }: Shown, q = ''): { readonly top: string; readonly foot: string } => {
  const home = `/public/${encodeURIComponent(space.slug)}`;
  return {
    top: `<a class="home" href="${home}">${escape(space.name)} <span class="of">${escape(of)}</span></a>
<form role="search" action="${home}"><input type="search" name="q" aria-label="Search these pages" placeholder="Search these pages" maxlength="200" value="${escape(q)}"><button>Search</button></form>`,
    foot: `<p>The handbook of ${escape(space.name)}, ${escape(of)}.</p>`,
  };
};

const list = (nodes: readonly PublicNode[], unfold: (node: PublicNode) => boolean, current: PublicNode | null): string =>
  nodes.length === 0
    ? ''
    : `<ul>${nodes
        .map(
          (node) =>
            `<li>${link(node, node === current ? ' aria-current="page"' : '')}${unfold(node) ? list(node.below, unfold, current) : ''}</li>`,
        )
        .join('\n')}</ul>`;

/** So many pages are shown whole; of more, two levels. */
const MOST_AT_ONCE = 400;

export const startPage = (shown: Shown): string => {
  const { space, tree } = shown;
  const whole = tree.all.length <= MOST_AT_ONCE;
  const pages = list(tree.tops, ({ above }) => whole || above === null, null);
  return plainPage({
    ...frame(shown),
    title: `${space.name} · ${shown.of}`,
    language: 'en',
    hidden: false,
    head: canonical(shown, `/public/${encodeURIComponent(space.slug)}`),
    main: `<h1 dir="auto">${escape(space.name)}</h1>
${space.purpose ? `<p class="note" dir="auto">${escape(space.purpose)}</p>\n` : ''}${
      pages === '' ? '<p class="note">Nothing is published here yet.</p>' : `<nav class="all" aria-label="Pages">${pages}</nav>`
    }`,
  });
};

export const textPage = (shown: Shown, node: PublicNode, language: string | null, document: Document): string => {
  const { space, tree } = shown;
  const trail = aboveOf(node);
  const at = tree.all.indexOf(node);
  const [before, after] = [tree.all[at - 1], tree.all[at + 1]];
  const steps = [
    `<a href="/public/${encodeURIComponent(space.slug)}" dir="auto">${escape(space.name)}</a>`,
    ...trail.map((one) => link(one)),
  ];
  return plainPage({
    ...frame(shown),
    title: `${node.title} · ${space.name}`,
    language,
    hidden: false,
    head: canonical(shown, node.address),
    aside: list(tree.tops, (one) => one === node || trail.includes(one), node),
    main: `<nav aria-label="Where this page stands"><ol class="trail">${steps.map((one) => `<li>${one}</li>`).join('')}</ol></nav>
${article(node.title, document)}
<p class="note changed" lang="en">Changed on ${dayOf(node.revisedAt)}.</p>
${
  before || after
    ? `<nav class="around" aria-label="Before and after" lang="en">${beside('before', 'Before', before)}${beside('next', 'Next', after)}</nav>`
    : ''
}`,
  });
};

const beside = (kind: string, words: string, node: PublicNode | undefined): string =>
  node
    ? `<a class="${kind}" href="${escape(node.address)}"><span>${words}</span><strong dir="auto">${escape(node.title)}</strong></a>`
    : '';

const canonical = ({ origin }: Shown, address: string): string => `<link rel="canonical" href="${escape(origin + address)}">\n`;

export const foundPage = (shown: Shown, q: string, asked: readonly string[], found: readonly FoundOutside[]): string => {
  const { space, tree } = shown;
  const rows = found.flatMap(({ id, plain }) => {
    const node = tree.byId.get(id);
    return node ? [`<li>${link(node)}<p dir="auto">${excerpt(plain, asked)}</p></li>`] : [];
  });
  return plainPage({
    ...frame(shown, q),
    title: `${q} · ${space.name}`,
    language: 'en',
    hidden: true,
    main: `<h1>Found for “${escape(q)}”</h1>
${rows.length === 0 ? '<p class="note">No page here has all of these words.</p>' : `<ol class="found">${rows.join('\n')}</ol>`}`,
  });
};

const BEFORE = 60;
const LONG = 240;

/** The place of a text at which a word of the question stands first; its beginning, where none does. The title's line is not part of it. */
const excerpt = (plain: string, asked: readonly string[]): string => {
  const text = plain
    .slice(plain.indexOf('\n') + 1)
    .replace(/^# /u, '')
    .replace(/([^.!?…:;,])\n+(?:# )?/gu, '$1 · ')
    .replace(/\n+(?:# )?/gu, ' ');
  const begins = asked.map((word) => folded(word.slice(0, Math.max(4, word.length - (word.length > 6 ? 3 : 1)))));
  const hits = wordsOf(text.slice(0, 20_000)).filter(({ word }) => begins.some((one) => folded(word).startsWith(one)));
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, (hits[0]?.from ?? 0) - BEFORE)) + 1);
  const to = Math.min(text.length, from + LONG);
  let html = from > 0 ? '… ' : '';
  let at = from;
  for (const hit of hits) {
    if (hit.from < at || hit.to > to) continue;
    html += `${escape(text.slice(at, hit.from))}<mark>${escape(text.slice(hit.from, hit.to))}</mark>`;
    at = hit.to;
  }
  return `${html}${escape(text.slice(at, to).toWellFormed())}${to < text.length ? ' …' : ''}`;
};

export const siteMap = ({ origin, space, tree }: Shown): string => {
  const entries = tree.all.map(
    ({ address, revisedAt }) =>
      `<url><loc>${escape(origin + address)}</loc><lastmod>${new Date(revisedAt).toISOString()}</lastmod></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>${escape(`${origin}/public/${encodeURIComponent(space.slug)}`)}</loc></url>
${entries.join('\n')}
</urlset>
`;
};
