import { isRecord, wordOf } from '../front.ts';
import { routeOf, type Reading } from '../ground.ts';
import { dirOf, join, resolvePath } from '../paths.ts';
import { literalOf, Unread } from './literal.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

/** VuePress and VitePress: `.vuepress/config.js` and `.vitepress/config.ts` with a `sidebar`, read as it stands there. */
export const vuepress: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^config\.[cm]?[jt]s$/i)) {
    const root = /^(?:(.*)\/)?\.(?:vuepress|vitepress)\/[^/]*$/.exec(path);
    if (root === null) continue;
    const config = literalOf(text);
    const [site, theme] = isRecord(config) ? [config, config['themeConfig'] ?? config['theme']] : [{}, config];
    const pages = resolvePath(root[1] ?? '', wordOf(site['srcDir']) ?? '') ?? '';
    hints.systems.add('vuepress');
    hints.roots.add(pages);
    hints.roots.add(join(pages, 'public'));
    hints.roots.add(join(dirOf(path), 'public'));
    const base = wordOf(site['base']);
    if (base !== null) hints.bases.add(routeOf(base));
    const sidebar = config === null ? new Unread(1) : isRecord(theme) && !(theme instanceof Unread) ? theme['sidebar'] : theme;
    const unread: Unread[] = [];
    const nodes = nodesOf(sidebar, '/', unread, 0);
    if (nodes.length > 0) follow(nodes, pages, path, ground, hints);
    const [first] = unread;
    if (first !== undefined) ground.remark({ path, line: first.line, code: 'order-not-kept', detail: path });
  }
};

const DEEPEST = 20;

/** A list, or lists by the address below which they are shown. */
const nodesOf = (sidebar: unknown, base: string, unread: Unread[], depth: number): readonly Node[] => {
  if (sidebar instanceof Unread) unread.push(sidebar);
  if (depth > DEEPEST || sidebar instanceof Unread) return [];
  if (Array.isArray(sidebar)) return sidebar.flatMap((item) => nodeOf(item, base, unread, depth));
  if (!isRecord(sidebar)) return [];
  return Object.entries(sidebar).flatMap(([at, list]) =>
    isRecord(list) && !(list instanceof Unread)
      ? nodesOf(list['items'], wordOf(list['base']) ?? at, unread, depth + 1)
      : nodesOf(list, at, unread, depth + 1),
  );
};

const nodeOf = (item: unknown, base: string, unread: Unread[], depth: number): readonly Node[] => {
  if (item instanceof Unread) unread.push(item);
  if (typeof item === 'string') return [{ title: '', href: absolute(item, base), children: [] }];
  // `['/page', 'Title']`
  if (Array.isArray(item))
    return typeof item[0] === 'string' ? [{ title: wordOf(item[1]) ?? '', href: absolute(item[0], base), children: [] }] : [];
  if (item instanceof Unread || !isRecord(item)) return [];
  const below = wordOf(item['base']) ?? wordOf(item['prefix']) ?? base;
  const link = wordOf(item['link']) ?? wordOf(item['path']);
  const children = nodesOf(item['items'] ?? item['children'] ?? [], below, unread, depth + 1);
  const outside = link !== null && /^[a-z][a-z+.-]*:/i.test(link);
  if (outside && children.length === 0) return [];
  const title = wordOf(item['text']) ?? wordOf(item['title']) ?? '';
  return [{ title, href: link === null || outside ? null : absolute(link, base), children }];
};

const absolute = (link: string, base: string): string => (link.startsWith('/') ? link : `${base.replace(/\/?$/, '/')}${link}`);
