import { routeOf, type Ground, type Hints, type Reading } from '../ground.ts';
import { dirOf, join, withoutPageExtension } from '../paths.ts';

const MOST_ASKED = 20_000;
const ENOUGH = 3;
/** Of those that led nowhere. */
const SHARE = 0.2;

/**
 * Where the top of the site is, of a source that does not say it: a folder of pages whose links begin with a slash, as whoever took `content/handbook` out
 * of a site has it. What most of those links have in common decides, and only links that lead nowhere otherwise.
 */
export const guessing: Reading = (ground, hints) => {
  const asked = new Set<string>();
  ownSites(ground, hints);
  for (const { hrefs } of ground.docs.values())
    for (const { href, kind } of hrefs)
      if (kind !== 'wiki' && kind !== 'embed' && /^\/[^/]/.test(href) && asked.size < MOST_ASKED) asked.add(addressOf(href));
  if (asked.size < ENOUGH) return;
  const known = new Set<string>();
  const byLast = new Map<string, string[]>();
  for (const path of ground.docs.keys()) {
    const address = addressOf(withoutPageExtension(path).replace(/(?:^|\/)(?:_index|readme)$/i, ''));
    known.add(address);
    const last = address.slice(address.lastIndexOf('/') + 1);
    const alike = byLast.get(last);
    if (alike === undefined) byLast.set(last, [address]);
    else if (alike.length < 50) alike.push(address);
  }
  for (const address of hints.routes.keys()) known.add(addressOf(address));
  const bases = [...hints.bases].filter((base) => base !== '').map((base) => `${base.toLowerCase()}/`);
  const tops = ['', ...hints.roots].map((root) => root.toLowerCase());
  const leads = (address: string): boolean => tops.some((root) => known.has(join(root, address)));
  const lost = [...asked].filter(
    (address) => !leads(address) && !bases.some((base) => address.startsWith(base) && leads(address.slice(base.length))),
  );
  const enough = (most: readonly [string, number] | null): string | null =>
    most !== null && most[1] >= Math.max(ENOUGH, lost.length * SHARE) ? most[0] : null;
  const root = enough(mostOf(lost.flatMap((address) => rootsOf(address, byLast))));
  if (root !== null)
    for (const path of ground.docs.keys()) if (isBelow(path, root)) return void hints.roots.add(path.slice(0, root.length));
  const base = enough(mostOf(lost.flatMap((address) => basesOf(address, leads))));
  if (base !== null) hints.bases.add(base);
};

/** In small letters, as it is compared. */
const addressOf = (href: string): string => {
  const route = routeOf(withoutPageExtension(href.replace(/[?#].*$/, '')));
  try {
    return decodeURIComponent(route).normalize('NFC').toLowerCase();
  } catch {
    return route.toLowerCase();
  }
};

/** `/people/pay` lies at `contents/people/pay`: the root is `contents`. */
const rootsOf = (address: string, byLast: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  (byLast.get(address.slice(address.lastIndexOf('/') + 1)) ?? []).flatMap((path) =>
    path.endsWith(`/${address}`) ? [path.slice(0, -address.length - 1)] : [],
  );

/** `/handbook/people/pay` lies at `people/pay`: the site showed it below `handbook`. */
const basesOf = (address: string, leads: (address: string) => boolean): readonly string[] => {
  const found: string[] = [];
  for (let cut = address.indexOf('/'), n = 0; cut > 0 && n < 3; cut = address.indexOf('/', cut + 1), n += 1)
    if (leads(address.slice(cut + 1))) found.push(address.slice(0, cut));
  return found;
};

const mostOf = (found: readonly string[]): readonly [string, number] | null => {
  const counts = new Map<string, number>();
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
  let most: readonly [string, number] | null = null;
  for (const one of counts) if (most === null || one[1] > most[1] || (one[1] === most[1] && one[0] < most[0])) most = one;
  return most;
};

const isBelow = (path: string, root: string): boolean =>
  dirOf(path).toLowerCase().startsWith(root) && /^(?:$|\/)/.test(path.slice(root.length));

/**
 * Where the handbook itself was shown, of a source that does not say it: a site or a repository most of whose addresses that pages lead to are those of
 * pages here. Addresses of one part alone, as `/about`, tell nothing of a site.
 */
const ownSites = (ground: Ground, hints: Hints): void => {
  const asked = new Map<string, Set<string>>();
  let left = MOST_ASKED;
  for (const { hrefs } of ground.docs.values())
    for (const { href } of hrefs) {
      const url = left > 0 && /^https?:\/\//i.test(href) && href.length < 1_000 ? URL.parse(href) : null;
      if (url === null) continue;
      left -= 1;
      const blob = blobOf(url);
      const site = blob?.repository ?? url.hostname;
      const path = addressOf(blob?.path ?? url.pathname);
      if (blob === null && !path.includes('/')) continue;
      const paths = asked.get(site);
      if (paths === undefined) asked.set(site, new Set([path]));
      else paths.add(path);
    }
  const known = new Set<string>();
  for (const path of ground.docs.keys())
    for (const one of [withoutPageExtension(path), withoutPageExtension(path).replace(/(?:^|\/)(?:_index|index|readme)$/i, '')])
      known.add(addressOf(one));
  const tops = ['', ...hints.roots].map((root) => root.toLowerCase());
  for (const [site, paths] of asked) {
    const here = [...paths].filter((path) => tops.some((root) => known.has(join(root, path)))).length;
    if (here >= (site.includes('/') ? 2 : ENOUGH) && here >= paths.size * MOST_OF) hints.seeming.add(site);
  }
};
const MOST_OF = 0.6;

/** `github.com/example/handbook/blob/main/people/pay.md`, and as GitLab has it. */
const blobOf = ({ hostname, pathname }: URL): { readonly repository: string; readonly path: string } | null => {
  const [, repository, path] = /^\/([^/]+(?:\/[^/]+){1,4}?)\/(?:-\/)?(?:blob|tree)\/[^/]+\/(.+)$/.exec(pathname) ?? [];
  return repository === undefined || path === undefined ? null : { repository: `${hostname}/${repository}`, path };
};

/** The path of an address that seems to lead to the handbook itself. */
export const pathIfOwn = (url: URL, seeming: ReadonlySet<string>): string | null => {
  if (seeming.size === 0) return null;
  if (seeming.has(url.hostname)) return url.pathname;
  const blob = blobOf(url);
  return blob !== null && seeming.has(blob.repository) ? `/${blob.path}` : null;
};
