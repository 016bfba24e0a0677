import { configOf, wordOf, wordsOf } from '../front.ts';
import { routeOf, type Reading } from '../ground.ts';
import { baseOf, byName, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { childrenOf, inParts, MOST_TOPS, topsOf, type Item } from './folder-lists.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

const FIELDS = /^(?:\$schema|title|description|icon|root|pages|defaultOpen|collapsible|index)$/;

/** Fumadocs: a `meta.json` in each folder, with its title and its `pages`: names, `---Parts---`, and `...` for whatever is not named. */
export const fumadocs: Reading = (ground, hints) => {
  const children = childrenOf(ground);
  const lists = configsNamed(ground, /^meta\.(?:json|ya?ml)$/i).flatMap(([path, text]) => {
    const list = children.has(dirOf(path)) ? configOf(text) : null;
    const ours =
      list !== null && (Array.isArray(list['pages']) || 'title' in list) && Object.keys(list).every((key) => FIELDS.test(key));
    return ours ? [{ path, list }] : [];
  });
  if (!lists.some(({ list }) => Array.isArray(list['pages']))) return;
  hints.systems.add('fumadocs');
  for (const top of topsOf(lists.map(({ path }) => dirOf(path))).slice(0, MOST_TOPS)) {
    // `content/docs` is shown below `/docs`.
    for (const root of [top, dirOf(top)]) hints.roots.add(root);
    hints.roots.add(top.includes('content/') ? join(dirOf(top.replace(/(?:^|\/)content\/.*$/, '/')), 'public') : 'public');
  }
  for (const path of ground.docs.keys()) {
    const shown = path.replace(/(^|\/)\([^()/]+\)(?=\/)/g, '').replace(/^\//, '');
    if (shown !== path) hints.routes.set(routeOf(withoutPageExtension(shown)), path);
  }
  for (const { path, list } of lists) {
    const folder = dirOf(path);
    const title = wordOf(list['title']);
    if (title !== null) hints.titles.set(folder, title);
    const description = wordOf(list['description']);
    if (description !== null) hints.titles.set(`${folder}#description`, description);
    const named = wordsOfAll(list['pages']);
    const within = children.get(folder) ?? new Map<string, string>();
    const listed = new Set(named.map((one) => one.replace(/^(?:\.\.\.|!)(?=[^.])/, '').replace(/^\.\//, '')));
    const rest = [...within].flatMap(([name, at]) =>
      listed.has(name) || listed.has(baseOf(at)) || name === 'index' ? [] : [[name, at] as const],
    );
    const restNodes = (backwards: boolean): readonly Node[] =>
      rest
        .toSorted(([a], [b]) => byName(a, b) * (backwards ? -1 : 1))
        .map(([, at]) => ({ title: '', href: null, at, children: [] }));
    let restIsDue = true;
    follow(
      inParts(
        named.flatMap((one): readonly Item[] => {
          const part = /^---(?:\[[^\]]*\])?(.*?)(?:---)?$/.exec(one)?.[1];
          if (part !== undefined) return [{ part: part.trim() }];
          if (one === '...' || one === 'z...a') {
            const nodes = restIsDue ? restNodes(one !== '...') : [];
            restIsDue = false;
            return nodes;
          }
          if (/^(?:!|\w*:?\[)/.test(one)) return [];
          const wanted = one.replace(/^\.\.\.(?=[^.])/, '').replace(/\.mdx?$/, '');
          const far = wanted.includes('/') ? resolvePath(folder, wanted) : null;
          const at = within.get(wanted) ?? (far === null ? undefined : children.get(dirOf(far))?.get(baseOf(far)));
          return at === undefined || wanted === 'index' ? [] : [{ title: '', href: null, at, children: [] }];
        }),
      ),
      folder,
      path,
      ground,
      hints,
    );
  }
};

const wordsOfAll = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.slice(0, 5_000).flatMap((one) => wordsOf(one)) : [];
