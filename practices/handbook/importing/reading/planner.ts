import { noHints, routeOf, type Doc, type Ground, type Hints } from './ground.ts';
import { baseOf, dirOf, humanized, safeName, withoutPageExtension } from './paths.ts';
import type { Key, Plan, PlannedFile, PlannedPage } from './plan.ts';
import { anchorFault, anchorHere } from './heading-anchors.ts';
import { addressHere, pathsHere } from './relinking.ts';
import type { Collector } from './remarks.ts';
import { placeOfRedirect, resolver, type Resolve, type Target } from './resolve.ts';
import { docusaurus } from './systems/docusaurus.ts';
import { docsify } from './systems/docsify.ts';
import { drafts } from './systems/drafts.ts';
import { eleventy } from './systems/eleventy.ts';
import { gitbook } from './systems/gitbook.ts';
import { guessing } from './systems/guessing.ts';
import { jekyllLists } from './systems/jekyll-lists.ts';
import { middleman } from './systems/middleman.ts';
import { fumadocs } from './systems/fumadocs.ts';
import { mintlify } from './systems/mintlify.ts';
import { myst } from './systems/myst.ts';
import { nextra } from './systems/nextra.ts';
import { quarto } from './systems/quarto.ts';
import { starlight } from './systems/starlight.ts';
import { confluence, dendron, logseq, obsidian, wiki } from './systems/notes.ts';
import { notion } from './systems/notion.ts';
import { outline } from './systems/outline.ts';
import { fields, hugo, jekyll, mkdocs, orderLists, redirectLists, wikijs } from './systems/sites.ts';
import { vuepress } from './systems/vuepress.ts';
import { growTree, type Tree } from './tree.ts';

// What is no page goes before anybody looks. Those that know a page's place best speak first; front matter fills in.
const READINGS = [
  drafts,
  notion,
  outline,
  gitbook,
  docsify,
  mkdocs,
  docusaurus,
  hugo,
  vuepress,
  middleman,
  mintlify,
  nextra,
  fumadocs,
  starlight,
  eleventy,
  myst,
  quarto,
  jekyll,
  obsidian,
  logseq,
  dendron,
  wiki,
  confluence,
  wikijs,
  orderLists,
  fields,
  jekyllLists,
  redirectLists,
  guessing,
];

