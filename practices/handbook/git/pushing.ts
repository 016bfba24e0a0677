import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite, reads } from '../addresses.ts';
import { placeKey } from '../page.ts';
import { publishChange } from './changing.ts';
import { doneBy, toldOf } from './done.ts';
import { placesFault, wordsFault } from './foreseen.ts';
import { moveAll, spaceAt, type Doing, type Placed, type SoFar } from './placing.ts';
import { openAll, type Proposed } from './proposed.ts';
import { readPushed, type FileChange, type PushedCommit } from './pushed.ts';
import { BRANCH, NO_COMMIT, pushReport, readPush, type RefUpdate } from './receive.ts';
import { folderOfFile, renamesIn } from './renames.ts';
import { type TreeNode } from './tree.ts';
import type { View } from './kept-view.ts';

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
  const one = async (change: Change): Promise<Result<string | null>> => {
    const part = `push ${commit.id} ${change.path}`;
    const node = nodeAt(change);
    const moves = node !== undefined && renamed.has(node.id);
    const done = await publishChange({ ...doing, change, part, view, moves }, node, principal, services);
    return done.refused ? { ...done, message: `${change.path}: ${done.message}` } : done;
  };
  const told: string[] = [];
  // What pages show is there before the pages are; what goes, goes when the others are there.
  const inOrder = changes.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || depth(a) - depth(b));
  for (const some of together(inOrder, (change) => change.kind === 'put' && nodeAt(change) !== undefined)) {
    for (const done of await Promise.all(some.map(one))) {
      if (done.refused) return done;
      if (done.ok !== null && done.ok !== '') told.push(done.ok);
    }
  }
  return ok(told);
};

/** Texts of pages that are there say nothing about each other: as many as this are published at once. */
const AT_ONCE = 8;

/** In their order: neighbours that are `apart` from all others together, every other by itself. */
function* together<T>(all: readonly T[], apart: (one: T) => boolean): Generator<readonly T[]> {
  let some: T[] = [];
  for (const one of all) {
    const alone = !apart(one);
    if (some.length > 0 && (alone || some.length === AT_ONCE)) {
      yield some;
      some = [];
    }
    if (alone) yield [one];
    else some.push(one);
  }
  if (some.length > 0) yield some;
}

type Change = Doing['commit']['changes'][number];

/** Those above come before those below them, and go after them. */
const depth = ({ kind, path }: Change): number => folderOfFile(path).split('/').length * (kind === 'remove' ? -1 : 1);

const ORDER = { keep: 0, put: 1, remove: 2 } as const;
