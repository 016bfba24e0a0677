import type { ArtifactId } from '#kernel/stream/event.ts';
import type { PageFile } from '../page.ts';
import type { FileChange } from './pushed.ts';
import { fileOf, SPACES, type FileTree, type TreeNode } from './tree.ts';

/** A page that a commit gives another place: its own folder, as a path, and its file in it or beside it. */
export interface Rename {
  readonly node: TreeNode;
  readonly folder: string;
  readonly file: PageFile;
}

export interface Renamed {
  /** Those above before those below them. */
  readonly renames: readonly Rename[];
  /** What the commit does beside them; a page that moves has its text put where it comes to be. */
  readonly changes: readonly Exclude<FileChange, { kind: 'move' }>[];
}

/** The file of a page at a path, and the segments of the pages above it. */
export const filed = (path: string): { readonly folders: readonly string[]; readonly name: string; readonly file: PageFile } => {
  const steps = path.split('/');
  const own = steps[0]?.toLowerCase() === SPACES ? steps.slice(2) : steps;
  const file = own.at(-1) ?? '';
  const name = file.replace(/\.[^.]*$/, '');
  const inside = /^(?:index|readme|_index)$/i.test(name) && own.length > 1;
  return inside
    ? { folders: own.slice(0, -2), name: own.at(-2) ?? name, file: { name: file, inside: true } }
    : { folders: own.slice(0, -1), name, file: { name: file, inside: false } };
};

/** The folder of what stands below the page whose file lies at a path. */
export const folderOfFile = (path: string): string => {
  const folder = path.split('/').slice(0, -1).join('/');
  const { name, file } = filed(path);
  return file?.inside ? folder : folder === '' ? name : `${folder}/${name}`;
};

type Moves = Map<string, { readonly node: TreeNode; readonly text: string; readonly path: string }>;

/**
 * Which pages a commit moves, of what git says of files alone. A page whose file becomes another in the same place moves, too, and so does a
 * folder all of whose pages go to another one. What comes to lie where a page stays is that page's new text.
 */
