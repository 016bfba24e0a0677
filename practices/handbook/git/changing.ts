import { nameId } from '#kernel/stream/name-id.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite } from '../addresses.ts';
import { fileAway, replaceBytes } from '../filing.ts';
import { archivedAt, lastRank, standingPage, type PageRow } from '../page-queries.ts';
import { placeKey, type Place } from '../page.ts';
import { aboveOf } from '../place-queries.ts';
import { rankBetween } from '../place.ts';
import { isProposed } from '../proposals/asking.ts';
import { publish } from '../publishing.ts';
import { readText } from '../text.ts';
import { NO_FOLDER } from './foreseen.ts';
import { beginPage, folderAt, folderPage, spaceAt, type Doing } from './placing.ts';
import type { FileChange } from './pushed.ts';
import { filed } from './renames.ts';
import { SPACES, type TreeNode } from './tree.ts';
import type { View } from './kept-view.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'send' | 'files' | 'address'>;

/** One file of a commit on its way to be published. */
export interface Changing extends Doing {
  readonly change: Doing['commit']['changes'][number];
  readonly part: string;
  /** After what the commit moves. */
  readonly view: View;
  readonly moves: boolean;
}

/** Publishes what a commit does to one file: its line of the answer, or null where there is nothing to say. */
export const publishChange = async (
  doing: Changing,
  node: TreeNode | undefined,
  principal: Principal,
  services: Needed,
): Promise<Result<string | null>> => {
  const { change, view, commit, part } = doing;
  if (change.kind === 'remove') {
    if (!node) return ok(null);
    if (view.history.isFile(node.id)) return dropFile(doing, node, services);
    if (hasOthersBelow(doing, node)) return emptied(doing, node, principal, services);
    const sent = await services.send({ kind: 'page', artifact: node.id, name: 'archive', data: { reason: commit.reason }, part });
    if (sent.refused) return sent;
    doing.moved.set(node.id, null);
    return ok(`Archived #${node.number}: ${change.path}`);
  }
  if (change.kind === 'keep') return keepFile(doing, change, node, principal, services);
  return node ? publishText(doing, node, change.text, principal, services) : create(doing, change, principal, services);
};

const publishText = async (
  { view, commit, part, change, moves, published, proposed }: Changing,
  node: Pick<TreeNode, 'id' | 'number'>,
  body: string,
  principal: Principal,
  services: Needed,
): Promise<Result<string>> => {
  const base = published.get(node.id) ?? view.history.revisionOf(node.id) ?? 1;
  const before = proposed.get(node.id);
  if (before || (await mustPropose(node, body, principal, services))) {
    const reasons = [...(before?.reasons ?? []), commit.reason];
    proposed.set(node.id, { base: before?.base ?? base, body, path: change.path, reasons, part, place: before?.place ?? null });
    return ok('');
  }
  const done = await publish(services, principal, {
    page: node.id,
    body,
    base,
    reason: commit.reason,
    exact: true,
    part,
  });
  if (done.refused) return done;
  published.set(node.id, done.ok.revision);
  const word = done.ok.changed
    ? `revision ${done.ok.revision}${done.ok.merged ? ', merged' : ''}`
    : moves
      ? 'moved'
      : 'as it was';
  return ok(`#${node.number}: ${word}: ${change.path}`);
};

/** Whether this push does not publish a text but proposes it: its sender may only read there, or a protocol asks for it. */
const mustPropose = async (
  { id }: Pick<TreeNode, 'id'>,
  body: string,
  principal: Principal,
  services: Needed,
): Promise<boolean> => {
  const row = await standingPage(services.db, principal, id);
  if (!row || row.state.status === 'deleted') return false;
  const directory = await services.directory(principal.org);
  if (!mayWrite(row.state.space, principal.actor, directory)) return true;
  const { number, version, state } = row;
  const context = { by: principal.actor, directory, now: principal.at, self: { id, number, version } };
  return state.body !== body && isProposed({ ...state, before: state.body, body }, context);
};

/** A picture, or whatever is no page: it hangs on the page whose folder it lies in. */
const keepFile = async (
  doing: Changing,
  change: Extract<FileChange, { kind: 'keep' }>,
  node: TreeNode | undefined,
  principal: Principal,
  services: Needed,
): Promise<Result<string>> => {
  const { commit, part, view } = doing;
  if (node && view.history.isFile(node.id)) {
    const done = await replaceBytes(services, principal, { id: node.id, bytes: change.bytes, part });
    return done.refused ? done : ok(`replaced: ${change.path}`);
  }
  const space = spaceAt(change.path, (await services.directory(principal.org)).spaces.values()) ?? null;
  const steps = change.path.split('/').slice(change.path.split('/', 1)[0]?.toLowerCase() === SPACES ? 2 : 0);
  let depth = steps.length - 1;
  while (depth > 0 && folderAt(doing, space, steps.slice(0, depth)) === undefined) depth -= 1;
  const on = folderAt(doing, space, steps.slice(0, depth)) ?? null;
  const done = await fileAway(services, principal, {
    id: nameId('pushed file', principal.org, commit.id, change.path),
    bytes: change.bytes,
    name: steps.at(-1) ?? 'file',
    on,
    path: steps.slice(depth).join('/'),
    space,
    part,
  });
  return done.refused ? done : ok(`kept: ${change.path}`);
};

