import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite, reads } from '../addresses.ts';
import { fileAway, replaceBytes } from '../filing.ts';
import { archivedAt, lastRank, standingPage, type PageRow } from '../page-queries.ts';
import { placeKey, type Place } from '../page.ts';
import { aboveOf } from '../place-queries.ts';
import { rankBetween } from '../place.ts';
import { isProposed } from '../proposals/asking.ts';
import { publish } from '../publishing.ts';
import { readText } from '../text.ts';
import { doneBy, toldOf } from './done.ts';
import { NO_FOLDER, placesFault, wordsFault } from './foreseen.ts';
import { beginPage, folderAt, folderPage, moveAll, spaceAt, type Doing, type Placed, type SoFar } from './placing.ts';
import { openAll, type Proposed } from './proposed.ts';
import { readPushed, type FileChange, type PushedCommit } from './pushed.ts';
import { BRANCH, NO_COMMIT, pushReport, readPush, type RefUpdate } from './receive.ts';
import { filed, folderOfFile, renamesIn } from './renames.ts';
import { SPACES, type TreeNode } from './tree.ts';
import type { View } from './views.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'send' | 'files' | 'address'>;

/**
 * A push: each commit's files become revisions of pages, with its message as their reason; what its sender may not publish, or a protocol asks to
 * propose first, becomes one proposal for each page. All of it is read and checked before anything is published, and each commit once more against
 * the pages as those before it left them; what is refused all the same (somebody else was faster) says what was done by then. A push that was cut off
 * and comes again publishes nothing twice. Answers git's own report.
 */
