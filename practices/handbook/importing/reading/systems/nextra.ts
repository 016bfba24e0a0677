import { configOf, isRecord, wordOf } from '../front.ts';
import type { Reading } from '../ground.ts';
import { dirOf, join } from '../paths.ts';
import { literalOf, Unread } from './literal.ts';
import { childrenOf, inParts, MOST_TOPS, topsOf, type Children, type Item } from './folder-lists.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

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
