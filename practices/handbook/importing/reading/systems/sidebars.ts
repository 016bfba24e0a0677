import { configOf, isRecord, wordOf } from '../front.ts';
import { routeOf, type Ground, type Hints } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { slugOf } from '../slug.ts';
import { literalOf, Unread } from './literal.ts';
import { configsNamed, foldersOf, follow, type Node } from './navigation.ts';

/** Numbers before names; of a date or a version they are part of the name. */
export const PREFIX = /^(?!\d+[-_.]\d)\d{1,4}[-_. ]+(?=.)/;

const DEEPEST = 20;

/** The lists that Docusaurus shows beside its pages, read as they stand there. What only a program would know is told, and stays in the order of its folder. */
export const followSidebars = (sites: ReadonlyMap<string, unknown>, ground: Ground, hints: Hints): void => {
  for (const [path, root] of sidebarsOf(sites, ground)) {
    const text = ground.configs.get(path);
    const list = text === undefined ? null : path.endsWith('.json') ? configOf(text) : literalOf(text);
    const unread: Unread[] = list === null || list instanceof Unread ? [new Unread(1)] : [];
    const folders = foldersOf(ground);
    const nodes = nodesOf(isRecord(list) ? list : {}, { root, ids: idsOf(root, ground), folders, unread });
    follow(nodes, root, path, ground, hints);
    const [first] = unread;
    if (first !== undefined) ground.remark({ path, line: first.line, code: 'order-not-kept', detail: baseOf(path) });
  }
};

/** Each file of lists with the folder of its pages: as the site's settings say, else by its name. */
const sidebarsOf = (sites: ReadonlyMap<string, unknown>, ground: Ground): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const [path, config] of sites) {
    const site = dirOf(path);
    for (const options of docsOf(config)) {
      const sidebar = wordOf(options['sidebarPath']);
      const at = sidebar === null ? null : resolvePath(site, sidebar);
      const root = resolvePath(site, wordOf(options['path']) ?? 'docs');
      if (at !== null && root !== null && !found.has(at)) found.set(at, root);
    }
  }
  for (const [path] of configsNamed(ground, /sidebars[\w-]*\.(?:[cm]?[jt]s|json)$/i)) {
    if (found.has(path)) continue;
    const version = /^(.*?)([\w-]*)versioned_sidebars\/(version-.+)-sidebars\.json$/.exec(path);
    if (version !== null) found.set(path, `${version[1]}${version[2]}versioned_docs/${version[3]}`);
    else if (/^sidebars\./i.test(baseOf(path)))
      found.set(
        path,
        [...sites.keys()].some((config) => dirOf(config) === dirOf(path)) ? join(dirOf(path), 'docs') : dirOf(path),
      );
  }
  return found;
};

/** What a site says about its folders of pages. */
export const docsOf = (config: unknown): readonly Readonly<Record<string, unknown>>[] => {
  const said = (list: unknown): readonly unknown[] => (isRecord(config) && Array.isArray(list) ? list : []);
  const [presets, plugins] = isRecord(config) ? [config['presets'], config['plugins']] : [null, null];
  return [
    ...said(presets).flatMap((one) => (Array.isArray(one) && isRecord(one[1]) ? [one[1]['docs']] : [])),
    ...said(plugins).flatMap((one) => (Array.isArray(one) && String(one[0]).endsWith('content-docs') ? [one[1]] : [])),
  ].filter(isRecord);
};

/** Pages by the ids that the lists call them: the path below the root, without numbers, its last part as the page itself says. */
const idsOf = (root: string, ground: Ground): ReadonlyMap<string, string> => {
  const ids = new Map<string, string>();
  for (const { path, front } of ground.docs.values()) {
    if (root !== '' && !path.startsWith(`${root}/`)) continue;
    const bare = withoutPageExtension(root === '' ? path : path.slice(root.length + 1));
    const stripped = bare
      .split('/')
      .map((part) => part.replace(PREFIX, ''))
      .join('/');
    const own = wordOf(front['id']);
    for (const id of [...(own === null ? [] : [join(dirOf(stripped), own)]), stripped, bare]) if (!ids.has(id)) ids.set(id, path);
  }
  return ids;
};

interface Reading {
  readonly root: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
  readonly unread: Unread[];
}

const nodesOf = (items: unknown, reading: Reading, depth = 0): readonly Node[] => {
  if (items instanceof Unread) reading.unread.push(items);
  if (depth > DEEPEST) return [];
  if (Array.isArray(items)) return items.flatMap((item) => nodeOf(item, reading, depth));
  if (!isRecord(items) || items instanceof Unread) return [];
  // By the name of a list (which nobody sees), or in short by that of a part.
  return Object.entries(items).flatMap(([label, within]): readonly Node[] => {
    const children = nodesOf(within, reading, depth + 1);
    return depth === 0 || children.length === 0 ? children : [{ title: label, href: null, children }];
  });
};

const nodeOf = (item: unknown, reading: Reading, depth: number): readonly Node[] => {
  if (typeof item === 'string') return pageNode(item, '', reading);
  if (item instanceof Unread || !isRecord(item)) return nodesOf(item instanceof Unread ? item : [], reading, depth + 1);
  const label = wordOf(item['label']) ?? '';
  if (item['type'] === undefined) return nodesOf(item, reading, depth + 1);
  if (item['type'] === 'doc') return pageNode(wordOf(item['id']) ?? '', label, reading);
  if (item['type'] === 'autogenerated') {
    const at = folderOf(item['dirName'], reading);
    return at === null ? [] : [{ title: '', href: null, at, children: [] }];
  }
  return item['type'] === 'category' ? [categoryNode(label, item, reading, depth)] : [];
};

const pageNode = (id: string, title: string, { ids }: Reading): readonly Node[] => {
  const at = ids.get(id) ?? ids.get(id.replace(/^version-[^/]+\//, ''));
  return at === undefined ? [] : [{ title, href: null, at, children: [] }];
};

const folderOf = (name: unknown, { root, folders }: Reading): string | null => {
  const at = resolvePath(root, wordOf(name) ?? '');
  return at !== null && at !== root && folders.has(at) ? at : null;
};

const categoryNode = (label: string, item: Readonly<Record<string, unknown>>, reading: Reading, depth: number): Node => {
  const link = isRecord(item['link']) ? item['link'] : {};
  const [page] = link['type'] === 'doc' ? pageNode(wordOf(link['id']) ?? '', label, reading) : [];
  const children = nodesOf(item['items'] ?? [], reading, depth + 1);
  const [only] = children;
  // A part that is one folder as it lies there is that folder.
  const folder =
    children.length === 1 && only?.at !== undefined && reading.folders.has(only.at) && only.title === '' ? only.at : undefined;
  const whole = folder !== undefined && (page?.at === undefined || dirOf(page.at) === folder);
  const at = page?.at ?? (whole ? folder : undefined);
  const index = link['type'] === 'generated-index';
  const description = wordOf(link['description']);
  return {
    title: (index ? wordOf(link['title']) : null) ?? label,
    href: null,
    ...(at === undefined ? {} : { at }),
    ...(index ? { route: routeOf(wordOf(link['slug']) ?? `category/${slugOf(label)}`) } : {}),
    ...(description === null ? {} : { description }),
    children: whole ? [] : children,
  };
};
