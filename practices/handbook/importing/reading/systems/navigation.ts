import type { Ground, Hints } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath } from '../paths.ts';
import { slugOf } from '../slug.ts';

/** A line of a navigation: `* [Hiring](people/hiring.md)`, or a part that only gathers. */
export interface Node {
  readonly title: string;
  /** As written, relative to the navigation's folder; null: it only gathers. */
  readonly href: string | null;
  /** The page or folder of the source, where it is known already. */
  readonly at?: string;
  /** What its own page says, where it only gathers, and the address under which the site showed that. */
  readonly description?: string;
  readonly route?: string;
  /** Of the file that says it, from 1. */
  readonly line?: number;
  readonly children: readonly Node[];
}

/** Takes order, titles and nesting from a navigation whose addresses begin at `root`. `from`: the file that has it. */
export const follow = (nodes: readonly Node[], root: string, from: string, ground: Ground, hints: Hints): void => {
  let place = 0;
  const seen = new Set<string>();
  const walk = (list: readonly Node[], above: string | null, depth: number): void => {
    for (const node of depth > 20 ? [] : list) {
      place += 1;
      const page = placeOf(node, root, ground);
      if (page === null && isMissing(node.href, from, ground))
        ground.remark({ path: from, line: node.line ?? null, code: 'broken-link', detail: node.href });
      const fault = faultOf(node, page, seen);
      if (fault !== null) ground.remark({ path: from, line: node.line ?? null, code: 'left-out', detail: fault });
      const at = page ?? (node.children.length > 0 ? groupOf(node, root, above, from, ground, hints) : null);
      if (at === null || seen.has(at)) {
        walk(node.children, at ?? above, depth + 1);
        continue;
      }
      seen.add(at);
      hints.order.set(at, place);
      if (node.title !== '') hints.titles.set(at, node.title);
      if (node.description !== undefined) hints.titles.set(`${at}#description`, node.description);
      if (node.route !== undefined) hints.routes.set(node.route, at);
      if (at !== above) hints.above.set(at, above);
      walk(node.children, at, depth + 1);
    }
  };
  walk(nodes, root === '' ? null : root, 0);
};

/** Why a line of a list that people wrote is nowhere in the tree; null: it is there, or something else tells it. */
const faultOf = ({ title, href, line, children }: Node, page: string | null, seen: ReadonlySet<string>): string | null => {
  if (line === undefined) return null;
  const named = title === '' ? (href ?? '') : title;
  if (href !== null && /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return `${named} leads outside, to ${href}`;
  if (page !== null && seen.has(page)) return `${named} stands there twice; the first place holds`;
  return page === null && href === null && children.length === 0 ? `${named} has no page` : null;
};

/** Whether it leads to a page that is not there. */
const isMissing = (href: string | null, from: string, { files }: Ground): href is string =>
  href !== null &&
  !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)|[*{}]/i.test(href) &&
  !files.has(resolvePath(dirOf(from), decoded(href)) ?? '');

const placeOf = ({ at, href }: Node, root: string, ground: Ground): string | null =>
  at ?? (href === null ? null : (pageAt(href, root, ground) ?? folderAt(href, root, ground)));

/** `- Guide: guide/`, where that folder has no page of its own. */
const folderAt = (href: string, root: string, ground: Ground): string | null => {
  const path = href.endsWith('/') ? resolvePath(root, decoded(href)) : null;
  const folders = path === null || path === root ? null : foldersOf(ground);
  return path !== null && folders?.has(path) === true ? path : null;
};

const known = new WeakMap<Ground['docs'], ReadonlySet<string>>();

/** Every folder with a page somewhere in it. */
export const foldersOf = ({ docs }: Ground): ReadonlySet<string> => {
  const before = known.get(docs);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const path of docs.keys()) for (let dir = dirOf(path); dir !== '' && !found.has(dir); dir = dirOf(dir)) found.add(dir);
  known.set(docs, found);
  return found;
};

const pageAt = (href: string, root: string, ground: Ground): string | null => {
  const path = resolvePath(root, decoded(href.replace(/[?#].*$/, '')));
  if (path === null) return null;
  for (const candidate of [
    path,
    `${path}.md`,
    `${path}.mdx`,
    `${path}.qmd`,
    join(path, 'README.md'),
    join(path, 'index.md'),
    join(path, 'index.mdx'),
    join(path, 'index.qmd'),
  ])
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
  // A part called like a folder that some of its pages lie in is that folder, or there would be two of one name.
  const called = join(root, slugOf(node.title));
  if (called !== root && paths.some((path) => path.startsWith(`${called}/`)) && !hints.order.has(called)) return called;
  const group = `${from}#${above ?? ''}#${node.title}`;
  hints.groups.set(group, node.title);
  return group;
};

const pagesOf = (node: Node, root: string, ground: Ground): readonly string[] =>
  node.children.slice(0, 500).flatMap((child) => placeOf(child, root, ground) ?? []);

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
  let number = 0;
  for (const line of text.split(/\r\n|\n|\r/).slice(0, 50_000)) {
    number += 1;
    const heading = /^#{1,6}[ \t]+(.{1,600}?)[ \t]*#*$/.exec(line)?.[1];
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
      if (alone !== null) part.push({ title: plain(alone[1] ?? ''), href: alone[2]?.trim() ?? null, line: number, children: [] });
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
      line: number,
      children: [] as Node[],
    };
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    (open.at(-1)?.node.children ?? part).push(node);
    if (open.length < 20) open.push({ indent, node });
  }
  return top;
};

/** Without marks, and without the HTML in which GitBook writes anchors. */
const plain = (raw: string): string =>
  raw
    .replace(/<\/?[A-Za-z][^<>]{0,300}>/g, '')
    .replace(/[*_`\\]/g, '')
    .trim();
