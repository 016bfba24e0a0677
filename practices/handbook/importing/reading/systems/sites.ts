import { configOf, isRecord, numberOf, wordOf, wordsOf } from '../front.ts';
import { routeOf, type Hints, type Reading } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

/** MkDocs: `nav`, `docs_dir`, `site_url` and the redirects of its plug-in. */
export const mkdocs: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^mkdocs\.ya?ml$/i)) {
    // Tags such as `!!python/name:` belong to its program.
    const config = configOf(text.replace(/!!python\/\S+/g, ''));
    hints.systems.add('mkdocs');
    const root = resolvePath(dirOf(path), wordOf(config?.['docs_dir']) ?? 'docs') ?? dirOf(path);
    hints.roots.add(root);
    addHost(wordOf(config?.['site_url']), hints);
    if (Array.isArray(config?.['nav'])) follow(navOf(config['nav'], 0), root, path, ground, hints);
    for (const plugin of Array.isArray(config?.['plugins']) ? config['plugins'] : []) {
      const redirects = isRecord(plugin) && isRecord(plugin['redirects']) ? plugin['redirects'] : {};
      if (isRecord(redirects['redirect_maps']))
        for (const [from, to] of Object.entries(redirects['redirect_maps']))
          if (typeof to === 'string' && !/^https?:/.test(to))
            hints.redirects.push({ from: join(root, from), to: join(root, to), path, line: null });
    }
  }
};

const navOf = (list: readonly unknown[], depth: number): readonly Node[] =>
  list.slice(0, 10_000).flatMap((one): readonly Node[] => {
    if (typeof one === 'string') return [{ title: '', href: one, children: [] }];
    if (!isRecord(one) || depth > 20) return [];
    return Object.entries(one).map(([title, value]) => ({
      title,
      href: typeof value === 'string' ? value : null,
      children: Array.isArray(value) ? navOf(value, depth + 1) : [],
    }));
  });

/** Hugo: `_index.md`, `weight`, `aliases`, `url`, below `content`. */
export const hugo: Reading = (ground, hints) => {
  const configs = configsNamed(ground, /^(?:hugo|config)\.(?:toml|ya?ml|json)$/i);
  const found = [...ground.docs.keys()].filter((path) => /(?:^|\/)_index\.md$/i.test(path));
  if (found.length === 0) return;
  hints.systems.add('hugo');
  for (const [path, text] of configs) {
    const config = configOf(text, path.endsWith('.toml') ? 'toml' : 'yaml');
    // `config/_default/hugo.toml` lies below the site.
    hints.roots.add(join(dirOf(path).replace(/(?:^|\/)config(?:\/[^/]*)?$/, ''), 'static'));
    addHost(wordOf(config?.['baseURL'] ?? config?.['baseurl']), hints);
  }
  // A theme brings pages that say how to use it, and pieces of pages are among what the site is made with.
  const sites = configs.map(([path]) => dirOf(path).replace(/(?:^|\/)config(?:\/[^/]*)?$/, ''));
  const around = ['themes', 'archetypes', 'layouts', 'assets'].flatMap((name) => sites.map((site) => `${join(site, name)}/`));
  for (const path of ground.docs.keys()) if (around.some((folder) => path.startsWith(folder))) hints.machinery.add(path);
  for (const path of found) {
    const content = /^(?:.*\/)?content(?=\/)/.exec(path)?.[0];
    if (content === undefined) continue;
    hints.roots.add(content);
    const language = new RegExp(`^${content.replace(/[^\w/]/g, '\\$&')}/[a-z]{2}(?:-[a-z]{2,4})?(?=/)`, 'i').exec(path)?.[0];
    if (language !== undefined) hints.roots.add(language);
  }
};