export const receive = async (
  body: Buffer,
  look: () => Promise<View>,
  principal: Principal,
  given: Needed,
): Promise<Result<Buffer>> => {
  const { services, done: already } = doneBy(given);
  const push = readPush(body);
  if (push.refused) return push;
  const { updates } = push.ok;
  const [update] = updates;
  // What is not said of every ref, git takes for a failure by itself.
  const refuseAll = (why: Refusal): Result<Buffer> =>
    ok(
      pushReport(
        push.ok,
        null,
        updates.map(({ ref }) => ({
          ref,
          refused: `${why.message}${already.size === 0 ? ' (Nothing was published.)' : ' (What was published is said above.)'}`,
        })),
        toldOf(already),
      ),
    );
  if (!update) return ok(pushReport(push.ok, null, [], ''));
  const view = await look();
  const fault = refFault(updates, view.tip);
  if (fault) return refuseAll(fault);
  const read = await readPushed(view.folder, push.ok.pack, view.tip, update.to);
  if (read.refused) return refuseAll(read);
  const planned = await plan(read.ok, principal, services);
  if (planned) return refuseAll(planned);
  const told: string[] = [];
  const proposed: Proposed = new Map();
  const soFar: SoFar = { published: new Map(), moved: new Map(), proposed };
  for (const commit of read.ok) {
    const done = await publishCommit(commit, () => seen(look, soFar), soFar, principal, services);
    if (done.refused) return refuseAll(done);
    told.push(...done.ok);
  }
  const opened = await openAll(proposed, principal, services);
  if (opened.refused) return refuseAll(opened);
  const summary = [
    ...opened.ok,
    told.length + opened.ok.length === 0 ? 'Nothing is different from what is published.' : told.slice(0, 20).join('\n'),
    ...(told.length > 20 ? [`… and ${told.length - 20} more`] : []),
    ...(opened.ok.length > 0
      ? ['What is proposed is published as soon as it is accepted. Push the file again to amend your proposal.']
      : []),
    ...(told.length > 0 ? ['Bring your branch in line with what is published: git pull --rebase'] : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
  return ok(pushReport(push.ok, null, [{ ref: update.ref, refused: null }], summary));
};

/** The view with what this push has published so far: a transaction elsewhere may hide it for a moment. */
const seen = async (look: () => Promise<View>, { published, moved }: SoFar): Promise<View> => {
  for (let times = 0; ; times += 1) {
    const view = await look();
    const whole =
      [...published].every(([id, revision]) => (view.history.revisionOf(id) ?? 0) >= revision) &&
      [...moved].every(([id, place]) => placeIn(view, id) === place);
    if (whole || times >= 100) return view;
    await sleep(20);
  }
};

const placeIn = ({ history: { tree } }: View, id: ArtifactId): string | null => {
  const node = tree.node(id);
  return node ? placeKey(node) : null;
};

const refFault = (updates: readonly RefUpdate[], tip: string | null): Refusal | null => {
  const [update] = updates;
  if (updates.length !== 1 || update?.ref !== BRANCH) return refuse('one-branch', 'there is one branch here: push to main');
  if (update.to === NO_COMMIT) return refuse('one-branch', 'main stays; delete pages instead');
  if ((tip ?? NO_COMMIT) !== update.from) return refuse('fetch-first', 'fetch first: git pull --rebase, then push again');
  return null;
};

/** Whether the sender may write wherever the push does. Null: they may. */
const plan = async (commits: readonly PushedCommit[], principal: Principal, services: Needed): Promise<Refusal | null> => {
  const organization = await services.directory(principal.org);
  for (const commit of commits) {
    const { changes, reason } = commit;
    if (reason === '' && changes.length > 0) return refuse('reason-required', 'a commit has no message: say why it changes');
    for (const change of changes)
      for (const path of change.kind === 'move' ? [change.from, change.path] : [change.path]) {
        const space = spaceAt(path, organization.spaces.values());
        if (space === undefined) return refuse('not-found', `${path}: there is no such space that you can see`);
        if (mayWrite(space, principal.actor, organization)) continue;
        if (!reads(space, principal.actor, organization))
          return refuse('not-found', `${path}: there is no such space that you can see`);
        if (change.kind !== 'put')
          return refuse('not-permitted', `${path}: you may propose texts there; its contributors move, remove and add files`);
      }
    const fault = await wordsFault(commit, principal, services);
    if (fault) return fault;
  }
  return null;
};

const publishCommit = async (
  pushed: PushedCommit,
  look: () => Promise<View>,
  soFar: SoFar,
  principal: Principal,
  services: Needed,
): Promise<Result<readonly string[]>> => {
  const before = await look();
  const { tree, isFile } = before.history;
  const { renames, changes } = renamesIn(pushed.changes, tree, ({ id }) => isFile(id));
  const placed = new Map<string, Placed>();
  // Of two at one place the first is there.
  for (const node of [...tree.nodes()].toReversed()) if (!isFile(node.id)) placed.set(placeKey(node), node);
  // Where they stand now: what was read before them is another tree.
  const gone = changes.flatMap((change) => (change.kind === 'remove' ? (tree.at(change.path) ?? []) : []));
  const commit: Doing['commit'] = { id: pushed.id, reason: pushed.reason, changes };
  const doing = { ...soFar, commit, placed, gone: new Set(gone.map(({ id }) => id)) };
  const fault = await placesFault(tree, renames, doing, principal, services);
  if (fault) return fault;
  const moved = await moveAll(renames, doing, principal, services);
  if (moved.refused) return moved;
  const view = renames.length > 0 ? await look() : before;
  const renamed = new Map(renames.map(({ node }) => [node.id, node]));
  const written = new Set(changes.flatMap(({ kind, path }) => (kind === 'remove' ? [] : [path.toLowerCase()])));
  const nodeAt = ({ kind, path }: Pick<FileChange, 'kind' | 'path'>): TreeNode | undefined => {
    const [was, is] = [tree.at(path), view.history.tree.at(path)];
    if (kind !== 'remove') return is ?? (was && !renamed.has(was.id) ? was : undefined);
    const now = was && view.history.tree.pathOf(was.id)?.toLowerCase();
    return was && now !== undefined && !renamed.has(was.id) && !written.has(now) ? was : undefined;
  };
  const told: string[] = [];
  // What pages show is there before the pages are; what goes, goes when the others are there.
  for (const change of changes.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || depth(a) - depth(b))) {
    const part = `push ${commit.id} ${change.path}`;
    const node = nodeAt(change);
    const moves = node !== undefined && renamed.has(node.id);
    const done = await publishChange({ ...doing, change, part, view, moves }, node, principal, services);
    if (done.refused) return { ...done, message: `${change.path}: ${done.message}` };
    if (done.ok !== null && done.ok !== '') told.push(done.ok);
  }
  return ok(told);
};

type Change = Doing['commit']['changes'][number];

/** Those above come before those below them, and go after them. */
const depth = ({ kind, path }: Change): number => folderOfFile(path).split('/').length * (kind === 'remove' ? -1 : 1);

const ORDER = { keep: 0, put: 1, remove: 2 } as const;

interface Changing extends Doing {
  readonly change: Change;
  readonly part: string;
  /** After what the commit moves. */
  readonly view: View;
  readonly moves: boolean;
}

const publishChange = async (
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
