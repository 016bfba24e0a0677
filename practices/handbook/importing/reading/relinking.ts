import type { Ground, Hints } from './ground.ts';
import { undone } from './inline.ts';
import { dirOf, join, resolvePath } from './paths.ts';
import type { Key, PlannedFile, PlannedPage, Relink, System } from './plan.ts';
import { decoded } from './systems/navigation.ts';
import type { Tree } from './tree.ts';

/**
 * Links from file to file lead in a clone, too: where the tree here is not the source's (Notion's names, GitBook's navigation), an address that led by
 * its path there is written as the path here. Everything else in a text stays as it is.
 */

/** Where the text of each page and each file will lie, from the top of the space: as git has them. */
export const pathsHere = ({ places }: Tree, files: Iterable<PlannedFile>): ReadonlyMap<Key, string> => {
  const folders = new Map<Key, string>();
  const paths = new Map<Key, string>();
  for (const { key, above, name, file } of places) {
    const around = above === null ? '' : (folders.get(above) ?? '');
    folders.set(key, join(around, name));
    if (file !== null) paths.set(key, join(file.inside ? join(around, name) : around, file.name));
  }
  for (const { key, under, path } of files) paths.set(key, join(under === null ? '' : (folders.get(under) ?? ''), path));
  return paths;
};

/** Programs wrote these texts, and nobody has another copy that would differ. */
const EXPORTS: readonly System[] = ['notion', 'outline', 'confluence'];

/** What an address without its anchor, which leads to a page or file, is to be here; null: it stays. */
export const addressHere = (
  { docs, files }: Pick<Ground, 'docs' | 'files'>,
  { systems }: Pick<Hints, 'systems'>,
  source: string,
  href: string,
  here: string | undefined,
  there: string | undefined,
): string | null => {
  if (here === undefined || there === undefined || /^(?:[a-z][a-z0-9+.-]*:|\/|\[\[|#)/i.test(href) || href === '') return null;
  const exported = EXPORTS.some((system) => systems.has(system));
  const led = [href, decoded(href)].some((way) => {
    const path = resolvePath(dirOf(source), way)?.normalize('NFC');
    return path !== undefined && (docs.has(path) || files.has(path));
  });
  if (!(led || exported) || resolvePath(dirOf(here), decoded(href)) === there) return null;
  return between(dirOf(here), there);
};

/** `people/leave.md` seen from `teams/support` is `../../people/leave.md`. */
const between = (folder: string, path: string): string => {
  const [from, to] = [folder === '' ? [] : folder.split('/'), path.split('/')];
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(escaped)].join('/');
};

/** Letters of all languages stay readable; what would end an address in Markdown or HTML does not stay. */
const escaped = (name: string): string =>
  name.replace(/[\s%#?()<>"'“”&\\[\]`|{}]/g, (sign) => encodeURIComponent(sign).replace(/['()]/g, inHexadecimal));

const inHexadecimal = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

const ADDRESS =
  /(?<before>\]\([ \t]*|^(?:[ \t>]*)\[[^\]\n]{1,999}\]:[ \t]*|\b(?:href|src|url|page)[ \t]*=[ \t]*)(?:<(?<angled>[^<>\n]*)>|(?<quote>["'“])(?<quoted>[^"'”\n]*)|(?<bare>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*))/g;

/** A page with its text as it stands here: each of its relinks made, line by line. What is not found where it should be stays, and its link with it. */
export const relinked = (page: PlannedPage, text: string): { readonly page: PlannedPage; readonly text: string } => {
  if (page.relinks.length === 0) return { page, text };
  const byLine = Map.groupBy(page.relinks, ({ line }) => line);
  const made = new Set<Relink>();
  let line = 1;
  const words = text
    .split(/(\r\n|\n|\r)/)
    .map((part, n) => {
      if (n % 2 === 1) {
        line += 1;
        return part;
      }
      // What GitBook says twice is one link, in the line below.
      const here = byLine.get(line) ?? (/^\s*\{% content-ref /.test(part) ? page.relinks : undefined);
      return here === undefined ? part : onLine(part, here, made);
    })
    .join('');
  const links = { ...page.links };
  for (const relink of page.relinks) {
    const key = links[bare(relink.to)];
    if (!made.has(relink) && key !== undefined) links[bare(relink.href)] = key;
  }
  return { page: { ...page, links, relinks: [] }, text: words };
};

const onLine = (line: string, relinks: readonly Relink[], made: Set<Relink>): string =>
  line.replace(ADDRESS, (whole, ...rest: readonly unknown[]) => {
    const { before = '', angled, quote = '', quoted, bare: plain } = rest.at(-1) as Record<string, string | undefined>;
    const href = undone(angled ?? quoted ?? plain ?? '').trim();
    const found = relinks.filter((one) => one.href === href);
    const [first] = found;
    if (first === undefined) return whole;
    for (const one of found) made.add(one);
    return angled === undefined ? `${before}${quote}${first.to}` : `${before}<${first.to}>`;
  });

const bare = (href: string): string => href.replace(/#.*$/s, '').trim();
