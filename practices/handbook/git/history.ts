import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { PageEvent, Place } from '../page.ts';
import { blobOf, type Commit } from './commits.ts';
import { fileTree, type PathChange, type TreeNode, type TreeSnapshot } from './tree.ts';

/** An event of the stream, as far as the handbook's history needs it. */
export interface HistoryEvent {
  readonly artifact: ArtifactId;
  readonly kind: string;
  readonly number: number;
  readonly at: Instant;
  readonly by: ActorId;
  /** Whether this reader sees the artifact today. */
  readonly seen: boolean;
  readonly body: { readonly type: string };
}

/** What a history needs to go on. JSON. */
export interface HistorySnapshot {
  readonly tree: TreeSnapshot;
  readonly names: readonly (readonly [ActorId, string])[];
  /** Pages that are put away: they come back as they were. */
  readonly shelf: readonly TreeNode[];
  readonly revisions: readonly (readonly [ArtifactId, number])[];
  readonly known: readonly ArtifactId[];
}

/** Of these some other people may see the artifact than before. */
const REVEALING: ReadonlySet<string> = new Set(['page-moved', 'page-restricted', 'page-owned', 'page-deleted']);

/**
 * The handbook's history, as one reader may see it: the same events make the same commits, however many are folded at a time. Of people the
 * name counts that they had then.
 */
export const history = (snapshot: HistorySnapshot | null) => {
  const tree = fileTree(snapshot?.tree ?? null);
  const names = new Map(snapshot?.names);
  const shelf = new Map(snapshot?.shelf.map((node) => [node.id, node]));
  const revisions = new Map(snapshot?.revisions);
  const known = new Set(snapshot?.known);

  const page = (event: HistoryEvent, texts: Map<string, Buffer>): readonly [readonly PathChange[], string] => {
    const { artifact: id, number } = event;
    const body = event.body as PageEvent;
    const node = tree.node(id) ?? shelf.get(id);
    const bring = (next: TreeNode): readonly PathChange[] => {
      if (!shelf.has(id)) return tree.put(next);
      shelf.set(id, next);
      return [];
    };
    switch (body.type) {
      case 'page-created': {
        revisions.set(id, 1);
        return [tree.put({ id, number, ...where(body), blob: blob(body.body, texts) }), body.reason];
      }
      case 'page-revised':
        revisions.set(id, body.revision);
        return [node ? bring({ ...node, blob: blob(body.body, texts) }) : [], body.reason];
      case 'page-moved':
        return [node ? bring({ ...node, ...where(body) }) : [], `Move “${body.title}”`];
      case 'page-archived': {
        if (node) shelf.set(id, node);
        return [tree.take(id), body.reason];
      }
      case 'page-unarchived': {
        shelf.delete(id);
        return [node ? tree.put(node) : [], 'Bring it back'];
      }
      case 'page-deleted':
        shelf.delete(id);
        return [tree.take(id), body.reason];
      default:
        return [[], ''];
    }
  };

  /** Null: it changes no file. */
  const commitOf = (event: HistoryEvent): Commit | null => {
    const { artifact, body, kind, seen, at, by } = event;
    if (kind === 'person' || kind === 'agent') {
      if ('name' in body && typeof body.name === 'string') names.set(artifact, body.name);
      return null;
    }
    const texts = new Map<string, Buffer>();
    let changes: readonly PathChange[] = [];
    let why = '';
    let trailer = '';
    if (kind === 'space') {
      if (!('slug' in body) || typeof body.slug !== 'string') return null;
      changes = tree.call(artifact, body.slug);
      why = `Call the space “${body.slug}”`;
    } else if (seen) {
      known.add(artifact);
      [changes, why] = page(event, texts);
      const revision = revisions.get(artifact);
      trailer = `\n\nPage: #${event.number}${revision === undefined ? '' : `\nRevision: ${revision}`}`;
    }
    if (changes.length === 0) return null;
    const author = { id: by, name: names.get(by) ?? 'Proceed' };
    return { at, author, message: `${why.trim() || 'Change it'}${trailer}`, changes, texts };
  };

  return {
    tree,
    /** At which revision a page stands in it. */
    revisionOf: (id: ArtifactId): number | undefined => revisions.get(id),
    /** What it has seen of; whoever sees others today has another history. */
    known: known as ReadonlySet<ArtifactId>,
    fold: (events: readonly HistoryEvent[]): readonly Commit[] => events.flatMap((event) => commitOf(event) ?? []),
    reveals: (events: readonly HistoryEvent[]): boolean => events.some(({ body }) => REVEALING.has(body.type)),
    snapshot: (): HistorySnapshot => ({
      tree: tree.snapshot(),
      names: [...names],
      shelf: [...shelf.values()],
      revisions: [...revisions],
      known: [...known],
    }),
  };
};

export type History = ReturnType<typeof history>;

const where = ({ under, space, name, file }: Place): Pick<TreeNode, 'under' | 'space' | 'name' | 'file'> => ({
  under,
  space,
  name,
  file,
});

const blob = (body: string, texts: Map<string, Buffer>): string => {
  const bytes = Buffer.from(body);
  const id = blobOf(bytes);
  texts.set(id, bytes);
  return id;
};
