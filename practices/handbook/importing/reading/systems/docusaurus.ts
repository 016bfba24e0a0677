import { configOf, isRecord, numberOf, wordOf, wordsOf } from '../front.ts';
import { routeOf, type Hints, type Reading } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { literalOf } from './literal.ts';
import { configsNamed } from './navigation.ts';
import { slugOf } from '../slug.ts';
import { docsOf, followSidebars, PREFIX } from './sidebars.ts';

/** `sidebars.js`, `_category_.json`, `sidebar_position`, `slug`, `id` and numbers before names. */
export const docusaurus: Reading = (ground, hints) => {
  const categories = configsNamed(ground, /^_category_\.(?:json|ya?ml)$/i);
  const configs = configsNamed(ground, /^docusaurus\.config\.[cm]?[jt]s$/i);
  const positioned = [...ground.docs.values()].some(({ front }) => 'sidebar_position' in front || 'sidebar_label' in front);
  if (categories.length === 0 && configs.length === 0 && !positioned) return;
  hints.systems.add('docusaurus');
  for (const [path, text] of configs) {
    hints.roots.add(dirOf(path));
    for (const folder of ['docs', 'blog', 'static']) hints.roots.add(join(dirOf(path), folder));
    const base = /\bbaseUrl:\s*["'`]([^"'`]*)/.exec(text)?.[1];
    if (base !== undefined) hints.bases.add(routeOf(base));
    const host = /\burl:\s*["'`]https?:\/\/([^"'`/]+)/.exec(text)?.[1];
    if (host !== undefined) hints.hosts.add(host.toLowerCase());
  }
  const sites = new Map(configs.map(([path, text]) => [path, literalOf(text)]));
  followSidebars(sites, ground, hints);
  const shown = addressesOf(sites);
  const owned: { readonly folder: string; readonly id: string }[] = [];
  for (const [path, text] of categories) {
    const config = configOf(text);
    if (config === null) {
      ground.remark({ path, line: null, code: 'unreadable', detail: 'it is no JSON or YAML' });
      continue;
    }
    const folder = dirOf(path);
    const position = numberOf(config['position']);
    if (position !== null && !hints.above.has(folder)) hints.order.set(folder, position);
    const link = isRecord(config['link']) ? config['link'] : {};
    const own = wordOf(link['id']);
    if (link['type'] === 'doc' && own !== null) owned.push({ folder, id: own });
    const label = wordOf(link['title']) ?? wordOf(config['label']);
    if (label !== null && !hints.titles.has(folder)) hints.titles.set(folder, label);
    if (link['type'] === 'generated-index') {
      const at = routeOf(wordOf(link['slug']) ?? `category/${slugOf(wordOf(config['label']) ?? baseOf(folder))}`);
      const [top, base] = shown.find(([one]) => isIn(folder, one)) ?? ['', ''];
      hints.routes.set(join(top, at), folder);
      hints.redirects.push({ from: join(base, at), to: folder, path, line: null });
    }
    const description = wordOf(link['description']) ?? wordOf(config['description']);
    if (description !== null) hints.titles.set(`${folder}#description`, description);
  }
  const root = [...hints.roots].find((one) => one.endsWith('docs')) ?? '';
  for (const { path, front } of ground.docs.values()) {
    const stripped = path
      .split('/')
      .map((part) => part.replace(PREFIX, ''))
      .join('/');
    if (stripped !== path) hints.routes.set(routeOf(withoutPageExtension(stripped)), path);
    // A page of its folder's own name is that folder's.
    if (baseOf(dirOf(stripped)) === withoutPageExtension(baseOf(stripped)) && !hints.own.has(dirOf(path)))
      hints.own.set(dirOf(path), path);
    const id = wordOf(front['id']);
    if (id !== null) for (const folder of [dirOf(path), dirOf(stripped)]) hints.routes.set(join(folder, id), path);
    const slug = wordOf(front['slug']);
    const address = slug === null ? null : slug.startsWith('/') ? join(root, routeOf(slug)) : resolvePath(dirOf(path), slug);
    if (address !== null) hints.routes.set(routeOf(address), path);
    const [top, base] = shown.find(([one]) => isIn(path, one)) ?? [];
    const below = top === undefined ? null : routeOf(address ?? withoutPageExtension(stripped));
    if (top !== undefined && base !== undefined && below !== null && base !== top && isIn(below, top))
      hints.redirects.push({ from: join(base, below.slice(top.length).replace(/^\//, '')), to: path, path, line: null });
    for (let at = path; at !== ''; at = dirOf(at)) {
      const number = PREFIX.exec(baseOf(at))?.[0];
      if (number !== undefined && !hints.order.has(at)) hints.order.set(at, Number.parseInt(number, 10));
    }
  }
  addRedirects(sites, hints);
  for (const { folder, id } of owned) {
    const at = [join(root, id), join(folder, baseOf(id))];
    const path = at.flatMap((one) => [`${one}.md`, `${one}.mdx`]).find((one) => ground.docs.has(one)) ?? routed(at, hints);
    if (path !== undefined && dirOf(path) === folder) hints.own.set(folder, path);
  }
};

/** Each folder of pages with what the site's addresses of it begin with: `docs` is shown below `handbook`. */
const addressesOf = (sites: ReadonlyMap<string, unknown>): readonly (readonly [folder: string, base: string])[] =>
  [...sites].flatMap(([path, config]) =>
    docsOf(config).flatMap((options) => {
      const folder = resolvePath(dirOf(path), wordOf(options['path']) ?? 'docs');
      return folder === null ? [] : [[folder, routeOf(wordOf(options['routeBasePath']) ?? 'docs')] as const];
    }),
  );

/** Those of `@docusaurus/plugin-client-redirects`, whose ends are addresses of the site. */
const addRedirects = (sites: ReadonlyMap<string, unknown>, hints: Hints): void => {
  const shown = new Map<string, string>();
  for (const [address, path] of hints.routes) shown.set(routeOf(address).toLowerCase(), path);
  for (const { from, to } of hints.redirects) shown.set(routeOf(from).toLowerCase(), to);
  for (const [path, config] of sites) {
    const plugins = isRecord(config) && Array.isArray(config['plugins']) ? config['plugins'] : [];
    for (const plugin of plugins) {
      const options: unknown = Array.isArray(plugin) && String(plugin[0]).endsWith('client-redirects') ? plugin[1] : null;
      const listed = isRecord(options) && Array.isArray(options['redirects']) ? options['redirects'] : [];
      for (const one of listed.slice(0, MOST_REDIRECTS)) {
        const to = isRecord(one) ? wordOf(one['to']) : null;
        if (!isRecord(one) || to === null || /^https?:/.test(to)) continue;
        const end = shown.get(routeOf(to.replace(/[?#].*$/, '')).toLowerCase()) ?? to;
        for (const from of wordsOf(one['from'])) hints.redirects.push({ from: routeOf(from), to: end, path, line: null });
      }
    }
  }
};
const MOST_REDIRECTS = 20_000;

const isIn = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);

const routed = (addresses: readonly string[], { routes }: Hints): string | undefined =>
  addresses.map((one) => routes.get(routeOf(one))).find((path) => path !== undefined);
