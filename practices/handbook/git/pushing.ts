import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite, reads } from '../addresses.ts';
import { fileAway, replaceBytes } from '../filing.ts';
import { lastRank, standingPage } from '../page-queries.ts';
import { placeKey, type PageFile, type Place } from '../page.ts';
import { aboveOf } from '../place-queries.ts';
import { rankBetween } from '../place.ts';
import { isProposed } from '../proposals/asking.ts';
import { begin, publish } from '../publishing.ts';
import { openAll, type Proposed } from './proposed.ts';
import { readText } from '../text.ts';
import { readPushed, type FileChange, type PushedCommit } from './pushed.ts';
import { BRANCH, NO_COMMIT, pushReport, readPush, type RefUpdate } from './receive.ts';
import { SPACES, type TreeNode } from './tree.ts';
import type { View } from './views.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'send' | 'files' | 'address'>;

/**
 * A push: each commit's files become revisions of pages, with its message as their reason; what its sender may not publish, or a protocol asks to
 * propose first, becomes one proposal for each page. All of it is read and checked before anything is published; a push that was cut off and comes
 * again publishes nothing twice. Answers git's own report.
 */
export const receive = async (
  body: Buffer,
  look: () => Promise<View>,
  principal: Principal,
  services: Needed,
): Promise<Result<Buffer>> => {
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
        updates.map(({ ref }) => ({ ref, refused: why.message })),
        '',
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
  const published: Published = new Map();
  const proposed: Proposed = new Map();
  for (const commit of read.ok) {
    const done = await publishCommit(commit, await seen(look, published), { published, proposed }, principal, services);
    if (done.refused)
      return refuseAll({
        ...done,
        message: `${done.message} (${told.length} changes were published before it: git pull --rebase)`,
      });
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

/** The revision at which this push has left each page. */
type Published = Map<ArtifactId, number>;

/** The view with what this push has published so far: a transaction elsewhere may hide it for a moment. */
const seen = async (look: () => Promise<View>, published: Published): Promise<View> => {
  for (let times = 0; ; times += 1) {
    const view = await look();
    const whole = [...published].every(([id, revision]) => (view.history.revisionOf(id) ?? 0) >= revision);
    if (whole || times >= 100) return view;
    await sleep(20);
  }
};

const refFault = (updates: readonly RefUpdate[], tip: string | null): Refusal | null => {
  const [update] = updates;
  if (updates.length !== 1 || update?.ref !== BRANCH) return refuse('one-branch', 'there is one branch here: push to main');
  if (update.to === NO_COMMIT) return refuse('one-branch', 'main stays; delete pages instead');
  if ((tip ?? NO_COMMIT) !== update.from) return refuse('fetch-first', 'fetch first: git pull --rebase, then push again');
  return null;
};

/** Whether the sender may write wherever the push does. Null: they may. */
const plan = async (commits: readonly PushedCommit[], principal: Principal, { directory }: Needed): Promise<Refusal | null> => {
  const organization = await directory(principal.org);
  for (const { changes, reason } of commits) {
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
  }
  return null;
};

/** Null: the whole organization's. */
const spaceAt = (path: string, spaces: Iterable<{ readonly id: string; readonly slug: string }>): string | null | undefined => {
  const [first = '', slug = '', rest] = path.split('/', 3);
  if (first.toLowerCase() !== SPACES || rest === undefined) return null;
  for (const space of spaces) if (space.slug === slug.toLowerCase()) return space.id;
  return undefined;
};

const publishCommit = async (
  commit: PushedCommit,
  view: View,
  soFar: Pick<Doing, 'published' | 'proposed'>,
  principal: Principal,
  services: Needed,
): Promise<Result<readonly string[]>> => {
  const told: string[] = [];
  const begun = new Map<string, ArtifactId>();
  const placed = new Map([...view.history.tree.nodes()].map((node) => [placeKey(node), node]));
  // What pages show is there before the pages are.
  const changes = commit.changes.toSorted((a, b) => Number(b.kind === 'keep') - Number(a.kind === 'keep'));
  for (const [index, change] of changes.entries()) {
    const part = `push ${commit.id} ${index}`;
    const done = await publishChange({ commit, change, part, view, begun, placed, ...soFar }, principal, services);
    if (done.refused) return { ...done, message: `${change.path}: ${done.message}` };
    if (done.ok !== null && done.ok !== '') told.push(done.ok);
  }
  return ok(told);
};

interface Doing {
  readonly commit: PushedCommit;
  readonly change: FileChange;
  readonly part: string;
  readonly view: View;
  /** Folders and pages that this commit began, by their path. */
  readonly begun: Map<string, ArtifactId>;
  /** By `placeKey`. */
  readonly placed: ReadonlyMap<string, TreeNode>;
  readonly published: Published;
  readonly proposed: Proposed;
}

const publishChange = async (doing: Doing, principal: Principal, services: Needed): Promise<Result<string | null>> => {
  const { change, view, commit, part } = doing;
  const { tree } = view.history;
  const node = tree.at(change.kind === 'move' ? change.from : change.path);
  if (change.kind === 'remove') {
    if (!node) return ok(null);
    if (view.history.isFile(node.id)) return dropFile(doing, node, services);
    if (hasOthersBelow(doing, node)) return emptied(doing, node, principal, services);
    const sent = await services.send({ kind: 'page', artifact: node.id, name: 'archive', data: { reason: commit.reason }, part });
    return sent.refused ? sent : ok(`Archived #${node.number}: ${change.path}`);
  }
  if (change.kind === 'keep') return keepFile(doing, change, node, principal, services);
  if (!node) return create(doing, change, principal, services);
  if (change.kind === 'move') {
    const moved = await moveTo(doing, node, change.path, principal, services);
    if (moved.refused) return moved;
  }
  return publishText(doing, node, change.text, principal, services);
};

const publishText = async (
  { view, commit, part, change, published, proposed }: Doing,
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
    : change.kind === 'move'
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
  doing: Doing,
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

const dropFile = async ({ change, part }: Doing, node: TreeNode, { send }: Needed): Promise<Result<string>> => {
  const refs = node.under === null ? [] : [node.under];
  const sent = await send({ kind: 'file', artifact: node.id, name: 'delete', data: {}, refs, part });
  return sent.refused ? sent : ok(`Deleted: ${change.path}`);
};

/** A folder without a text of its own. */
const emptied = async (doing: Doing, node: TreeNode, principal: Principal, services: Needed): Promise<Result<string>> => {
  const row = await standingPage(services.db, principal, node.id);
  if (!row || row.state.status === 'deleted') return refuse('not-found', 'there is no such page any more');
  const { space, under, rank, name } = row.state;
  const sent = await services.send({
    kind: 'page',
    artifact: node.id,
    name: 'move',
    data: { space, under, rank, name, file: null, title: readText('', name).title },
    refs: under === null ? [] : await aboveOf(services.db, principal, under),
    part: `${doing.part} empty`,
  });
  return sent.refused ? sent : publishText(doing, node, '', principal, services);
};

/** The text of a folder goes; the pages in it stay, and so does the page that they stand below. */
const hasOthersBelow = ({ commit, view }: Doing, { id }: TreeNode): boolean => {
  const gone = new Set(
    commit.changes.flatMap((one) => (one.kind === 'remove' ? [one.path] : one.kind === 'move' ? [one.from] : [])),
  );
  const { tree } = view.history;
  return [...tree.nodes()].some(
    (node) => node.under === id && !view.history.isFile(node.id) && !gone.has(tree.pathOf(node.id) ?? ''),
  );
};

/** The file of a page at a path, and the segments of the pages above it. */
const filed = (path: string): { readonly folders: readonly string[]; readonly name: string; readonly file: PageFile } => {
  const steps = path.split('/');
  const own = steps[0]?.toLowerCase() === SPACES ? steps.slice(2) : steps;
  const file = own.at(-1) ?? '';
  const name = file.replace(/\.[^.]*$/, '');
  const inside = /^(?:index|readme|_index)$/i.test(name) && own.length > 1;
  return inside
    ? { folders: own.slice(0, -2), name: own.at(-2) ?? name, file: { name: file, inside: true } }
    : { folders: own.slice(0, -1), name, file: { name: file, inside: false } };
};

const create = async (
  doing: Doing,
  change: Extract<FileChange, { kind: 'put' | 'move' }>,
  principal: Principal,
  services: Needed,
): Promise<Result<string>> => {
  const { part, begun } = doing;
  const space = spaceAt(change.path, (await services.directory(principal.org)).spaces.values()) ?? null;
  const { folders, name, file } = filed(change.path);
  const directory = await services.directory(principal.org);
  const writes = mayWrite(space, principal.actor, directory);
  if (!writes && folders.length > 0 && folderAt(doing, space, folders) === undefined)
    return refuse('not-permitted', 'there is no such folder yet, and its contributors begin one');
  const above = await folderPage(doing, space, folders, principal, services);
  if (above.refused) return above;
  // The README of a folder that is a page already is that page's text.
  const folder = file?.inside ? folderAt(doing, space, [...folders, name]) : undefined;
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
        },
        refs: row.state.under === null ? [] : await aboveOf(services.db, principal, row.state.under),
        part: `${part} place`,
      });
      if (placed.refused) return placed;
      return publishText(doing, { id: folder, number: row.number }, change.text, principal, services);
    }
  }
  const where = { space, under: above.ok, name, file };
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
  begun.set(folderKey(space, [...folders, name]), made.ok.id);
  doing.published.set(made.ok.id, 1);
  return ok(`#${made.ok.number}: published: ${change.path}`);
};

