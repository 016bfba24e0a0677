import { frontOf } from './front.ts';
import { dirOf, isPagePath, resolvePath } from './paths.ts';

/** Texts that are no pages, and of which pages are made up, by their paths. */
export type Pieces = ReadonlyMap<string, string>;

const SITE = /(?:^|\/)(?:docusaurus\.config\.[cm]?[jt]s|_category_\.(?:json|ya?ml))$/i;

/** Whether a source is one of Docusaurus: there, names that begin with an underscore are pieces. */
export const hasPartials = (paths: readonly string[]): boolean => paths.some((path) => SITE.test(path));

/** What GitBook keeps for itself, Docusaurus' partials, and what sites with components keep in folders of its own. */
export const isPiece = (path: string, partials: boolean): boolean =>
  isPagePath(path) &&
  (/(?:^|\/)\.gitbook\//.test(path) || (partials && /(?:^|\/)_(?!index\.)[^/]*(?:\/|$)/i.test(path)) || SNIPPET.test(path));

/** `_snippets/`, `_partials/`; Mintlify has `snippets/` at its top. */
const SNIPPET = /(?:^|\/)_(?:snippets?|partials?)\/.*\.mdx$|^(?:docs\/)?snippets\/.*\.mdx$/i;

const EDITION = /^((?:.*?\/)?)(i18n(?=\/[\w-]+\/docusaurus-)|[\w-]*versioned_docs(?=\/version-))\//;

/** The folder of a translation or an earlier version to which a path belongs, of which the import has the pages themselves; null: of none. */
export const editionOf = (path: string, tops: ReadonlySet<string>): string | null => {
  const [, site = '', folder = ''] = EDITION.exec(path) ?? [];
  return folder !== '' && tops.has(site) ? `${site}${folder}` : null;
};

/** Where Docusaurus' pages are, or what says that it is one of its sites: with a slash behind. */
export const topsOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => /^((?:.*?\/)?)(?:docs\/|docusaurus\.config\.)/.exec(path)?.[1] ?? []));

const INCLUDE = /^[ \t]*\{%-?[ \t]*include[ \t]+["“]([^"”\n]{1,500})["”][ \t]*-?%\}[ \t]*$/gm;
const IMPORT = /^import ([A-Z]\w{0,80}) from ["']([^"'\n]{1,500}\.mdx?)["'];?[ \t]*$/gm;

/** A text in which each piece stands where it is shown: `{% include "x.md" %}`, or `<Snip />` of what the page imports. Once: a piece within a piece stays. */
export const withPieces = (path: string, text: string, pieces: Pieces): string => {
  if (pieces.size === 0 || !/\{%|import /.test(text)) return text;
  const find = (href: string): string | null => {
    const top = /^(?:@site|~|@)?(\/.*)$/.exec(href)?.[1];
    const at = top !== undefined ? [...pieces.keys()].find((one) => `/${one}`.endsWith(top)) : resolvePath(dirOf(path), href);
    const piece = pieces.get(at ?? '');
    return piece === undefined ? null : wordsIn(piece);
  };
  let made = text.replace(INCLUDE, (whole, href: string) => find(href) ?? whole);
  for (const [line, name = '', href = ''] of text.matchAll(IMPORT)) {
    const piece = find(href);
    if (piece === null) continue;
    const shown = new RegExp(`^[ \\t]*<${name}(?:[ \\t][^<>\\n]{0,500})?(?:/>|></${name}>)[ \\t]*$`, 'gm');
    made = made.replace(line, '').replace(shown, () => piece);
  }
  return made;
};

/** Without its front matter. */
const wordsIn = (piece: string): string =>
  piece
    .split(/(?<=\n)/)
    .slice(frontOf(piece).lines)
    .join('')
    .trim();
