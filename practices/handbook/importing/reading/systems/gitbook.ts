import { configOf, isRecord, wordOf } from '../front.ts';
import { routeOf, type Reading } from '../ground.ts';
import { dirOf, join, resolvePath } from '../paths.ts';
import { configsNamed, follow, listOf } from './navigation.ts';

const MOST_MOVED = 2_000;

const within = (config: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> => {
  const inside = config[name];
  return isRecord(inside) ? inside : {};
};

/** `SUMMARY.md` with `.gitbook.yaml` or `book.json`; mdBook keeps the same file below `src`. Docsify calls it `_sidebar.md`. */
export const gitbook: Reading = (ground, hints) => {
  const summaries = new Map<string, string>();
  for (const [path, text] of configsNamed(ground, /^\.gitbook\.ya?ml$/i)) {
    const config = configOf(text) ?? {};
    const root = resolvePath(dirOf(path), wordOf(config['root']) ?? '') ?? dirOf(path);
    const structure = isRecord(config['structure']) ? config['structure'] : {};
    const summary = resolvePath(root, wordOf(structure['summary']) ?? 'SUMMARY.md');
    if (summary !== null) summaries.set(summary, root);
    hints.systems.add('gitbook');
    hints.roots.add(root);
    if (isRecord(config['redirects']))
      for (const [from, to] of Object.entries(config['redirects'])) {
        const target = typeof to === 'string' ? resolvePath(root, to.replace(/^\/+/, '')) : null;
        if (target !== null) hints.redirects.push({ from: join(root, from.replace(/^\/+/, '')), to: target, path, line: null });
      }
  }
  for (const [path, text] of configsNamed(ground, /^book\.(?:json|toml)$/i)) {
    const isGitBook = path.endsWith('json');
    const config = configOf(text, isGitBook ? 'yaml' : 'toml') ?? {};
    const source = isGitBook ? wordOf(config['root']) : (wordOf(within(config, 'book')['src']) ?? 'src');
    const root = resolvePath(dirOf(path), source ?? '');
    if (root === null) continue;
    summaries.set(join(root, 'SUMMARY.md'), root);
    const moved = within(within(within(config, 'output'), 'html'), 'redirect');
    for (const [from, to] of Object.entries(moved).slice(0, MOST_MOVED)) {
      if (typeof to !== 'string' || /^[a-z][a-z0-9+.-]*:/i.test(to)) continue;
      hints.redirects.push({
        from: join(root, routeOf(from)),
        to: to.startsWith('/')
          ? join(root, routeOf(to))
          : (resolvePath(join(root, dirOf(routeOf(from))), to.replace(/\.html(?=#|$)/, '').replace(/#.*$/, '')) ?? to),
        path,
        line: null,
      });
    }
  }
  for (const path of ground.docs.keys())
    if (/(?:^|\/)(?:SUMMARY|_sidebar)\.md$/.test(path) && !summaries.has(path)) summaries.set(path, dirOf(path));
  for (const [path, root] of summaries) {
    const text = ground.configs.get(path);
    if (text === undefined) continue;
    const nodes = listOf(text);
    const links = nodes.flatMap((node) => [node, ...node.children]).filter(({ href }) => href !== null);
    if (links.length === 0) continue;
    hints.systems.add('gitbook');
    hints.roots.add(root);
    hints.machinery.add(path);
    follow(nodes, root, path, ground, hints);
  }
};
