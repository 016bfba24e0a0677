import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { FileEvent } from '../file.ts';
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
  /** What a file holds from this event on. */
  readonly bytes?: Buffer;
}

/** What a history needs to go on. JSON. */
export interface HistorySnapshot {
  readonly tree: TreeSnapshot;
  readonly names: readonly (readonly [ActorId, string])[];
  /** Pages that are put away: they come back as they were. */
  readonly shelf: readonly TreeNode[];
  readonly revisions: readonly (readonly [ArtifactId, number])[];
  readonly known: readonly ArtifactId[];
  /** Those of its nodes that are files. */
  readonly files: readonly ArtifactId[];
}

/** Of these some other people may see the artifact than before. */
const REVEALING: ReadonlySet<string> = new Set(['page-moved', 'page-restricted', 'page-owned', 'page-deleted', 'file-followed']);

const BEGINNING: ReadonlySet<string> = new Set(['page-created', 'file-kept']);

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
  const kept = new Set(snapshot?.files);

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
        return [node ? bring({ ...node, ...where(body) }) : [], body.reason ?? `Move “${body.title}”`];
      case 'page-archived': {
        const gone = filesOn(id).flatMap((one) => {
          shelf.set(one.id, one);
          return tree.take(one.id);
        });
        if (node) shelf.set(id, node);
        return [[...gone, ...tree.take(id)], body.reason];
      }
      case 'page-unarchived': {
        shelf.delete(id);
        const back = node ? tree.put(node) : [];
        const files = [...shelf.values()].filter((one) => one.under === id && kept.has(one.id));
        for (const one of files) shelf.delete(one.id);
        return [[...back, ...files.flatMap((one) => tree.put(one))], 'Bring it back'];
      }
      case 'page-deleted': {
        const gone = filesOn(id).flatMap((one) => tree.take(one.id));
        shelf.delete(id);
        return [[...gone, ...tree.take(id)], body.reason];
      }
      default:
        return [[], ''];
    }
  };

  const filesOn = (id: ArtifactId): readonly TreeNode[] =>
    [...tree.nodes()].filter((one) => one.under === id && kept.has(one.id));

  /** Files that texts find by a path lie in the folder of what they hang on. */
  const file = (
    { artifact: id, number, body: said, bytes }: HistoryEvent,
    texts: Map<string, Buffer>,
  ): readonly [readonly PathChange[], string] => {
    const body = said as FileEvent;
    const node = tree.node(id) ?? shelf.get(id);
    const bring = (next: TreeNode): readonly PathChange[] => {
      if (!shelf.has(id)) return tree.put(next);
      shelf.set(id, next);
      return [];
    };
    const held = (): string | null => {
      if (!bytes) return null;
      const blobId = blobOf(bytes);
      texts.set(blobId, bytes);
      return blobId;
    };
    switch (body.type) {
      case 'file-kept': {
        if (body.path === null) return [[], ''];
        kept.add(id);
        const { on, space, path } = body;
        return [
          tree.put({ id, number, under: on, space, name: path, file: { name: path, inside: false }, blob: held() }),
          `Add ${body.name}`,
        ];
      }
      case 'file-replaced':
        return [node ? bring({ ...node, blob: held() }) : [], `Replace ${node?.name ?? 'a file'}`];
      case 'file-renamed': {
        if (!node || body.path === null) return [node ? tree.take(id) : [], `Take ${body.name} out`];
        return [bring({ ...node, name: body.path, file: { name: body.path, inside: false } }), `Rename ${node.name}`];
      }
      case 'file-followed':
        return [node ? bring({ ...node, space: body.space }) : [], `Move ${node?.name ?? 'a file'} along`];
      case 'file-deleted':
        shelf.delete(id);
        return [tree.take(id), `Delete ${node?.name ?? 'a file'}`];
      default:
        return body satisfies never;
    }
  };

  /** Null: it changes no file, and brings no text. */
  const commitOf = (event: HistoryEvent): Commit | null => {
    const { artifact, body, kind, seen, at } = event;
    // A text that a decision published is its writer's.
    const by = 'for' in body && typeof body.for === 'string' ? body.for : event.by;
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
      // Only from its beginning on: what was begun unseen is told in a view made anew.
      if (BEGINNING.has(body.type)) known.add(artifact);
      [changes, why] = kind === 'file' ? file(event, texts) : page(event, texts);
      const revision = revisions.get(artifact);
      if (kind === 'page') trailer = `\n\nPage: #${event.number}${revision === undefined ? '' : `\nRevision: ${revision}`}`;
    }
    if (changes.length === 0 && texts.size === 0) return null;
    const author = { id: by, name: names.get(by) ?? 'Proceed' };
    return { at, author, message: `${why.trim() || 'Change it'}${trailer}`, changes, texts };
  };

  return {
    tree,
    isFile: (id: ArtifactId): boolean => kept.has(id),
    /** At which revision a page stands in it. */
    revisionOf: (id: ArtifactId): number | undefined => revisions.get(id),
    /** What it tells of, each from its beginning; whoever sees others today has another history. */
    known: known as ReadonlySet<ArtifactId>,
    fold: (events: readonly HistoryEvent[]): readonly Commit[] => events.flatMap((event) => commitOf(event) ?? []),
    reveals: (events: readonly HistoryEvent[]): boolean => events.some(({ body }) => REVEALING.has(body.type)),
    snapshot: (): HistorySnapshot => ({
      tree: tree.snapshot(),
      names: [...names],
      shelf: [...shelf.values()],
      revisions: [...revisions],
      known: [...known],
      files: [...kept],
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
