import { routeOf, type Doc, type Ground, type Hints } from './ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from './paths.ts';
import { namesOf } from './naming.ts';
import { slugOf } from './slug.ts';
import type { Place, Tree } from './tree.ts';
import { decoded } from './systems/navigation.ts';
import { pathIfOwn } from './systems/guessing.ts';
import { titleAsAddressed, titleInAddress } from './systems/outline.ts';

export type Target =
  | { readonly kind: 'page'; readonly place: Place; readonly anchor: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'nowhere' };

export type Resolve = (from: Doc, href: string, wiki: boolean) => Target;

const OUTSIDE: Target = { kind: 'outside' };
const NOWHERE: Target = { kind: 'nowhere' };

/** Finds what hrefs lead to, in all the ways in which handbooks write them. */
export const resolver = (ground: Ground, hints: Hints, tree: Tree): Resolve => {
  const { at } = tree;
  const small = new Map<string, string>();
  for (const path of [...ground.files.keys(), ...at.keys()])
    if (!small.has(path.toLowerCase())) small.set(path.toLowerCase(), path);
  const routes = routesOf(hints, at);
  const names = namesOf(ground, hints, at);
  const bases = [...hints.bases].filter((base) => base !== '').map((base) => `/${base}/`);
  const roots = [...hints.roots, ''].toSorted((a, b) => b.length - a.length);

  const found = (path: string): Target | null => {
    const place = at.get(path);
    if (place !== undefined) return { kind: 'page', place, anchor: '' };
    return ground.files.has(path) ? { kind: 'file', path } : null;
  };
  const tried = (path: string): Target | null => {
    // A folder without a text gives way to a page that has its address.
    let folder: Target | null = null;
    const bare = path.replace(/\.html?$/i, '');
    for (const candidate of [
      path,
      ...EXTENSIONS.map((extension) => `${bare}${extension}`),
      ...(bare === path ? [] : [bare]),
      ...INDEXES.map((index) => join(bare, index)),
      ...(/(?:^|\/)(?:_index|index|readme)(?:\.\w+)?$/i.test(path) ? [dirOf(path)] : []),
      // A page that was a file, and is a folder now.
      ...(/\.mdx?$/i.test(bare) ? INDEXES.map((index) => join(withoutPageExtension(bare), index)) : []),
    ]) {
      const target = found(candidate);
      if (target?.kind === 'page' && target.place.doc === null) folder ??= target;
      else if (target !== null) return target;
    }
    for (const candidate of folder === null ? [path, `${bare}.md`, bare] : []) {
      const other = small.get(candidate.toLowerCase());
      const target = other === undefined ? null : found(other);
      if (target !== null) return target;
    }
    const route = routeOf(withoutPageExtension(path)).toLowerCase();
    const place = routes.get(route) ?? routes.get(route.replace(/(^|\/)\d{1,4}[-_. ]+(?=[^/])/g, '$1'));
    return place === undefined ? folder : { kind: 'page', place, anchor: '' };
  };

  /** The folders of a site lie in one another there: out of that of its pages one comes to that of its pictures. */
  const fromAddress = (from: Doc, way: string): Target | null => {
    const own = roots.find((root) => root !== '' && from.path.startsWith(`${root}/`));
    if (own === undefined) return null;
    for (const base of [withoutPageExtension(from.path), dirOf(from.path)]) {
      const address = resolvePath(base.slice(own.length + 1), way);
      if (address === null || address === '') continue;
      for (const root of roots) {
        const target = root === own || root === '' ? null : tried(join(root, address).normalize('NFC'));
        if (target !== null) return target;
      }
    }
    return null;
  };

  const byPath = (from: Doc, path: string): Target | null => {
    const ways = [path, decoded(path)];
    for (const way of path === ways[1] ? [path] : ways.toReversed()) {
      if (way.startsWith('/')) {
        for (const address of [
          way,
          ...bases.flatMap((base) => (`${way}/`.startsWith(base) ? [way.slice(base.length - 1) || '/'] : [])),
        ])
          for (const root of roots) {
            const absolute = resolvePath(root, address);
            const first = absolute === '' && (address !== way || bases.length === 0) ? top(roots, at) : null;
            const target = absolute === null || absolute === '' ? first : tried(absolute.normalize('NFC'));
            if (target !== null) return target;
          }
        continue;
      }
      // Beside its file; then as a browser counts from an address that ends in a slash.
      for (const base of [dirOf(from.path), withoutPageExtension(from.path), ...from.shownFrom]) {
        const relative = resolvePath(base, way);
        const target = relative === null ? null : relative === '' ? top(roots, at) : tried(relative.normalize('NFC'));
        if (target !== null) return target;
      }
      const beside = way.startsWith('../') ? fromAddress(from, way) : null;
      if (beside !== null) return beside;
    }
    // Hugo's references name a page from here, from the top, or wherever it lies, where no other is called so.
    if (!hints.systems.has('hugo') || !/^[^/.]/.test(path)) return null;
    const place = path.includes('/') ? undefined : (called ??= calledOnce(at)).get(withoutPageExtension(path).toLowerCase());
    return byPath(from, `/${path}`) ?? (place === undefined ? null : { kind: 'page', place, anchor: '' });
  };
  let called: ReadonlyMap<string, Place> | null = null;

  const byId = (text: string): Target | null => {
    if (hints.ids.size === 0) return null;
    // The last is the page's own: before it stand those of the pages above. `%20` in front of one would be read as its beginning.
    const found = decoded(text)
      .replaceAll('-', '')
      .matchAll(/[0-9a-f]{32}(?![0-9a-f])|(?<!\d)\d{5,12}(?!\d)/g);
    for (const [id] of [...found].toReversed()) {
      const place = at.get(hints.ids.get(id) ?? '');
      if (place !== undefined) return { kind: 'page', place, anchor: '' };
    }
    return null;
  };

  const byTitle = (from: Doc, path: string): Target | null => {
    const title = titleInAddress(decoded(path));
    const places = title === null ? [] : (titled().get(title) ?? []);
    const [collection] = from.path.split('/', 1);
    const place = places.find((one) => one.path.split('/', 1)[0] === collection) ?? places[0];
    return place === undefined ? null : { kind: 'page', place: place.place, anchor: '' };
  };
  let known: ReadonlyMap<string, readonly Titled[]> | null = null;
  const titled = () => (known ??= titledAs(ground, at));

  const toPath = (from: Doc, path: string): Target =>
    byPath(from, path) ??
    byId(path) ??
    byTitle(from, path) ??
    // The shortest way to a note is its name, in Markdown as in brackets.
    (hints.systems.has('obsidian') && !path.includes('/') ? names(decoded(path), from) : null) ??
    NOWHERE;

  return (from, raw, wiki) => {
    const target = lookUp(from, raw, wiki);
    const instead = target.kind === 'file' ? hints.instead.get(target.path) : undefined;
    const place = instead === undefined || instead === from.path ? undefined : at.get(instead);
    return place === undefined ? target : { kind: 'page', place, anchor: '' };
  };

  function lookUp(from: Doc, raw: string, wiki: boolean): Target {
    const cut = raw.indexOf('#');
    const anchor = cut < 0 ? '' : raw.slice(cut + 1);
    const href = (cut < 0 ? raw : raw.slice(0, cut)).trim();
    const self = at.get(from.path);
    if (href === '')
      return self === undefined || anchor === ''
        ? OUTSIDE
        : { kind: 'page', place: self, anchor: wiki ? nameOf(anchor) : anchor };
    if (wiki) {
      const target = names(href, from) ?? byPath(from, href);
      return target === null ? NOWHERE : withAnchor(target, nameOf(anchor));
    }
    if (/[{}<>`]|\$\(/.test(href)) return OUTSIDE;
    // As Docusaurus names the folder of the site, and what is a file on it.
    const written = href.replace(/^(?:@site|pathname:\/\/)\//, '/');
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(written)) {
      const url = /^(?:https?:)?\/\//i.test(href) ? URL.parse(href, 'https://x') : null;
      if (url === null) return OUTSIDE;
      const own = pathIfOwn(url, hints.seeming);
      const seems = own === null ? null : byPath(from, own);
      if (seems !== null) return withAnchor(seems, anchor);
      if (hints.hosts.has(url.hostname)) return withAnchor(toPath(from, url.pathname), anchor);
      const other = /notion\.(?:so|site|com)$|atlassian\.net$/.test(url.hostname)
        ? byId(url.pathname)
        : url.hostname.endsWith('.getoutline.com')
          ? byTitle(from, url.pathname)
          : null;
      return other === null ? OUTSIDE : withAnchor(other, anchor);
    }
    const path = written.replace(/\?.*$/, '');
    return path === '' ? OUTSIDE : withAnchor(byPath(from, written) ?? toPath(from, path), anchor);
  }
};

/** Of a block, `^a1b2`; of a heading, the last that is named. */
const nameOf = (anchor: string): string => (/^\^[\w-]+$/.test(anchor) ? anchor : slugOf(anchor.split('#').at(-1) ?? ''));

/** Pages by the last part of their addresses, without those that share it. */
const calledOnce = (at: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> => {
  const named = new Map<string, Place>();
  const shared = new Set<string>();
  for (const place of new Set(at.values())) {
    const name = baseOf(place.folder ?? withoutPageExtension(place.source)).toLowerCase();
    if (named.has(name)) shared.add(name);
    if (place.doc !== null) named.set(name, place);
  }
  for (const name of shared) named.delete(name);
  return named;
};

const EXTENSIONS = ['.md', '.mdx', '.qmd', '.markdown', '.html.md', '.html.md.erb', '.md.erb'];
const INDEXES = [
  'index.md',
  'README.md',
  '_index.md',
  'index.mdx',
  'index.qmd',
  'readme.md',
  'index.html.md',
  'index.html.md.erb',
];

const withAnchor = (target: Target, anchor: string): Target => (target.kind === 'page' ? { ...target, anchor } : target);

interface Titled {
  readonly path: string;
  readonly place: Place;
}

/** Pages by their titles, as addresses say them. */
const titledAs = (ground: Ground, at: ReadonlyMap<string, Place>): ReadonlyMap<string, readonly Titled[]> => {
  const all = new Map<string, Titled[]>();
  for (const { path, title } of ground.docs.values()) {
    const place = at.get(path);
    if (place === undefined) continue;
    for (const key of new Set([title ?? '', withoutPageExtension(baseOf(path))].map(titleAsAddressed)))
      if (key !== '') all.set(key, [...(all.get(key) ?? []), { path, place }]);
  }
  return all;
};

/** What the address of the site itself shows. */
const top = (roots: readonly string[], at: ReadonlyMap<string, Place>): Target | null => {
  for (const root of roots)
    for (const path of [root, ...INDEXES.map((index) => join(root, index))]) {
      const place = path === '' ? undefined : at.get(path);
      if (place !== undefined) return { kind: 'page', place, anchor: '' };
    }
  return null;
};

/** Addresses that the site had: permalinks and slugs, then what was redirected to them. In small letters. */
const routesOf = (hints: Hints, at: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> => {
  const routes = new Map<string, Place>();
  const add = (address: string, path: string | Place): void => {
    const place = typeof path === 'string' ? at.get(path) : path;
    const route = routeOf(withoutPageExtension(address)).toLowerCase();
    if (place === undefined || route === '') return;
    for (const root of ['', ...hints.roots]) {
      const full = root === '' ? route : join(root, route).toLowerCase();
      if (!routes.has(full)) routes.set(full, place);
    }
  };
  for (const [address, path] of hints.routes) add(address, path);
  for (const { from, to } of hints.redirects) {
    const place = placeOfRedirect(to, hints, at, routes);
    if (place !== null) add(from, place);
  }
  return routes;
};

/** Where a redirect ends: a path of the source, or an address. */
export const placeOfRedirect = (
  to: string,
  hints: Hints,
  at: ReadonlyMap<string, Place>,
  routes: ReadonlyMap<string, Place> | null = null,
): Place | null => {
  const address = routeOf(decoded(to));
  for (const root of ['', ...hints.roots])
    for (const path of [
      to.replace(/^\/+/, ''),
      address,
      ...EXTENSIONS.map((one) => `${address}${one}`),
      ...INDEXES.map((one) => join(address, one)),
    ]) {
      const place = at.get(join(root, path));
      if (place !== undefined) return place;
    }
  return routes?.get(address.toLowerCase()) ?? at.get(hints.routes.get(address) ?? '') ?? null;
};
