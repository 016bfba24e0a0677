import type { Ground, Hints } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath } from '../paths.ts';

/** A line of a navigation: `* [Hiring](people/hiring.md)`, or a part that only gathers. */
export interface Node {
  readonly title: string;
  /** As written, relative to the navigation's folder; null: it only gathers. */
  readonly href: string | null;
  readonly children: readonly Node[];
}

/** Takes order, titles and nesting from a navigation whose addresses begin at `root`. `from`: the file that has it. */
export const follow = (nodes: readonly Node[], root: string, from: string, ground: Ground, hints: Hints): void => {
  let place = 0;
  const seen = new Set<string>();
  const walk = (list: readonly Node[], above: string | null, depth: number): void => {
    for (const node of depth > 20 ? [] : list) {
      place += 1;
      const page = node.href === null ? null : pageAt(node.href, root, ground);
      const at =
        page ?? (node.href === null && node.children.length > 0 ? groupOf(node, root, above, from, ground, hints) : null);
      if (at === null || seen.has(at)) {
        walk(node.children, above, depth + 1);
        continue;
      }
      seen.add(at);
      hints.order.set(at, place);
      if (node.title !== '') hints.titles.set(at, node.title);
      if (at !== above) hints.above.set(at, above);
      walk(node.children, at, depth + 1);
    }
  };
  walk(nodes, root === '' ? null : root, 0);
};

const pageAt = (href: string, root: string, ground: Ground): string | null => {
  const path = resolvePath(root, decoded(href.replace(/[?#].*$/, '')));
  if (path === null) return null;
  for (const candidate of [path, `${path}.md`, join(path, 'README.md'), join(path, 'index.md')])
    if (ground.docs.has(candidate)) return candidate;
  return null;
};

/** The folder in which all of its pages lie, when it is not the one around; else a place of its own. */
const groupOf = (node: Node, root: string, above: string | null, from: string, ground: Ground, hints: Hints): string => {
  const paths = pagesOf(node, root, ground);
  const folders = new Set(paths.map(dirOf));
  const [folder = ''] = folders;
  const around = above === null ? root : hints.groups.has(above) ? '' : ground.docs.has(above) ? dirOf(above) : above;
  const inside = paths.length > 0 && folders.size === 1 && folder !== around && folder !== root && folder !== '';
  if (inside && !hints.order.has(folder)) return folder;
  const group = `${from}#${above ?? ''}#${node.title}`;
  hints.groups.set(group, node.title);
  return group;
};

const pagesOf = (node: Node, root: string, ground: Ground): readonly string[] =>
  node.children.slice(0, 500).flatMap(({ href }) => (href === null ? [] : (pageAt(href, root, ground) ?? [])));

export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Configs of one name, those nearest to the root first. */
export const configsNamed = (ground: Ground, names: RegExp): readonly (readonly [path: string, text: string])[] =>
  [...ground.configs]
    .filter(([path]) => names.test(baseOf(path)))
    .toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));

/** A list of links with indents, as in `SUMMARY.md`; headings begin parts. */
export const listOf = (text: string): readonly Node[] => {
  interface Open {
    readonly indent: number;
    readonly node: { readonly title: string; readonly href: string | null; readonly children: Node[] };
  }
  const top: Node[] = [];
  let part: Node[] = top;
  let open: Open[] = [];
  for (const line of text.split(/\r\n|\n|\r/).slice(0, 50_000)) {
    const heading = /^#{1,6}[ \t]+(.{1,300}?)[ \t]*#*$/.exec(line)?.[1];
    // What follows a rule belongs to no part any more.
    if (/^ {0,3}(?:\*{3,}|-{3,}|_{3,})[ \t]*$/.test(line)) {
      part = top;
      open = [];
      continue;
    }
    // The first one says what the list is; mdBook has others of the first level for its parts.
    if (heading !== undefined && line.startsWith('# ') && top.length === 0) continue;
    if (heading !== undefined) {
      const children: Node[] = [];
      top.push({ title: plain(heading), href: null, children });
      part = children;
      open = [];
      continue;
    }
    const item = /^([ \t]*)(?:[-*+]|\d+[.)])[ \t]+(.{1,2000})$/.exec(line);
    if (item === null) {
      // Chapters before and after the numbered ones stand without a list (mdBook).
      const alone = /^\[([^\]]{1,300})\]\(<?([^()<>]{1,1000})>?\)\s*$/.exec(line);
      if (alone !== null) part.push({ title: plain(alone[1] ?? ''), href: alone[2]?.trim() ?? null, children: [] });
      continue;
    }
    const indent = (item[1] ?? '').replaceAll('\t', '    ').length;
    const link = /^\[((?:[^[\]\\]|\\.|\[[^\]]*\]){0,500})\]\(\s*(?:<([^<>]{0,1000})>|([^()\s]{0,1000}))[^()]{0,500}\)/.exec(
      item[2] ?? '',
    );
    const href = link === null ? null : (link[2] ?? link[3] ?? '');
    const node = {
      title: plain(link?.[1] ?? item[2] ?? ''),
      href: href === '' ? null : href,
      children: [] as Node[],
    };
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    (open.at(-1)?.node.children ?? part).push(node);
    if (open.length < 20) open.push({ indent, node });
  }
  return top;
};

const plain = (raw: string): string => raw.replace(/[*_`\\]/g, '').trim();