const beginPage = async (
  { commit }: Doing,
  where: Pick<Place, 'space' | 'under' | 'name' | 'file'>,
  text: string,
  part: string,
  principal: Principal,
  services: Needed,
): Promise<Result<{ readonly id: ArtifactId; readonly number: number }>> => {
  const id = nameId('pushed page', principal.org, part);
  const place: Place = { ...where, rank: rankBetween(await lastRank(services.db, principal, where), null) };
  return begin(services, principal, { id, place, body: text, only: null, owners: [], reason: commit.reason, part });
};

const folderKey = (space: string | null, folders: readonly string[]): string =>
  `${space ?? ''}/${folders.join('/')}`.toLowerCase();

/** The page whose folder this is. */
const folderAt = ({ placed, begun }: Doing, space: string | null, folders: readonly string[]): ArtifactId | undefined => {
  let under: ArtifactId | null = null;
  for (const [index, name] of folders.entries()) {
    const id: ArtifactId | undefined =
      begun.get(folderKey(space, folders.slice(0, index + 1))) ?? placed.get(placeKey({ space, under, name }))?.id;
    if (id === undefined) return undefined;
    under = id;
  }
  return under ?? undefined;
};

/** The page below which these folders lead; those that are missing are begun, without words of their own. */
const folderPage = async (
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
    doing.begun.set(folderKey(space, path), made.ok.id);
    under = made.ok.id;
  }
  return ok(under);
};

const moveTo = async (
  doing: Doing,
  node: TreeNode,
  path: string,
  principal: Principal,
  services: Needed,
): Promise<Result<null>> => {
  const row = await standingPage(services.db, principal, node.id);
  if (!row || row.state.status === 'deleted') return refuse('not-found', 'there is no such page any more');
  const space = spaceAt(path, (await services.directory(principal.org)).spaces.values()) ?? null;
  const { folders, name, file } = filed(path);
  const above = await folderPage(doing, space, folders, principal, services);
  if (above.refused) return above;
  const stays = row.state.space === space && row.state.under === above.ok;
  const where = { space, under: above.ok };
  const rank = stays ? row.state.rank : rankBetween(await lastRank(services.db, principal, where), null);
  const sent = await services.send({
    kind: 'page',
    artifact: node.id,
    name: 'move',
    data: { ...where, rank, name, file, title: readText(row.state.body, name).title },
    refs: above.ok === null ? [] : await aboveOf(services.db, principal, above.ok),
    part: `${doing.part} move`,
  });
  return sent.refused ? sent : ok(null);
};
