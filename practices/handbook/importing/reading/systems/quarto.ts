import { configOf, isRecord, wordOf } from '../front.ts';
import type { Ground, Reading } from '../ground.ts';
import { baseOf, byName, dirOf, resolvePath } from '../paths.ts';
import { addHost } from './sites.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

/** Quarto: the sidebar of a website, the chapters of a book, in `_quarto.yml`. A `.qmd` is Markdown, and stays Markdown. */
export const quarto: Reading = (ground, hints) => {
  const configs = configsNamed(ground, /^_quarto\.ya?ml$/i);
  for (const [path, text] of configs) {
    const config = configOf(text) ?? {};
    hints.systems.add('quarto');
    const root = dirOf(path);
    hints.roots.add(root);
    const website = isRecord(config['website']) ? config['website'] : {};
    const book = isRecord(config['book']) ? config['book'] : {};
    addHost(wordOf(website['site-url'] ?? book['site-url']), hints);
    const bars = [website['sidebar'] ?? config['sidebar'] ?? book['sidebar']].flat();
    const listed = [
      ...nodesOf([book['chapters']].flat(), root, ground, 0),
      ...nodesOf([book['appendices']].flat(), root, ground, 0),
      ...bars.slice(0, 50).flatMap((bar: unknown) => (isRecord(bar) ? nodesOf([bar['contents']].flat(), root, ground, 0) : [])),
    ];
    if (listed.length > 0) follow(listed, root, path, ground, hints);
  }
  if (configs.length === 0 && [...ground.docs.keys()].some((path) => /\.qmd$/i.test(path))) hints.systems.add('quarto');
};

const nodesOf = (list: readonly unknown[], root: string, ground: Ground, depth: number): readonly Node[] =>
  list.slice(0, 10_000).flatMap((one): readonly Node[] => {
    if (depth > 20) return [];
    if (typeof one === 'string') return named(one, root, ground);
    if (!isRecord(one)) return [];
    const href = wordOf(one['href'] ?? one['file']);
    const part = wordOf(one['section'] ?? one['part']);
    const below = [one['contents'] ?? one['chapters']].flat();
    const page = href ?? (part !== null && /\.(?:q?md|ipynb|html?)$/i.test(part) ? part : null);
    const leads = page !== null && /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(page);
    const title = wordOf(one['text'] ?? one['title']) ?? (part === page ? null : part) ?? '';
    return [{ title: title.replace(/[*_`]/g, ''), href: leads ? null : page, children: nodesOf(below, root, ground, depth + 1) }];
  });

/** A page, or those that a pattern means: `people/*`, `people/**`, `people`. */
const named = (said: string, root: string, ground: Ground): readonly Node[] => {
  const [, folder = '', deep] = /^(?:(.*?)\/)?\*(\*?)(?:\/?\*?\.\w+)?$/.exec(said) ?? [];
  if (deep === undefined) return /^-+$/.test(said) || said === 'auto' ? [] : [{ title: '', href: said, children: [] }];
  const at = resolvePath(root, folder) ?? root;
  return [...ground.docs.keys()]
    .filter((path) => path.startsWith(at === '' ? '' : `${at}/`) && (deep !== '' || dirOf(path) === at))
    .toSorted((a, b) => Number(baseOf(b).startsWith('index.')) - Number(baseOf(a).startsWith('index.')) || byName(a, b))
    .map((path) => ({ title: '', href: null, at: path, children: [] }));
};
