import { configOf, isRecord, wordOf } from '../front.ts';
import { routeOf, type Ground, type Hints, type Reading } from '../ground.ts';
import { baseOf, dirOf, join, withoutPageExtension } from '../paths.ts';
import { follow, type Node } from './navigation.ts';

/** Where themes of Jekyll keep what they show beside their pages: `_data/navigation.yml`, `_data/sidebars/home_sidebar.yml`. */
export const LIST = /(?:^|\/)_data\/(?:[\w-]+\/)*[\w-]*(?:nav|sidebar|toc|menu)[\w-]*\.ya?ml$/i;

const [DEEPEST, MOST, FEW] = [10, 5_000, 2];

/** Jekyll: lists that themes show beside pages. What stands above every page, in one row, says no order. */
export const jekyllLists: Reading = (ground, hints) => {
  if (!hints.systems.has('jekyll')) return;
  const byRoute = routesOf(ground, hints);
  for (const [path, text] of ground.configs) {
    const list = LIST.test(path) ? configOf(text) : null;
    const site = path.slice(0, path.search(/_data\//)).replace(/\/$/, '');
    for (const items of list === null ? [] : Array.isArray(list) ? [list] : Object.values(list)) {
      const nodes = nodesOf(items, { byRoute, site, left: MOST }, 0);
      const parts = nodes.filter(({ children }) => children.length > 0);
      if (parts.length > 0 && pagesIn(nodes) >= FEW) follow(nodes, site, path, ground, hints);
    }
  }
};

interface Reader {
  readonly byRoute: ReadonlyMap<string, string>;
  readonly site: string;
  left: number;
}

const nodesOf = (items: unknown, reader: Reader, depth: number): readonly Node[] =>
  (Array.isArray(items) ? items : []).flatMap((one: unknown): readonly Node[] => {
    if (!isRecord(one) || depth > DEEPEST || (reader.left -= 1) < 0) return [];
    const title = wordOf(one['title'] ?? one['name'] ?? one['text'] ?? one['label']) ?? '';
    const said = wordOf(one['url'] ?? one['link'] ?? one['href'] ?? one['path']) ?? '';
    const at =
      said === '' || /^[a-z][a-z0-9+.-]*:/i.test(said)
        ? undefined
        : reader.byRoute.get(routeOf(join(reader.site, said.replace(/^\/+/, ''))).toLowerCase());
    const children = [
      'children',
      'items',
      'pages',
      'links',
      'subitems',
      'sublinks',
      'folders',
      'folderitems',
      'subfolders',
      'subfolderitems',
      'entries',
    ].flatMap((key) => nodesOf(one[key], reader, depth + 1));
    if (at === undefined && title === '') return children;
    return at === undefined && children.length === 0
      ? []
      : [{ title, href: null, ...(at === undefined ? {} : { at }), children }];
  });

const pagesIn = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, { at, children }) => sum + (at === undefined ? 0 : 1) + pagesIn(children), 0);

/** Pages by what the site shows them as: their own addresses, and those of their files. */
const routesOf = (ground: Ground, hints: Hints): ReadonlyMap<string, string> => {
  const found = new Map([...hints.routes].map(([route, path]) => [route.toLowerCase(), path]));
  for (const path of ground.docs.keys()) {
    const bare = withoutPageExtension(path);
    const route = routeOf(/^(?:index|readme)$/i.test(baseOf(bare)) ? dirOf(bare) : bare).toLowerCase();
    if (!found.has(route)) found.set(route, path);
  }
  return found;
};