/** Makes sense of what was found. Pure, and in time that grows with what there is. */
export const plan = (ground: Ground, collector: Collector): Plan => {
  const hints = noHints();
  for (const read of READINGS) read(ground, hints);
  const tree = growTree(ground, hints);
  const resolve = resolver(ground, hints, tree);
  const files = new Map<string, PlannedFile>();
  const counts = { internal: 0, resolved: 0, outside: 0 };
  const formerly = formerlyOf(ground, hints, tree);
  const linked = new Map<Key, Linked>();
  for (const { key, doc } of tree.places)
    if (doc !== null) linked.set(key, link(doc, resolve, ground, tree, files, counts, hints));
  const named = Map.groupBy(ground.files.keys(), baseOf);
  const fronts = tree.places.flatMap(({ key, doc }) =>
    doc === null ? [] : frontsOf(key, doc, resolve, ground, named, files, tree),
  );
  for (const path of ground.large) if (!files.has(path)) files.set(path, fileAt(path, ground.files.get(path) ?? 0, tree));
  const paths = pathsHere(tree, files.values());
  for (const { doc, href, line, from, to } of fronts) {
    const here = addressHere(ground, hints, doc.path, href, paths.get(from), paths.get(to));
    if (here !== null) ground.remark({ path: doc.path, line, code: 'front-address', detail: `${href} (here ${here})` });
  }
  const docs = new Map(tree.places.map(({ key, doc }) => [key, doc]));
  const pages = tree.places.map(({ key, source, above, name, file, order, doc, made }): PlannedPage => {
    const { links, broken, relinks } = hereOf(linked.get(key), doc, paths, { key, docs }, ground, hints);
    return {
      key,
      source,
      under: above,
      name,
      file,
      order,
      title: doc?.title ?? (made === null ? humanized(name) : (/^# (.*)/.exec(made)?.[1] ?? name)),
      language: doc?.language ?? null,
      links,
      broken,
      relinks,
      formerly: formerly.get(key) ?? [],
      made: made ?? doc?.made ?? null,
    };
  });
  for (const [path] of ground.files)
    if (!files.has(path) && ATTACHMENT.test(path) && !hints.instead.has(path) && !ground.configs.has(path))
      ground.remark({ path, line: null, code: 'not-linked', detail: '' });
  return { pages, files: [...files.values()], remarks: collector.remarks(), systems: [...hints.systems], links: counts };
};

/** Files of people; those of programs are not missed. */
const ATTACHMENT =
  /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|heic|pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|mp4|mov|webm|mp3|m4a|wav|drawio|excalidraw|canvas|key|pages|numbers|epub|txt|zip|7z|rar|tgz|gz)$/i;

interface FrontLink {
  readonly doc: Doc;
  readonly href: string;
  readonly line: number;
  readonly from: Key;
  readonly to: Key;
}

/** Where the addresses of a page's front matter lead. Their files come with it. */
const frontsOf = (
  from: Key,
  doc: Doc,
  resolve: Resolve,
  ground: Ground,
  named: ReadonlyMap<string, readonly string[]>,
  files: Map<string, PlannedFile>,
  tree: Tree,
): readonly FrontLink[] =>
  doc.fronts.flatMap(({ href, line, kind }) => {
    const found = resolve(doc, href, false);
    // A theme knows the folder of its pictures.
    const alone = found.kind === 'nowhere' ? onlyFile(href, named) : null;
    const target: Target = alone === null ? found : { kind: 'file', path: alone };
    if (target.kind === 'page') return [{ doc, href, line, from, to: target.place.key }];
    if (target.kind === 'file') {
      if (!files.has(target.path)) files.set(target.path, fileAt(target.path, ground.files.get(target.path) ?? 0, tree));
      return [{ doc, href, line, from, to: `file:${target.path}` }];
    }
    if (target.kind === 'nowhere')
      ground.remark({ path: doc.path, line, code: kind === 'image' ? 'broken-image' : 'broken-link', detail: href });
    return [];
  });

/** The one file whose path ends so. */
const onlyFile = (href: string, files: ReadonlyMap<string, readonly string[]>): string | null => {
  const end = href.replace(/[?#].*$/, '').replace(/^[./]+/, '');
  const [first, second] = (files.get(baseOf(end)) ?? []).filter((path) => path.endsWith(`/${end}`));
  return first === undefined || second !== undefined ? null : first;
};

interface Linked {
  readonly links: Readonly<Record<string, Key>>;
  readonly broken: readonly string[];
}

const MOST_LINKS = 20_000;

/** An address within the house, or a part of it, that a program fills in: `{picture}`, `{{ page.image }}`, `${base}/a`. */
const COMPUTED = /^(?![a-z][a-z0-9+.-]*:|\/\/|#|mailto)(?:[^{}]*\{[^{}]*[^\s{}][^{}]*\}|[^{}]*\{[{%])/is;

const link = (
  doc: Doc,
  resolve: Resolve,
  ground: Ground,
  tree: Tree,
  files: Map<string, PlannedFile>,
  counts: { internal: number; resolved: number; outside: number },
  hints: Hints,
): Linked => {
  const links = new Map<string, Key>();
  const seen = new Map<string, Target>();
  const nowhere = new Set<string>();
  const { path } = doc;
  const found = (href: string, wiki: boolean): Target => {
    const known = `${wiki ? '[[' : ''}${href}`;
    const target = seen.get(known) ?? resolve(doc, href, wiki);
    seen.set(known, target);
    return target;
  };
  for (const { href: written, line, kind, behind } of doc.hrefs) {
    const wiki = kind === 'wiki' || kind === 'embed';
    const first = found(written, wiki);
    // GitHub and Dendron write the words before the bar, and the page behind it.
    // Outline names a page by an id that its export does not have, and by its title.
    const mentioned = kind === 'link' && behind !== undefined;
    const other = behind !== undefined && (mentioned || first.kind === 'nowhere') ? found(behind, true) : first;
    const swapped = other !== first && (other.kind === 'page' || other.kind === 'file');
    const href = swapped && behind !== undefined && !mentioned ? behind : written;
    const target = swapped || mentioned ? other : first;
    if (kind === 'loose') {
      if (target.kind === 'page' || target.kind === 'file') ground.remark({ path, line, code: 'spaces', detail: href });
      continue;
    }
    const before = href.replace(/#.*$/s, '').trim();
    const bare = wiki && before !== '' ? `[[${before}]]` : before;
    if (target.kind === 'outside') {
      if (COMPUTED.test(href)) ground.remark({ path, line, code: 'computed', detail: href });
      counts.outside += 1;
      continue;
    }
    counts.internal += 1;
    if (target.kind === 'nowhere') {
      nowhere.add(bare);
      ground.remark({ path, line, code: kind === 'image' || kind === 'embed' ? 'broken-image' : 'broken-link', detail: href });
      continue;
    }
    counts.resolved += 1;
    if (target.kind === 'file') {
      const { path: at } = target;
      if (!files.has(at)) files.set(at, fileAt(at, ground.files.get(at) ?? 0, tree));
      if (links.size < MOST_LINKS) links.set(bare, `file:${at}`);
      continue;
    }
    if (bare !== '' && links.size < MOST_LINKS) links.set(bare, target.place.key);
    const fault = anchorFault(anchorHere(target.anchor, target.place.doc, hints), target.place.doc);
    if (fault !== null) ground.remark({ path, line, code: 'missing-anchor', detail: `${href}${fault}` });
    // Where only signs and capitals differ, the link is followed all the same.
    if (fault === '') nowhere.add(wiki ? `[[${href}]]` : href);
  }
  return { links: Object.fromEntries(links), broken: [...nowhere].slice(0, 1_000) };
};

const NOTHING: Linked = { links: {}, broken: [] };

/** What a page is linked by as its text stands here. */
const hereOf = (
  { links, broken }: Linked = NOTHING,
  doc: Doc | null,
  paths: ReadonlyMap<Key, string>,
  { key: own, docs }: { readonly key: Key; readonly docs: ReadonlyMap<Key, Doc | null> },
  ground: Ground,
  hints: Hints,
): Linked & Pick<PlannedPage, 'relinks'> => {
  const instead = new Map<string, string>();
  if (doc === null) return { links, broken, relinks: [] };
  for (const [href, key] of Object.entries(links)) {
    const to = addressHere(ground, hints, doc.path, href, paths.get(own), paths.get(key));
    if (to !== null) instead.set(href, to);
  }
  if (instead.size === 0 && !hints.systems.has('outline')) return { links, broken, relinks: [] };
  const renewed = (href: string): string => {
    const cut = href.indexOf('#');
    const address = (cut < 0 ? href : href.slice(0, cut)).trim();
    const to = instead.get(address);
    const target = address === '' ? doc : docs.get(links[address] ?? '');
    const [raw, name] = [href.slice(cut + 1), cut < 0 ? '' : anchorHere(href.slice(cut + 1), target ?? null, hints)];
    return to === undefined && (cut < 0 || name === raw) ? href : `${to ?? address}${cut < 0 ? '' : `#${name}`}`;
  };
  return {
    links: Object.fromEntries(Object.entries(links).map(([href, key]) => [instead.get(href) ?? href, key])),
    broken: broken.map(renewed),
    relinks: doc.hrefs.flatMap(({ href, spot }) => {
      const to = spot === null ? href : renewed(href);
      return spot === null || to === href ? [] : [{ href, spot, to }];
    }),
  };
};

/** Where it lies: in the folder of the nearest page above, so that paths lead to it as before. */
const fileAt = (source: string, size: number, { at }: Tree): PlannedFile => {
  const file = { key: `file:${source}`, source, name: baseOf(source), size };
  for (let dir = dirOf(source); dir !== ''; dir = dirOf(dir)) {
    const place = at.get(dir);
    if (place?.folder === dir) return { ...file, under: place.key, path: safePath(source.slice(dir.length + 1)) };
  }
  return { ...file, under: null, path: safePath(source) };
};

const safePath = (path: string): string =>
  path
    .split('/')
    .map((part) => safeName(part))
    .slice(-20)
    .join('/')
    .slice(-500);

/** Where each page was found before: addresses that the source redirects, its permalink, and its path where the tree has another. */
const formerlyOf = (ground: Ground, hints: Hints, tree: Tree): ReadonlyMap<Key, readonly string[]> => {
  const formerly = new Map<Key, Set<string>>();
  const add = (key: Key, path: string): void => {
    if (path === '' || path.length > 1_000) return;
    const paths = formerly.get(key) ?? new Set();
    if (paths.size < 50) formerly.set(key, paths.add(path));
  };
  for (const { from, to, path, line } of hints.redirects) {
    const place = placeOfRedirect(to, hints, tree.at);
    if (place !== null) add(place.key, routeOf(from));
    else if (!/^https?:/.test(to)) ground.remark({ path, line, code: 'redirect', detail: `${from} → ${to}` });
  }
  for (const [address, path] of hints.routes) {
    const place = tree.at.get(path);
    if (place !== undefined) add(place.key, address);
  }
  const where = new Map<Key, string>();
  for (const { key, above, name, doc, source } of tree.places) {
    const here = `${above === null ? '' : `${where.get(above) ?? ''}/`}${name}`;
    where.set(key, here);
    const was = withoutPageExtension(source).replace(/\/(?:_index|index|readme)$/i, '');
    if (doc !== null && was !== here) add(key, was);
  }
  return new Map([...formerly].map(([key, paths]) => [key, [...paths]]));
};