export const renamesIn = (changes: readonly FileChange[], tree: FileTree, isFile: (node: TreeNode) => boolean): Renamed => {
  const pages = [...tree.nodes()].filter((node) => !isFile(node));
  const byFolder = new Map(pages.toReversed().map((node) => [low(tree.folderOf(node)), node]));
  const moves: Moves = new Map();
  // What goes in other capitals than it comes in does not go.
  const others = changes.flatMap((change) => (change.kind === 'move' ? [] : change));
  const rest = new Map(
    others
      .toSorted((a, b) => Number(b.kind === 'remove') - Number(a.kind === 'remove'))
      .map((change) => [low(change.path), change]),
  );
  for (const change of changes) {
    if (change.kind !== 'move') continue;
    const node = tree.at(change.from);
    if (node) moves.set(low(change.path), { node, text: change.text, path: change.path });
    else rest.set(low(change.path), { kind: 'put', path: change.path, text: change.text });
  }
  for (let lost = unfit(moves, tree, byFolder); lost; lost = unfit(moves, tree, byFolder)) {
    moves.delete(low(lost.path));
    rest.set(low(lost.path), { kind: 'put', path: lost.path, text: lost.text });
    const from = tree.pathOf(lost.node.id) ?? '';
    if (!rest.has(low(from)) && !moves.has(low(from))) rest.set(low(from), { kind: 'remove', path: from });
  }
  const become = (node: TreeNode, path: string, text: string): void => {
    moves.set(low(path), { node, text, path });
    rest.delete(low(path));
    rest.delete(low(tree.pathOf(node.id) ?? ''));
  };
  const put = new Map(
    [...rest.values()].flatMap((one) =>
      one.kind === 'put' && !tree.at(one.path) ? [[low(folderOfFile(one.path)), one] as const] : [],
    ),
  );
  for (const change of [...rest.values()]) {
    const node = change.kind === 'remove' ? tree.at(change.path) : undefined;
    const other = node && !isFile(node) ? put.get(low(tree.folderOf(node))) : undefined;
    if (node && other && !moves.has(low(other.path))) become(node, other.path, other.text);
  }
  const folders = new Map<string, Rename>();
  const going = new Map([...moves.values()].map(({ node, path }) => [node.id, path]));
  const leaves = ({ id }: TreeNode): boolean => going.has(id) || folders.has(id);
  const lie = pages.map((node) => ({ id: node.id, path: tree.pathOf(node.id) ?? '' }));
  // Only what a page leaves can have gone with it.
  const left = foldersAbove([...moves.values()].flatMap(({ node }) => tree.pathOf(node.id) ?? []));
  const deepest = pages
    .filter((node) => left.has(low(tree.folderOf(node))))
    .toSorted((a, b) => depth(tree.folderOf(b)) - depth(tree.folderOf(a)));
  for (const node of deepest) {
    const own = tree.pathOf(node.id);
    if (leaves(node) || (own !== undefined && rest.get(low(own))?.kind !== 'remove')) continue;
    const to = goneTo(tree.folderOf(node), going, lie);
    const there = to === null ? undefined : byFolder.get(low(to));
    if (to === null || (there && there.id !== node.id && !leaves(there)) || spaceIn(to) !== spaceIn(tree.folderOf(node)))
      continue;
    const text = put.get(low(to));
    if (text && !moves.has(low(text.path))) {
      become(node, text.path, text.text);
      going.set(node.id, text.path);
    } else if (own === undefined && ![...moves.values()].some(({ path }) => low(folderOfFile(path)) === low(to)))
      folders.set(node.id, { node, folder: to, file: null });
  }
  const renames = [
    ...folders.values(),
    ...[...moves.values()].map(({ node, path }) => ({ node, folder: folderOfFile(path), file: filed(path).file })),
  ];
  return {
    renames: renames.toSorted((a, b) => depth(a.folder) - depth(b.folder)),
    changes: [...rest.values(), ...[...moves.values()].map(({ path, text }) => ({ kind: 'put', path, text }) as const)],
  };
};

/** One that comes where another page stays. */
const unfit = (moves: Moves, tree: FileTree, byFolder: ReadonlyMap<string, TreeNode>) => {
  const leaving = new Set([...moves.values()].map(({ node }) => node.id));
  return [...moves.values()].find(({ node, path }) => {
    const [held, above] = [tree.at(path), byFolder.get(low(folderOfFile(path)))];
    const stays = (one: TreeNode | undefined): boolean => one !== undefined && one.id !== node.id && !leaving.has(one.id);
    return stays(held) || (above !== undefined && fileOf(above) === null && stays(above));
  });
};

/** The one folder to which all pages below another go as they stand; null: there is none. */
const goneTo = (
  folder: string,
  going: ReadonlyMap<ArtifactId, string>,
  pages: readonly { readonly id: ArtifactId; readonly path: string }[],
): string | null => {
  let to: string | null = null;
  for (const { id, path: from } of pages) {
    if (!from.startsWith(`${folder}/`) || folderOfFile(from) === folder) continue;
    const path = going.get(id);
    const end = from.slice(folder.length);
    if (!path?.endsWith(end)) return null;
    const found: string = path.slice(0, -end.length);
    if (found === '' || found === SPACES || (to !== null && to !== found)) return null;
    to = found;
  }
  return to === folder ? null : to;
};

const foldersAbove = (paths: readonly string[]): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0 && !folders.has(low(path.slice(0, end))); end = path.lastIndexOf('/', end - 1))
      folders.add(low(path.slice(0, end)));
  return folders;
};

const low = (path: string): string => path.toLowerCase();
const depth = (path: string): number => path.split('/').length;
const spaceIn = (path: string): string => {
  const [first = '', slug = ''] = low(path).split('/');
  return first === SPACES ? slug : '';
};
