import type { Ground } from '../ground.ts';
import { baseOf, dirOf, withoutPageExtension } from '../paths.ts';
import { foldersOf, type Node } from './navigation.ts';

/* Lists of names, one in each folder, as Nextra and Fumadocs have them. */

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
