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
  const leads = (to: string): boolean =>
    [to, decoded(to)].some((way) => {
      const path = resolvePath(dirOf(source), way)?.normalize('NFC');
      return path !== undefined && (docs.has(path) || files.has(path));
    });
  const cut = href.indexOf('?');
  // `leave.md?plain=1` asks something of whoever shows the file.
  const asks = cut > 0 && !leads(href) && leads(href.slice(0, cut)) ? href.slice(cut) : '';
  const path = href.slice(0, href.length - asks.length);
  const exported = EXPORTS.some((system) => systems.has(system));
  if (!(leads(path) || exported) || resolvePath(dirOf(here), decoded(path)) === there) return null;
  return `${between(dirOf(here), there)}${asks}`;
};

/** `people/leave.md` seen from `teams/support` is `../../people/leave.md`. */
export const between = (folder: string, path: string): string => {
  const [from, to] = [folder === '' ? [] : folder.split('/'), path.split('/')];
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(escaped)].join('/');
};

/** Letters of all languages stay readable; what would end an address in Markdown or HTML does not stay. */
const escaped = (name: string): string =>
  name.replace(/[\s%#?()<>"'“”&\\[\]`|{}]/g, (sign) => encodeURIComponent(sign).replace(/['()]/g, inHexadecimal));

const inHexadecimal = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** What GitBook says of a page twice: here, and in the link of the line below. */
const TWICE = /(?<=^[ \t]*\{% content-ref url=["“])[^"”\n]+/;

/** A page with its text as it stands here: each of its relinks made where it is written. What is not found there stays, and its link with it. */
export const relinked = (page: PlannedPage, text: string): { readonly page: PlannedPage; readonly text: string } => {
  if (page.relinks.length === 0) return { page, text };
  const links = { ...page.links };
  const { text: words, left } = rewritten(text, page.relinks);
  for (const { href, to } of left) {
    const key = links[bare(to)];
    if (key !== undefined) links[bare(href)] = key;
  }
  return { page: { ...page, links, relinks: [] }, text: words };
};

/** A text in which these addresses are written otherwise, each where it stands; `left` are those that are not found there. */
export const rewritten = (
  text: string,
  relinks: readonly Relink[],
): { readonly text: string; readonly left: readonly Relink[] } => {
  const byLine = Map.groupBy(relinks, ({ spot }) => spot.line);
  const instead = new Map(relinks.map(({ href, to }) => [href.trim(), to]));
  const left: Relink[] = [];
  const onLine = (line: string, here: readonly Relink[]): string => {
    const parts: string[] = [];
    let end = 0;
    for (const relink of here.toSorted((a, b) => a.spot.column - b.spot.column)) {
      const { href, spot, to } = relink;
      const next = spot.column + spot.length;
      if (spot.column >= end && undone(line.slice(spot.column, next)) === href) {
        parts.push(line.slice(end, spot.column), to);
        end = next;
      } else left.push(relink);
    }
    return parts.join('') + line.slice(end);
  };
  const words = text
    .split(/(\r\n|\n|\r)/)
    .map((part, n) => {
      if (n % 2 === 1) return part;
      const line = onLine(part, byLine.get(n / 2 + 1) ?? []);
      return line.includes('{% content-ref') ? line.replace(TWICE, (href) => instead.get(href.trim()) ?? href) : line;
    })
    .join('');
  return { text: words, left };
};

const bare = (href: string): string => href.replace(/#.*$/s, '').trim();