/** Jekyll: `permalink`, `baseurl`, and where a theme nests by title. */
export const jekyll: Reading = (ground, hints) => {
  const collections = new Map<string, string>();
  for (const [path, text] of configsNamed(ground, /^_config\.ya?ml$/i)) {
    // Jupyter Book's settings have the same name.
    if (['_toc.yml', '_toc.yaml'].some((name) => ground.configs.has(join(dirOf(path), name)))) continue;
    const config = configOf(text) ?? {};
    hints.systems.add('jekyll');
    hints.roots.add(dirOf(path));
    addHost(wordOf(config['url']), hints);
    const base = wordOf(config['baseurl']);
    if (base !== null) hints.bases.add(routeOf(base));
    const around = resolvePath(dirOf(path), wordOf(config['collections_dir']) ?? '') ?? dirOf(path);
    const named = isRecord(config['collections'])
      ? Object.entries(config['collections'])
      : wordsOf(config['collections']).map((name) => [name, null] as const);
    const posts = named.find(([name]) => name === 'posts')?.[1];
    const style = (isRecord(posts) ? wordOf(posts['permalink']) : null) ?? wordOf(config['permalink']) ?? 'date';
    collections.set(join(around, '_posts'), POSTS[style] ?? style);
    for (const [name, said] of named)
      if (name !== 'posts')
        collections.set(join(around, `_${name}`), (isRecord(said) ? wordOf(said['permalink']) : null) ?? `/${name}/:path`);
  }
  for (const { path, front } of ground.docs.values()) {
    const [, folder = '', name = '', rest = ''] = /^((?:.*?\/)?_([^/]+))\/(.+)$/.exec(path) ?? [];
    const pattern = wordOf(front['permalink']) === null ? collections.get(folder) : undefined;
    if (pattern === undefined) continue;
    const below = withoutPageExtension(rest);
    const [, year, month, day, called] = /^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$/.exec(baseOf(below)) ?? [];
    const words: Readonly<Record<string, string>> = {
      ...(name === 'posts' && year !== undefined && month !== undefined && day !== undefined && called !== undefined
        ? { ...datesOf(year, month, day), categories: categoriesOf(front, folder) }
        : {}),
      collection: name,
      path: below,
      name: baseOf(below),
      title: wordOf(front['slug']) ?? called ?? baseOf(below),
      slug: wordOf(front['slug']) ?? called ?? baseOf(below),
      output_ext: '',
    };
    const address = pattern.replace(/:([a-z_]+)/g, (whole, word: string) => words[word] ?? whole).replace(/\/{2,}/g, '/');
    if (!address.includes(':') && !hints.routes.has(routeOf(address))) hints.routes.set(routeOf(address), path);
  }
  const byTitle = Map.groupBy(ground.docs.values(), ({ title }) => title ?? '');
  for (const { path, front } of ground.docs.values()) {
    const [parent, grand, order] = [wordOf(front['parent']), wordOf(front['grand_parent']), numberOf(front['nav_order'])];
    const named = parent === null ? [] : (byTitle.get(parent) ?? []).filter((one) => one.path !== path);
    const above = named.find((one) => grand === null || wordOf(one.front['parent']) === grand) ?? named[0];
    if (above === undefined || hints.above.has(path)) continue;
    hints.above.set(path, above.path);
    if (order !== null) hints.order.set(path, order);
  }
};

/** Jekyll’s own ways to address posts. https://jekyllrb.com/docs/permalinks/ */
const POSTS: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  none: '/:categories/:title:output_ext',
};

const datesOf = (year: string, month: string, day: string): Readonly<Record<string, string>> => ({
  year,
  short_year: year.slice(2),
  ...{ month: month.padStart(2, '0'), i_month: String(Number(month)) },
  ...{ day: day.padStart(2, '0'), i_day: String(Number(day)) },
});

/** Those that a post says, below the folder in which it lies. */
const categoriesOf = (front: Readonly<Record<string, unknown>>, folder: string): string => {
  const said = [...wordsOf(front['category']), ...wordsOf(front['categories'])].flatMap((one) => one.split(/\s+/));
  return [...dirOf(folder).split('/'), ...said.map((one) => one.toLowerCase())].filter((one) => one !== '').join('/');
};

