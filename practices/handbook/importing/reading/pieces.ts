import { frontOf } from './front.ts';
import { baseOf, dirOf, isPagePath, resolvePath } from './paths.ts';

/** Texts that are no pages, and of which pages are made up, by their paths. */
export type Pieces = ReadonlyMap<string, string>;

const SITE = /(?:^|\/)(?:docusaurus\.config\.[cm]?[jt]s|_category_\.(?:json|ya?ml))$/i;

/** Whether a source is one of Docusaurus: there, names that begin with an underscore are pieces. */
export const hasPartials = (paths: readonly string[]): boolean => paths.some((path) => SITE.test(path));

/** What GitBook keeps for itself, Docusaurus' partials, and what sites with components keep in folders of its own. */
export const isPiece = (path: string, partials: boolean): boolean =>
  isPagePath(path) &&
  (/(?:^|\/)\.gitbook\//.test(path) ||
    (partials && /(?:^|\/)_(?!index\.)[^/]*(?:\/|$)/i.test(path)) ||
    SNIPPET.test(path) ||
    /(?:^|\/)_includes\//.test(path));

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

const INCLUDE =
  /^([ \t]*)\{%-?[ \t]*include(_relative)?[ \t]+(?:["“]([^"”\n]{1,500})["”]|([\w./-]{1,200}\.md)(?:[ \t][^%\n]{0,500})?)[ \t]*-?%\}[ \t]*$/gm;
/** Hugo: `{{% include "includes/notice.md" %}}`, `{{% readfile file="notice.md" %}}`. */
const SHORTCODE =
  /^([ \t]*)\{\{[<%][ \t]*(?:include|readfile)[ \t]+(?:file[ \t]*=[ \t]*)?["“]?([^"”\s{}<>%=]{1,500}\.q?md)["”]?[ \t]*\/?[ \t]*[%>]\}\}[ \t]*$/gm;
/** MkDocs: `--8<-- "notice.md"`. */
const CUT = /^([ \t]*)-{2,8}8<-{2,8}[ \t]+["']([^"'\n]{1,500})["'][ \t]*$/gm;
/** Docsify: `[notice](notice.md ':include')`. */
const EMBEDDED = /^([ \t]*)\[[^\]\n]{0,300}\]\(([^()\s]{1,500}\.md) ["']:include["']\)[ \t]*$/gm;
const IMPORT = /^import ([A-Z]\w{0,80})(?:, ?\{[^{}\n]{0,200}\})? from ["']([^"'\n]{1,500}\.mdx?)["'];?[ \t]*$/gm;

/** A text in which each piece stands where it is shown: `{% include "x.md" %}`, `{{% include "x.md" %}}`, `--8<-- "x.md"`, or `<Snip />` of what the page imports. Once: a piece within a piece stays. */
export const withPieces = (path: string, text: string, pieces: Pieces, show: (path: string) => void): string => {
  if (pieces.size === 0 || !/\{%|\{\{[<%]|import |-8<-|:include/.test(text)) return text;
  // A page that shows a long piece a thousand times is no page.
  let left = MOST_SHOWN;
  const find = (href: string): string | null => {
    if (left < 0) return null;
    const top = /^(?:@site|~|@)?(\/.*)$/.exec(href)?.[1];
    const at = top !== undefined ? endingIn(top, pieces) : resolvePath(dirOf(path), href);
    const piece = pieces.get(at ?? '');
    const words = piece === undefined ? null : wordsIn(piece);
    left -= words?.length ?? 0;
    if (left < 0 || at === undefined || at === null || words === null) return null;
    show(at);
    return words;
  };
  const shown = (piece: string | null, indent: string): string | null =>
    piece === null ? null : piece.replace(/^(?=[^\r\n])/gm, indent);
  let made = text
    .replace(
      INCLUDE,
      (whole, indent: string, relative: string | undefined, href: string | undefined, bare: string | undefined) =>
        shown(
          find(href ?? (relative === undefined ? `/_includes/${bare ?? ''}` : (bare ?? ''))) ??
            // Eleventy's are those of its own folder, too.
            (href === undefined || href.startsWith('.') ? null : find(`/_includes/${href}`)),
          indent,
        ) ?? whole,
    )
    .replace(
      SHORTCODE,
      (whole, indent: string, href: string) => shown(find(href) ?? find(`/${href.replace(/^\/+/, '')}`), indent) ?? whole,
    )
    .replace(CUT, (whole, indent: string, href: string) => shown(find(`/${href.replace(/^\/+/, '')}`), indent) ?? whole)
    .replace(EMBEDDED, (whole, indent: string, href: string) => shown(find(href), indent) ?? whole);
  for (const [line, name = '', href = ''] of text.matchAll(IMPORT).take(MOST_IMPORTS)) {
    const piece = find(href);
    if (piece === null) continue;
    const where = new RegExp(`^[ \\t]*<${name}(?:[ \\t][^<>\\n]{0,500})?(?:/>|></${name}>)[ \\t]*$`, 'gm');
    made = made.replace(line, '').replace(where, (whole) => {
      left -= piece.length;
      return left < 0 ? whole : piece;
    });
  }
  return made;
};

/** Characters of pieces that one page shows. */
export const MOST_SHOWN = 400_000;

/** Each is looked for in the whole text. */
const MOST_IMPORTS = 200;

const byBase = new WeakMap<Pieces, { readonly size: number; readonly named: ReadonlyMap<string, readonly string[]> }>();

/** The first piece whose path ends so. */
export const endingIn = (end: string, pieces: Pieces): string | undefined => {
  let known = byBase.get(pieces);
  if (known?.size !== pieces.size) {
    known = { size: pieces.size, named: Map.groupBy(pieces.keys(), baseOf) };
    byBase.set(pieces, known);
  }
  return known.named.get(baseOf(end))?.find((one) => `/${one}`.endsWith(end));
};

/** A piece without its front matter. */
export const wordsIn = (piece: string): string =>
  piece
    .split(/(?<=\n)/)
    .slice(frontOf(piece).lines)
    .join('')
    .trim();

/** Where sites of MkDocs, Hugo and Jekyll keep what their pages have in common. Other pages may lie there, too. */
const COMMON = /(?:^|\/)_?(?:snippets?|includes?|partials?|media)\/|^assets\/|(?:^|\/)_(?!index\.)[^/]*(?:\/|$)/i;
const CALLING = /(?:^|\/)(?:mkdocs\.ya?ml|_config\.ya?ml|_index\.md|_quarto\.ya?ml|_sidebar\.md)$/i;
const MOST_CALLED = 20_000;

/** Pages of those folders that others call: `--8<-- "x.md"`, `{{% include "x.md" %}}`, `{% include_relative x.md %}`. `read` gives the text of a page. */
export const calledPieces = async (
  paths: readonly string[],
  read: (path: string) => Promise<string>,
): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const named = Map.groupBy(
    paths.filter((path) => isPagePath(path) && COMMON.test(path)),
    baseOf,
  );
  if (named.size === 0 || !paths.some((path) => CALLING.test(path))) return found;
  const asked = new Set<string>();
  for (const path of paths)
    if (isPagePath(path))
      for (const href of callsIn(await read(path))) if (asked.size < MOST_CALLED) asked.add(href.replace(/^(?:\.?\/+)+/, ''));
  for (const href of asked)
    for (const path of (named.get(baseOf(href)) ?? []).slice(0, 50)) if (`/${path}`.endsWith(`/${href}`)) found.add(path);
  return found;
};

function* callsIn(text: string): Generator<string> {
  if (text.includes('8<')) for (const [, , href = ''] of text.matchAll(CUT)) yield href;
  if (text.includes('{{')) for (const [, , href = ''] of text.matchAll(SHORTCODE)) yield href;
  if (text.includes(':include')) for (const [, , href = ''] of text.matchAll(EMBEDDED)) yield href;
  if (text.includes('include_relative'))
    for (const [, , relative, href, bare] of text.matchAll(INCLUDE)) if (relative !== undefined) yield href ?? bare ?? '';
}
