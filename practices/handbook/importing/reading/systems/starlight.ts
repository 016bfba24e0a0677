import { isRecord, wordOf } from '../front.ts';
import { routeOf, type Reading } from '../ground.ts';
import { dirOf, join, resolvePath } from '../paths.ts';
import { literalOf, Unread } from './literal.ts';
import { MOST_TOPS } from './folder-lists.ts';
import { configsNamed, follow, foldersOf, type Node } from './navigation.ts';

/** Starlight: the `sidebar` of `astro.config.mjs`, read as it stands there, over the pages below `src/content/docs`. */
export const starlight: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^astro\.config\.[cm]?[jt]s$/i).slice(0, MOST_TOPS)) {
    const site = dirOf(path);
    const root = join(site, 'src/content/docs');
    const folders = foldersOf(ground);
    if (!folders.has(root)) continue;
    hints.systems.add('starlight');
    hints.roots.add(root);
    hints.roots.add(join(site, 'public'));
    const config = literalOf(text);
    const said = isRecord(config) && !(config instanceof Unread) ? config : {};
    const host = URL.parse(wordOf(said['site']) ?? '')?.hostname ?? '';
    if (host !== '') hints.hosts.add(host.toLowerCase());
    const base = wordOf(said['base']);
    if (base !== null) hints.bases.add(routeOf(base));
    if (isRecord(said['redirects']))
      for (const [from, to] of Object.entries(said['redirects']))
        if (typeof to === 'string' && !/[[\]*]/.test(from))
          hints.redirects.push({ from: join(root, routeOf(from)), to: join(root, routeOf(to)), path, line: null });
    const options = (Array.isArray(said['integrations']) ? said['integrations'] : []).find(
      (one): one is Readonly<Record<string, unknown>> => isRecord(one) && 'sidebar' in one,
    );
    const unread: Unread[] = config === null ? [new Unread(1)] : [];
    const nodes = nodesOf(options?.['sidebar'] ?? [], { root, folders, unread }, 0);
    if (nodes.length > 0) follow(nodes, root, path, ground, hints);
    const [first] = unread;
    if (first !== undefined) ground.remark({ path, line: first.line, code: 'order-not-kept', detail: path });
  }
};

interface Reader {
  readonly root: string;
  readonly folders: ReadonlySet<string>;
  readonly unread: Unread[];
}

const DEEPEST = 20;

const nodesOf = (list: unknown, reader: Reader, depth: number): readonly Node[] => {
  if (list instanceof Unread) reader.unread.push(list);
  return Array.isArray(list) && depth <= DEEPEST ? list.flatMap((one) => nodeOf(one, reader, depth)) : [];
};

const nodeOf = (one: unknown, reader: Reader, depth: number): readonly Node[] => {
  if (one instanceof Unread) reader.unread.push(one);
  if (typeof one === 'string') return [pageOf(one, '')];
  if (!isRecord(one) || one instanceof Unread) return [];
  const label = wordOf(one['label']) ?? '';
  const slug = wordOf(one['slug']) ?? wordOf(one['link']);
  if (slug !== null) return /^[a-z][a-z0-9+.-]*:/i.test(slug) ? [] : [pageOf(slug, label)];
  const made = isRecord(one['autogenerate']) ? wordOf(one['autogenerate']['directory']) : null;
  if (made !== null) {
    const at = resolvePath(reader.root, made);
    return at !== null && at !== reader.root && reader.folders.has(at) ? [{ title: label, href: null, at, children: [] }] : [];
  }
  const children = nodesOf(one['items'] ?? [], reader, depth + 1);
  return children.length === 0 ? [] : [{ title: label, href: null, children }];
};

const pageOf = (slug: string, title: string): Node => ({ title, href: routeOf(slug) || 'index', children: [] });
