import { scoreOf } from '../score.ts';
import { git, gitStream, RepositoryTrouble } from '../repository/git.ts';
import type { Commit, Repository } from '../repository/repository.ts';
import type { Past } from './fit.ts';
import { mends } from './fixes.ts';

export interface Read {
  /** Oldest first. */
  readonly history: readonly Past[];
  readonly commits: number;
  readonly mending: number;
  /** Of the mending ones, those whose lines were followed back. */
  readonly followed: number;
  /** The newest commits that are left out: what is wrong with them is not found yet. */
  readonly tooNew: number;
}

/** Commits of the last stretch of a history have had no time to be mended. */
const TOO_NEW = 0.1;
/** Mending commits that are followed back at most, evenly over the history; each costs a look at its files. */
const MOST_FOLLOWED = 2_000;
/** A commit that mends many files at once mends nothing in particular. */
const MOST_FILES = 15;
const AT_ONCE = 4;

/**
 * What became of the commits of a repository: those whose lines a mending commit removed or changed are taken for faulty (Śliwerski, Zimmermann and
 * Zeller, “When do changes induce fixes?”, MSR 2005), generated and vendored files, blank lines and merges left out.
 */
export const readHistory = async (
  repository: Repository,
  words: string,
  show: (done: number, total: number) => void = () => undefined,
): Promise<Read> => {
  const commits: Commit[] = [];
  for await (const commit of repository.commits(words)) commits.push(commit);
  commits.reverse();
  const mending = commits.filter(({ subject, files }) => mends(subject) && files.length <= MOST_FILES);
  const chosen = evenly(mending, MOST_FOLLOWED);
  const faulty = new Set<string>();
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    for (let at = next++; at < chosen.length; at = next++) {
      const commit = chosen[at];
      if (commit) for (const culprit of await culprits(repository.folder, commit)) faulty.add(culprit);
      show((done += 1), chosen.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const tooNew = Math.floor(commits.length * TOO_NEW);
  const history = commits
    .slice(0, commits.length - tooNew)
    .flatMap(({ commit, files }) => (files.length === 0 ? [] : [{ score: scoreOf(files).score, faulty: faulty.has(commit) }]));
  return { history, commits: commits.length, mending: mending.length, followed: chosen.length, tooNew };
};

const evenly = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most
    ? all
    : Array.from({ length: most }, (_, n) => all[Math.floor((n * all.length) / most)]).filter((one) => one !== undefined);

/** The commits from which the lines came that this one took away. */
const culprits = async (folder: string, { commit, files }: Commit): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const looked = new Set(
    files
      .filter(({ light, binary, submodule, how }) => !light && !binary && !submodule && how !== 'added')
      .map((file) => file.from ?? file.path),
  );
  if (looked.size === 0) return found;
  const parent = `${commit}^`;
  const diff = (
    await git(folder, ['diff', '-U0', '-w', '-M', '--no-ext-diff', '--no-textconv', '--no-color', '-z', parent, commit, '--'])
  ).toString('utf8');
  for (const [path, ranges] of removedIn(diff)) {
    if (!looked.has(path)) continue;
    const lines = ranges.slice(0, 200).map(([from, count]) => `-L${from},+${count}`);
    const { out, ended } = gitStream(folder, ['blame', '-w', '-s', '--porcelain', ...lines, parent, '--', path]);
    let said = '';
    for await (const piece of out as AsyncIterable<Buffer>) said += piece.toString('utf8');
    try {
      await ended;
    } catch (error) {
      // A path that git names in another way is not followed.
      if (error instanceof RepositoryTrouble && /no such path|has only \d+ lines?/.test(error.message)) continue;
      throw error;
    }
    let from = '';
    for (const line of said.split('\n')) {
      const head = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line);
      if (head) from = head[1] ?? '';
      // What was blank says nothing.
      else if (line.startsWith('\t') && line.trim() !== '') found.add(from);
    }
  }
  return found;
};

/** Lines of the file before that a diff without context takes away, by its path there. */
export const removedIn = (diff: string): ReadonlyMap<string, readonly (readonly [from: number, count: number])[]> => {
  const removed = new Map<string, (readonly [number, number])[]>();
  let path: string | null = null;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) path = null;
    else if (path === null && line.startsWith('--- ')) path = line === '--- /dev/null' ? '' : line.slice(6).replace(/\t$/, '');
    else if (path !== null && path !== '') {
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
      if (!hunk) continue;
      const [from, count] = [Number(hunk[1]), hunk[2] === undefined ? 1 : Number(hunk[2])];
      if (count > 0) removed.set(path, [...(removed.get(path) ?? []), [from, count]]);
    }
  }
  return removed;
};
