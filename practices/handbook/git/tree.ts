import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { blobOf } from './commits.ts';

/** Where a page or a file stands, and the blob of what it says. */
export interface TreeNode {
  readonly id: ArtifactId;
  readonly number: number;
  readonly under: ArtifactId | null;
  readonly space: SpaceId | null;
  /** Its segment of the path. */
  readonly name: string;
  /** Beside its folder, or inside it; null: it was begun as a folder (`fileOf`). */
  readonly file: { readonly name: string; readonly inside: boolean } | null;
  readonly blob: string | null;
}

/** A folder that began without a text lies, once it has one, beside what stands below it, as a page does that is begun here. Null: there is no text. */
export const fileOf = ({ file, name, blob }: Pick<TreeNode, 'file' | 'name' | 'blob'>): TreeNode['file'] => {
  if (blob === null) return null;
  return file ?? (blob === EMPTY ? null : { name: `${name}.md`, inside: false });
};

const EMPTY = blobOf(Buffer.alloc(0));

/** A path that another blob lies at from now on; null: nothing does. */
export interface PathChange {
  readonly path: string;
  readonly blob: string | null;
}

/** What a fold of the stream needs to go on later. JSON. */
export interface TreeSnapshot {
  readonly nodes: readonly TreeNode[];
  readonly slugs: readonly (readonly [SpaceId, string])[];
  readonly paths: readonly (readonly [ArtifactId, string])[];
}

/** Rooms' folders stand in here, so that none is taken for a page of the organization's own. */
export const SPACES = 'spaces';

/**
 * The handbook as a tree of files, as one reader may see it: nodes are put and taken in the order of the stream, and each answers with
 * the paths that change. A page that hangs on one that this reader does not see stands where the nearest that they see stands. Two that want one
 * path (capitals make no difference: they do not on every disk) both have theirs: the later one's carries its number, until it moves.
 */
export const fileTree = (snapshot: TreeSnapshot | null) => {
  const nodes = new Map(snapshot?.nodes.map((node) => [node.id, node]));
  const slugs = new Map(snapshot?.slugs);
  const paths = new Map(snapshot?.paths);
  const taken = new Map([...paths].map(([id, path]) => [path.toLowerCase(), id]));
  const below = new Map<ArtifactId, Set<ArtifactId>>();
  for (const node of nodes.values()) hang(below, node);

  const folderOf = (node: Pick<TreeNode, 'under' | 'space'>, seen: Set<ArtifactId>): string => {
    const above = node.under === null || seen.has(node.under) ? undefined : nodes.get(node.under);
    if (above) return `${folderOf(above, seen.add(above.id))}${above.name}/`;
    const slug = node.space === null ? undefined : slugs.get(node.space);
    return slug === undefined ? '' : `${SPACES}/${slug}/`;
  };

  const wishOf = (node: TreeNode): string | null => {
    const file = fileOf(node);
    if (file === null) return null;
    const folder = folderOf(node, new Set([node.id]));
    const path = file.inside ? `${folder}${node.name}/${file.name}` : `${folder}${file.name}`;
    // Nobody's page may look like the rooms' folder.
    return node.space === null && path.split('/', 1)[0]?.toLowerCase() === SPACES ? `_${path}` : path;
  };

  const place = (node: TreeNode): string | null => {
    const wish = wishOf(node);
    if (wish === null) return null;
    const free = (path: string): boolean => (taken.get(path.toLowerCase()) ?? node.id) === node.id;
    if (free(wish)) return wish;
    const [, stem = wish, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(wish) ?? [];
    const numbered = `${stem}-${node.number}${ending}`;
    return free(numbered) ? numbered : `${stem}-${node.id}${ending}`;
  };

  /** The paths of these as they ought to be now. Those that leave go first, so that one may take another's place. */
  const settle = (ids: readonly ArtifactId[], blobOf: ReadonlyMap<ArtifactId, string | null>): readonly PathChange[] => {
    const before = new Map(ids.map((id) => [id, paths.get(id) ?? null]));
    for (const [id, path] of before) {
      if (path !== null) taken.delete(path.toLowerCase());
      paths.delete(id);
    }
    const changes = new Map<string, string | null>();
    for (const id of ids) {
      const node = nodes.get(id);
      const path = node ? place(node) : null;
      if (node && path !== null) {
        taken.set(path.toLowerCase(), id);
        paths.set(id, path);
      }
      const old = before.get(id) ?? null;
      if (old !== null && old !== path && !changes.has(old)) changes.set(old, null);
      if (node && path !== null && (old !== path || blobOf.get(id) !== node.blob)) changes.set(path, node.blob);
    }
    const list = [...changes].map(([path, blob]) => ({ path, blob }));
    return [...list.filter(({ blob }) => blob === null), ...list.filter(({ blob }) => blob !== null)];
  };

  const withBelow = (id: ArtifactId, into: ArtifactId[] = [], seen = new Set<ArtifactId>()): ArtifactId[] => {
    if (seen.has(id)) return into;
    seen.add(id);
    into.push(id);
    for (const child of below.get(id) ?? []) withBelow(child, into, seen);
    return into;
  };

  return {
    node: (id: ArtifactId): TreeNode | undefined => nodes.get(id),
    pathOf: (id: ArtifactId): string | undefined => paths.get(id),
    /** Where what stands below a page lies. */
    folderOf: (node: TreeNode): string => `${folderOf(node, new Set([node.id]))}${node.name}`,
    /** Capitals make no difference. */
    at: (path: string): TreeNode | undefined => nodes.get(taken.get(path.toLowerCase()) ?? ''),
    nodes: () => nodes.values(),

    put: (node: TreeNode): readonly PathChange[] => {
      const old = nodes.get(node.id);
      const stays =
        old && old.under === node.under && old.space === node.space && old.name === node.name && same(old.file, node.file);
      const moving = stays && (fileOf(old) === null) === (fileOf(node) === null) ? [node.id] : withBelow(node.id);
      const blobs = new Map(moving.map((id) => [id, nodes.get(id)?.blob ?? null]));
      if (old?.under) below.get(old.under)?.delete(node.id);
      nodes.set(node.id, node);
      hang(below, node);
      return settle(moving, blobs);
    },

    take: (id: ArtifactId): readonly PathChange[] => {
      const old = nodes.get(id);
      if (!old) return [];
      const moving = withBelow(id);
      const blobs = new Map(moving.map((one) => [one, nodes.get(one)?.blob ?? null]));
      nodes.delete(id);
      if (old.under) below.get(old.under)?.delete(id);
      return settle(moving, blobs);
    },

    /** The name of a room's folder. */
    call: (space: SpaceId, slug: string): readonly PathChange[] => {
      if (slugs.get(space) === slug) return [];
      slugs.set(space, slug);
      const moving = [...nodes.values()].filter((node) => node.space === space).map(({ id }) => id);
      return settle(moving, new Map(moving.map((id) => [id, nodes.get(id)?.blob ?? null])));
    },

    snapshot: (): TreeSnapshot => ({ nodes: [...nodes.values()], slugs: [...slugs], paths: [...paths] }),
  };
};

export type FileTree = ReturnType<typeof fileTree>;

const hang = (below: Map<ArtifactId, Set<ArtifactId>>, { id, under }: TreeNode): void => {
  if (under === null) return;
  const children = below.get(under);
  if (children) children.add(id);
  else below.set(under, new Set([id]));
};

const same = (a: TreeNode['file'], b: TreeNode['file']): boolean => a?.name === b?.name && a?.inside === b?.inside;