const dropFile = async ({ change, part }: Changing, node: TreeNode, { send }: Needed): Promise<Result<string>> => {
  const refs = node.under === null ? [] : [node.under];
  const sent = await send({ kind: 'file', artifact: node.id, name: 'delete', data: {}, refs, part });
  return sent.refused ? sent : ok(`Deleted: ${change.path}`);
};

/** A folder without a text of its own. */
const emptied = async (doing: Changing, node: TreeNode, principal: Principal, services: Needed): Promise<Result<string>> => {
  const row = await standingPage(services.db, principal, node.id);
  if (!row || row.state.status === 'deleted') return refuse('not-found', 'there is no such page any more');
  const { space, under, rank, name } = row.state;
  const sent = await services.send({
    kind: 'page',
    artifact: node.id,
    name: 'move',
    data: { space, under, rank, name, file: null, title: readText('', name).title, reason: doing.commit.reason },
    refs: under === null ? [] : await aboveOf(services.db, principal, under),
    part: `${doing.part} empty`,
  });
  return sent.refused ? sent : publishText(doing, node, '', principal, services);
};

/** The text of a folder goes; the pages in it stay, and so does the page that they stand below. */
const hasOthersBelow = ({ placed, gone }: Changing, { id }: TreeNode): boolean =>
  [...placed.values()].some((page) => page.under === id && !gone.has(page.id));

/** The page that was archived last at a place, if it says the same and its sender may bring it back. */
const comeBack = async (
  { part, placed, moved }: Changing,
  where: Pick<Place, 'space' | 'under' | 'name' | 'file'>,
  text: string,
  principal: Principal,
  { db, send }: Needed,
): Promise<PageRow | null> => {
  const page = await archivedAt(db, principal, placeKey(where));
  if (page?.state.status !== 'archived' || page.state.body !== text || page.state.file?.name !== where.file?.name) return null;
  const { id, state } = page;
  const refs = state.under === null ? [] : await aboveOf(db, principal, state.under);
  const sent = await send({ kind: 'page', artifact: id, name: 'unarchive', data: {}, refs, part: `${part} back` });
  if (sent.refused) return null;
  placed.set(placeKey(state), { id, under: state.under });
  moved.set(id, placeKey(state));
  return page;
};

const create = async (
  doing: Changing,
  change: Extract<FileChange, { kind: 'put' }>,
  principal: Principal,
  services: Needed,
): Promise<Result<string>> => {
  const { part } = doing;
  const space = spaceAt(change.path, (await services.directory(principal.org)).spaces.values()) ?? null;
  const { folders, name, file } = filed(change.path);
  const directory = await services.directory(principal.org);
  const writes = mayWrite(space, principal.actor, directory);
  if (!writes && folders.length > 0 && folderAt(doing, space, folders) === undefined) return NO_FOLDER;
  const above = await folderPage(doing, space, folders, principal, services);
  if (above.refused) return above;
  // The text of a folder that is a page already is that page's text.
  const folder = folderAt(doing, space, [...folders, name]);
  if (folder) {
    const row = await standingPage(services.db, principal, folder);
    if (row && row.state.status !== 'deleted' && row.state.file === null) {
      const placed = await services.send({
        kind: 'page',
        artifact: folder,
        name: 'move',
        data: {
          space,
          under: row.state.under,
          rank: row.state.rank,
          name: row.state.name,
          file,
          title: readText(change.text, name).title,
          reason: doing.commit.reason,
        },
        refs: row.state.under === null ? [] : await aboveOf(services.db, principal, row.state.under),
        part: `${part} place`,
      });
      if (placed.refused) return placed;
      return publishText(doing, { id: folder, number: row.number }, change.text, principal, services);
    }
  }
  const where = { space, under: above.ok, name, file };
  const back = writes ? await comeBack(doing, where, change.text, principal, services) : null;
  if (back) return ok(`#${back.number}: brought back: ${change.path}`);
  const self = { id: nameId('pushed page', principal.org, part), number: 0, version: 0 };
  const told = { title: readText(change.text, name).title, only: null, owners: [], revision: 0, before: '', body: change.text };
  if (!writes || isProposed({ ...told, space, protocol: null }, { by: principal.actor, directory, now: principal.at, self })) {
    const id = nameId('proposed page', principal.org, principal.actor, space ?? '', above.ok ?? '', name);
    const before = doing.proposed.get(id);
    const place = { ...where, rank: rankBetween(await lastRank(services.db, principal, where), null) };
    const reasons = [...(before?.reasons ?? []), doing.commit.reason];
    doing.proposed.set(id, { base: 0, body: change.text, path: change.path, reasons, part, place });
    return ok('');
  }
  const made = await beginPage(doing, where, change.text, part, principal, services);
  if (made.refused) return made;
  doing.published.set(made.ok.id, 1);
  return ok(`#${made.ok.number}: published: ${change.path}`);
};
