import { resolvePath, dirOf, isPagePath } from '../importing/reading/paths.ts';
import { between, rewritten } from '../importing/reading/relinking.ts';
import { decoded } from '../importing/reading/systems/navigation.ts';
import { scan } from '../importing/reading/scan.ts';
import { parted } from '#kernel/text/addresses.ts';

/*
 * An address of a file, such as `../teams/on-call.md`, goes on leading to its page here, wherever that has been moved since (docs/adr/0015). In
 * a clone and an export there are only files: there it leads where its path leads. One that leads there no more is a stray.
 */

/** Two ends of an address, as paths from the top of the handbook's files. */
export interface Ends {
  /** The file in which it stands. */
  readonly from: string;
  /** The file of what it leads to here. */
  readonly to: string;
  /** The folder of the space in which it stands, `spaces/platform`; empty: the organization's own pages. */
  readonly room: string;
  /** It leads to a file, not to a page. */
  readonly file: boolean;
}

/** What a stray, without its anchor, is to be, so that its path leads there as well; null: it is no address of a file, or leads there. */
export const strayed = (href: string, { from, to, room, file }: Ends): string | null => {
  const cut = href.indexOf('?');
  const [path, asks] = cut < 0 ? [href, ''] : [href.slice(0, cut), href.slice(cut)];
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\[\[|#)/i.test(path) || !(file || isPagePath(decoded(path)))) return null;
  const folders = path.startsWith('/') ? ['', room] : [dirOf(from)];
  const leads = folders.some((folder) =>
    [path, decoded(path)].some((way) => resolvePath(folder, way)?.normalize('NFC') === to.normalize('NFC')),
  );
  return leads ? null : `${between(dirOf(from), to)}${asks}`;
};

/** A text with its strays written anew, and how many addresses that were. What stands in a way that nobody can write otherwise stays. */
export const straightened = (
  body: string,
  strays: ReadonlyMap<string, string>,
): { readonly body: string; readonly count: number } => {
  const relinks = scan(body, { mdx: false }).hrefs.flatMap(({ href, spot, kind }) => {
    if (spot === null || kind === 'wiki' || kind === 'embed') return [];
    const [address, anchor] = parted(href);
    const to = strays.get(address);
    return to === undefined ? [] : [{ href, spot, to: to + anchor }];
  });
  const { text, left } = rewritten(body, relinks);
  return { body: text, count: relinks.length - left.length };
};
