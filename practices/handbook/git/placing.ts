import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { lastRank, standingPage } from '../page-queries.ts';
import { placeKey, type Place } from '../page.ts';
import { aboveOf } from '../place-queries.ts';
import { rankBetween, renamedFile } from '../place.ts';
import { begin } from '../publishing.ts';
import { readText } from '../text.ts';
import type { Proposed } from './proposed.ts';
import type { PushedCommit } from './pushed.ts';
import type { Rename, Renamed } from './renames.ts';
import { SPACES, type TreeNode } from './tree.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'send' | 'address'>;

/** What a push has done before this commit. */
export interface SoFar {
  /** The revision at which it has left each page. */
  readonly published: Map<ArtifactId, number>;
  /** The place, where it has given one (`placeKey`); null: it has put the page away. */
  readonly moved: Map<ArtifactId, string | null>;
  readonly proposed: Proposed;
}

export type Placed = Pick<TreeNode, 'id' | 'under'>;

/** A commit that is being published. */
export interface Doing extends SoFar {
  readonly commit: Pick<PushedCommit, 'id' | 'reason'> & Pick<Renamed, 'changes'>;
  /** By `placeKey`, as this commit has left them so far. */
  readonly placed: Map<string, Placed>;
  /** Pages and files that it removes. */
  readonly gone: ReadonlySet<ArtifactId>;
}

/** Null: the whole organization's. */
export const spaceAt = (
  path: string,
  spaces: Iterable<{ readonly id: string; readonly slug: string }>,
): string | null | undefined => {
  const [first = '', slug = '', rest] = path.split('/', 3);
  if (first.toLowerCase() !== SPACES || rest === undefined) return null;
  for (const space of spaces) if (space.slug === slug.toLowerCase()) return space.id;
  return undefined;
};

/** The page whose folder this is. */
export const folderAt = ({ placed }: Doing, space: string | null, folders: readonly string[]): ArtifactId | undefined => {
  let under: ArtifactId | null = null;
  for (const name of folders) {
    const id: ArtifactId | undefined = placed.get(placeKey({ space, under, name }))?.id;
    if (id === undefined) return undefined;
    under = id;
  }
  return under ?? undefined;
};

/** The page below which these folders lead; those that are missing are begun, without words of their own. */
export const folderPage = async (
  doing: Doing,
  space: string | null,
  folders: readonly string[],
  principal: Principal,
  services: Needed,
): Promise<Result<ArtifactId | null>> => {
  let under: ArtifactId | null = null;
  for (const [index, name] of folders.entries()) {
    const path = folders.slice(0, index + 1);
    const known: ArtifactId | undefined = folderAt(doing, space, path);
    if (known !== undefined) {
      under = known;
      continue;
    }
    const part = `push ${doing.commit.id} folder ${path.join('/')}`;
    const made: Result<{ readonly id: ArtifactId }> = await beginPage(
      doing,
      { space, under, name, file: null },
      '',
      part,
      principal,
      services,
    );
    if (made.refused) return made;
    under = made.ok.id;
  }
  return ok(under);
};

export const beginPage = async (
  { commit, placed }: Doing,
  where: Pick<Place, 'space' | 'under' | 'name' | 'file'>,
  text: string,
  part: string,
  principal: Principal,
  services: Needed,
): Promise<Result<{ readonly id: ArtifactId; readonly number: number }>> => {
  const id = nameId('pushed page', principal.org, part);
  const place: Place = { ...where, rank: rankBetween(await lastRank(services.db, principal, where), null) };
  const made = await begin(services, principal, { id, place, body: text, only: null, owners: [], reason: commit.reason, part });
  if (!made.refused) placed.set(placeKey(place), { id, under: place.under });
  return made;
};

/**
 * The pages that a commit moves, one after another, each when what stands above it is there. Whoever stands where another one comes goes first;
 * where they come in each other's place, one steps aside for a moment.
 */
export const moveAll = async (
  renames: readonly Rename[],
  doing: Doing,
  principal: Principal,
  services: Needed,
): Promise<Result<null>> => {
  const open = new Map(renames.map((rename) => [rename.node.id, rename]));
  const leaving = new Set<ArtifactId>();
  const step = async (rename: Rename): Promise<Result<null>> => {
    const { node, folder, file } = rename;
    open.delete(node.id);
    leaving.add(node.id);
    const space = spaceAt(folder, (await services.directory(principal.org)).spaces.values()) ?? null;
    const folders = folder.split('/').slice(folder.split('/', 1)[0]?.toLowerCase() === SPACES ? 2 : 0);
    const name = folders.pop() ?? node.name;
    const above = await folderPage(doing, space, folders, principal, services);
    if (above.refused) return above;
    const where = { space, under: above.ok, name };
    const there = doing.placed.get(placeKey(where));
    const other = there && there.id !== node.id ? open.get(there.id) : undefined;
    const first = other ? await step(other) : ok(null);
    if (first.refused) return first;
    const still = doing.placed.get(placeKey(where));
    if (still && still.id !== node.id && leaving.has(still.id)) {
      const aside = await moveTo(doing, still.id, 'aside', 'aside', principal, services);
      if (aside.refused) return aside;
    }
    leaving.delete(node.id);
    return moveTo(doing, node.id, { ...where, file }, 'move', principal, services);
  };
  for (const rename of renames) {
    const done = open.has(rename.node.id) ? await step(rename) : ok(null);
    if (done.refused) return { ...done, message: `${rename.folder}: ${done.message}` };
  }
  return ok(null);
};

const moveTo = async (
  { commit, placed, moved }: Doing,
  id: ArtifactId,
  to: Omit<Place, 'rank'> | 'aside',
  step: string,
  principal: Principal,
  services: Needed,
): Promise<Result<null>> => {
  const row = await standingPage(services.db, principal, id);
  if (!row || row.state.status === 'deleted') return refuse('not-found', 'there is no such page any more');
  const { state, number } = row;
  const aside = `${state.name}-${number}`;
  const place = to === 'aside' ? { ...state, name: aside, file: renamedFile(state.file, state.name, aside) } : to;
  const { space, under, name, file } = place;
  const stays = state.space === space && state.under === under;
  const rank = stays ? state.rank : rankBetween(await lastRank(services.db, principal, { space, under }), null);
  const sent = await services.send({
    kind: 'page',
    artifact: id,
    name: 'move',
    data: { space, under, rank, name, file, title: readText(state.body, name).title, reason: commit.reason },
    refs: under === null ? [] : await aboveOf(services.db, principal, under),
    part: `push ${commit.id} ${step} ${id}`,
  });
  if (sent.refused) return sent;
  for (const [key, one] of placed) if (one.id === id) placed.delete(key);
  placed.set(placeKey(place), { id, under });
  moved.set(id, placeKey(place));
  return ok(null);
};
