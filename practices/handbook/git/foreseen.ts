import type { ArtifactId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { checkPage } from '#practices/protocols';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite } from '../addresses.ts';
import { bytesFault } from '../filing.ts';
import { ruleStands } from '../page-decider.ts';
import { standingPage } from '../page-queries.ts';
import { reasonOf, textFault } from '../text.ts';
import { folderAt, spaceAt, type Doing } from './placing.ts';
import type { PushedCommit } from './pushed.ts';
import { filed, folderOfFile, type Rename } from './renames.ts';
import type { FileTree } from './tree.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'files'>;

/** Why a commit cannot be published, wherever its pages stand: looked at for all of a push before anything of it is done. Null: it may be. */
export const wordsFault = async (
  { reason, changes }: PushedCommit,
  principal: Principal,
  { directory, files }: Needed,
): Promise<Refusal | null> => {
  if (changes.length === 0) return null;
  const organization = await directory(principal.org);
  const why = reasonOf(reason, '');
  if (why.refused) return { ...why, message: `the message of a commit: ${why.message}` };
  for (const change of changes) {
    const { path } = change;
    const fault = change.kind === 'keep' ? bytesFault(files, change.bytes) : null;
    if (fault) return at(path, fault);
    if (change.kind !== 'put' && change.kind !== 'move') continue;
    const text = textFault(change.text, '/body');
    if (text.refused) return at(path, text);
    // What only moves says what it said before.
    if (change.kind === 'move') continue;
    const space = spaceAt(path, organization.spaces.values()) ?? null;
    const { problems } = checkPage(change.text, space, organization);
    const problem = problems.find(({ severity }) => severity === 'error');
    if (problem) return at(path, refuse(problem.code, `Line ${problem.line}, column ${problem.column}: ${problem.message}`));
  }
  return null;
};

/** Why a commit cannot be published on the pages as they stand: looked at before anything of it is done. Null: it may be. */
export const placesFault = async (
  tree: FileTree,
  renames: readonly Rename[],
  doing: Doing,
  principal: Principal,
  { db, directory }: Needed,
): Promise<Refusal | null> => {
  const organization = await directory(principal.org);
  const rooms = (path: string): string | null => spaceAt(path, organization.spaces.values()) ?? null;
  const ruleAt = async (id: ArtifactId): Promise<Refusal | null> => {
    const row = await standingPage(db, principal, id);
    return row && row.state.status !== 'deleted' ? ruleStands(row.state, { by: principal.actor }) : null;
  };
  const moving = new Set(renames.map(({ node }) => node.id));
  const { changes } = doing.commit;
  const comes = [
    ...renames.map(({ folder }) => folder),
    ...changes.flatMap(({ kind, path }) => (kind === 'put' ? [folderOfFile(path)] : [])),
  ];
  for (const { node, folder } of renames) {
    if (node.space === rooms(folder)) continue;
    const fault = await ruleAt(node.id);
    if (fault) return at(folder, fault);
  }
  for (const change of changes) {
    const { path } = change;
    const node = tree.at(path);
    if (change.kind === 'remove' && node && !moving.has(node.id)) {
      const own = `${tree.folderOf(node)}/`.toLowerCase();
      const stays = [...tree.nodes()].some(({ id, under }) => under === node.id && !doing.gone.has(id) && !moving.has(id));
      if (stays || comes.some((folder) => folder.toLowerCase().startsWith(own))) continue;
      const fault = await ruleAt(node.id);
      if (fault) return at(path, fault);
    }
    if (change.kind === 'put' && !node && !mayWrite(rooms(path), principal.actor, organization)) {
      const { folders } = filed(path);
      if (folders.length > 0 && folderAt(doing, rooms(path), folders) === undefined) return at(path, NO_FOLDER);
    }
  }
  return null;
};

/** Whoever only reads in a space proposes pages in folders that are there. */
export const NO_FOLDER = refuse('not-permitted', 'there is no such folder yet, and its contributors begin one');

const at = (path: string, fault: Refusal): Refusal => ({ ...fault, message: `${path}: ${fault.message}` });