/** Wiki.js: its addresses begin with a language, its folders do not. */
export const wikijs: Reading = (ground, hints) => {
  const docs = [...ground.docs.values()];
  if (!docs.some(({ front }) => front['editor'] === 'markdown' && ('published' in front || 'dateCreated' in front))) return;
  hints.systems.add('wikijs');
  for (const { hrefs } of docs)
    for (const { href } of hrefs) {
      const language = /^\/([a-z]{2}(?:-[a-z]{2})?)\//i.exec(href)?.[1];
      if (language !== undefined && !docs.some(({ path }) => path.startsWith(`${language}/`))) hints.bases.add(language);
    }
};

/** What front matter says in any of them. */
export const fields: Reading = (ground, hints) => {
  for (const { path, front } of ground.docs.values()) {
    const order = ['sidebar_position', 'weight', 'nav_order', 'order', 'position']
      .map((key) => numberOf(front[key]))
      .concat(isRecord(front['sidebar']) ? numberOf(front['sidebar']['order']) : [])
      .find((one) => one !== null);
    const at = isIndex(path) ? dirOf(path) || path : path;
    // A navigation that says more has been followed already.
    if (order !== undefined && order !== null && !hints.above.has(path) && !hints.above.has(at)) hints.order.set(at, order);
    for (const key of ['permalink', 'url', 'slug']) {
      const address = wordOf(front[key]);
      if (address === null || /^https?:/.test(address)) continue;
      // Of a page with its files in a folder of its own, Hugo's slug stands for that folder.
      const bundle = key === 'slug' && hints.systems.has('hugo') && /(?:^|\/)index\.[^/]*$/i.test(path);
      const route = address.startsWith('/') ? address : join(bundle ? dirOf(dirOf(path)) : dirOf(path), address);
      if (!hints.routes.has(routeOf(route))) hints.routes.set(routeOf(route), path);
    }
    for (const key of ['redirect_from', 'redirects_from', 'aliases', 'alias'])
      for (const from of wordsOf(front[key])) {
        if (key.startsWith('alias')) hints.aliases.set(from.toLowerCase(), path);
        if (!key.startsWith('alias') || from.includes('/'))
          hints.redirects.push({ from: from.startsWith('/') ? from : join(dirOf(path), from), to: path, path, line: null });
      }
  }
};

const isIndex = (path: string): boolean => /^(?:_index|index|readme)$/i.test(withoutPageExtension(baseOf(path)));

/** `_redirects`: `/old /new 301`. */
export const redirectLists: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^_redirects$/))
    for (const [index, line] of text
      .split(/\r\n|\n|\r/)
      .slice(0, 20_000)
      .entries()) {
      const [from = '', to = ''] = line.trim().split(/\s+/);
      if (from.startsWith('/') && !from.includes('*') && !from.includes(':') && to.startsWith('/'))
        hints.redirects.push({ from, to, path, line: index + 1 });
    }
};

/** `.order` (Azure) and `.pages` (MkDocs): names in their order. */
export const orderLists: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^\.(?:order|pages)$/)) {
    const listed = baseOf(path) === '.order' ? text.split(/\r\n|\n|\r/) : namesOf(configOf(text)?.['nav']);
    const title = baseOf(path) === '.pages' ? wordOf(configOf(text)?.['title']) : null;
    if (title !== null) hints.titles.set(dirOf(path), title);
    for (const [index, name] of listed.slice(0, 10_000).entries())
      for (const at of [join(dirOf(path), name.trim()), join(dirOf(path), `${name.trim()}.md`)])
        if (name.trim() !== '') hints.order.set(at, index);
  }
};

/** Names, some with a title before them. */
const namesOf = (nav: unknown): readonly string[] =>
  (Array.isArray(nav) ? nav : []).flatMap((one) => (isRecord(one) ? wordsOf(Object.values(one)[0]) : wordsOf(one)));

export const addHost = (url: string | null, hints: Hints): void => {
  const parsed = url === null ? null : URL.parse(url);
  if (!parsed) return;
  if (parsed.hostname !== '' && parsed.hostname !== 'localhost') hints.hosts.add(parsed.hostname.toLowerCase());
  hints.bases.add(routeOf(parsed.pathname));
};
