import { configOf, isRecord, wordOf } from '../front.ts';
import { routeOf, type Reading } from '../ground.ts';
import { dirOf, join } from '../paths.ts';
import { MOST_TOPS } from './folder-lists.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

/** Mintlify: `docs.json`, before that `mint.json`, with all of its tabs, groups and pages, and the redirects. */
export const mintlify: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^(?:docs|mint)\.json$/i).slice(0, MOST_TOPS)) {
    const config = configOf(text);
    const navigation = config?.['navigation'];
    const nodes = Array.isArray(navigation) || isRecord(navigation) ? nodesOf(navigation, 0) : [];
    if (config === null || nodes.length === 0) continue;
    hints.systems.add('mintlify');
    const root = dirOf(path);
    hints.roots.add(root);
    const [only] = nodes;
    // One tab alone gathers nothing.
    const whole =
      nodes.length === 1 && isRecord(navigation) && !Array.isArray(navigation['pages']) && !Array.isArray(navigation['groups']);
    follow(whole && only !== undefined && only.href === null ? only.children : nodes, root, path, ground, hints);
    for (const one of Array.isArray(config['redirects']) ? config['redirects'].slice(0, 20_000) : []) {
      const [from, to] = isRecord(one) ? [wordOf(one['source']), wordOf(one['destination'])] : [null, null];
      if (from === null || to === null || /[:*]/.test(`${from}${to.replace(/^https?:/, '')}`)) continue;
      hints.redirects.push({
        from: join(root, routeOf(from)),
        to: /^https?:/.test(to) ? to : join(root, routeOf(to)),
        path,
        line: null,
      });
    }
  }
};

const LISTS = ['languages', 'versions', 'products', 'dropdowns', 'tabs', 'anchors', 'menu', 'groups', 'pages'];
const TITLES = ['group', 'tab', 'anchor', 'dropdown', 'product', 'version', 'item', 'language'];
const DEEPEST = 20;

const nodesOf = (list: unknown, depth: number): readonly Node[] => {
  if (depth > DEEPEST) return [];
  if (Array.isArray(list)) return list.slice(0, 10_000).flatMap((one) => nodeOf(one, depth));
  return isRecord(list) ? LISTS.flatMap((key) => (Array.isArray(list[key]) ? nodesOf(list[key], depth) : [])) : [];
};

const nodeOf = (one: unknown, depth: number): readonly Node[] => {
  // `GET /users` is made from a description of an interface.
  if (typeof one === 'string') return /\s/.test(one) ? [] : [{ title: '', href: one.replace(/^\/+/, ''), children: [] }];
  if (!isRecord(one)) return [];
  const children = nodesOf(one, depth + 1);
  const title = TITLES.map((key) => wordOf(one[key])).find((word) => word !== null) ?? '';
  const root = wordOf(one['root']);
  if (children.length === 0 && root === null) return [];
  return title === '' ? children : [{ title, href: root === null ? null : root.replace(/^\/+/, ''), children }];
};
