import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

/** Beyond so many packs they are joined: git looks for an object in one after another. */
const MOST_PACKS = 32;

/**
 * Joins the packs of a repository, one of which every refresh adds, once they are many: small ones into one of their size, so that large ones are seldom
 * written again. Of what no commit has nothing is thrown away, for a text may come to a path later. Git finds what it wants in the new
 * pack, also where it reads or writes the repository meanwhile. A repository that cannot be tidied is as good as before.
 * https://git-scm.com/docs/git-repack#Documentation/git-repack.txt---geometricltfactorgt
 */
export const joinPacks = async (folder: string): Promise<void> => {
  if ((await packsOf(folder)) <= MOST_PACKS) return;
  await git(['repack', '--geometric=2', '-d', '-q'], { in: folder, limit: 10 * 60_000 });
};

const packsOf = async (folder: string): Promise<number> => {
  const names = await readdir(join(folder, 'objects', 'pack')).catch(() => []);
  return names.filter((name) => name.endsWith('.pack')).length;
};
