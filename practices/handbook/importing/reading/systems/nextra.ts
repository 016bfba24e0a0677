import { configOf, isRecord, wordOf } from '../front.ts';
import type { Ground, Reading } from '../ground.ts';
import { baseOf, dirOf, join, withoutPageExtension } from '../paths.ts';
import { literalOf, Unread } from './literal.ts';
import { configsNamed, follow, foldersOf, type Node } from './navigation.ts';

/** Nextra: a `_meta.json`, `_meta.js` or `_meta.ts` in each folder, with the names in their order, their titles, and parts between them. */
export const nextra: Reading = (ground, hints) => {
  const lists = configsNamed(ground, /^_meta\.(?:json|[cm]?[jt]sx?)$/i);
  if (lists.length === 0) return;
  hints.systems.add('nextra');
  const children = childrenOf(ground);
  for (const [path] of configsNamed(ground, /^next\.config\.[cm]?[jt]s$/i)) hints.roots.add(join(dirOf(path), 'public'));
  for (const path of ground.docs.keys()) if (/(?:^|\/)page\.mdx?$/.test(path)) hints.own.set(dirOf(path), path);
  const tops = topsOf(lists.map(([path]) => dirOf(path)));
  for (const top of tops.slice(0, MOST_TOPS)) {
    hints.roots.add(top);
    hints.roots.add(join(dirOf(top), 'public'));
  }
  for (const [path, text] of lists) {
    const list = path.endsWith('.json') ? configOf(text) : literalOf(text);
    if (!isRecord(list) || list instanceof Unread) {
      const line = list instanceof Unread ? list.line : 1;
      ground.remark({ path, line, code: 'order-not-kept', detail: path });
      continue;
    }
    follow(nodesOf(list, dirOf(path), children), dirOf(path), path, ground, hints);
  }
};

const nodesOf = (list: Readonly<Record<string, unknown>>, folder: string, children: Children): readonly Node[] => {
  const found = children.get(folder);
  return inParts(
    Object.entries(list).flatMap(([name, value]): readonly Item[] => {
      const said = isRecord(value) && !(value instanceof Unread) ? value : {};
      const title = wordOf(value) ?? wordOf(said['title']) ?? '';
      if (said['type'] === 'separator') return [{ part: title }];
      const at = name === 'index' ? undefined : found?.get(name);
      const items =
        isRecord(said['items']) && said['type'] !== 'menu' && at !== undefined ? nodesOf(said['items'], at, children) : [];
      return at === undefined ? [] : [{ title, href: null, at, children: items }];
    }),
  );
};

export type Item = Node | { readonly part: string };

/** What follows the name of a part belongs to it; one without a name ends it. */
export const inParts = (items: readonly Item[]): readonly Node[] => {
  const top: Node[] = [];
  let around: Node[] = top;
  for (const item of items) {
    if (!('part' in item)) {
      around.push(item);
      continue;
    }
    around = top;
    if (item.part === '') continue;
    around = [];
    top.push({ title: item.part, href: null, children: around });
  }
  return top;
};

export type Children = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What lies in each folder by its name: folders, and pages that no folder is called like. */
export const childrenOf = (ground: Ground): Children => {
  const found = new Map<string, Map<string, string>>();
  const add = (path: string, name: string): void => {
    const names = found.get(dirOf(path)) ?? new Map<string, string>();
    found.set(dirOf(path), names.set(name, path));
  };
  for (const path of ground.docs.keys()) add(path, withoutPageExtension(baseOf(path)));
  for (const path of foldersOf(ground)) add(path, baseOf(path));
  return found;
};

/** Sites that lie beside each other in one source, of which addresses may count from the top. */
export const MOST_TOPS = 10;

/** Those that lie in none of the others. */
export const topsOf = (folders: readonly string[]): readonly string[] => {
  const all = new Set(folders);
  return [...all].filter((folder) => {
    for (let dir = folder; dir !== '';) {
      dir = dirOf(dir);
      if (all.has(dir)) return false;
    }
    return true;
  });
};
