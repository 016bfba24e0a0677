import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ChangedFile } from '../score.ts';
import { intentsIn } from '../naming.ts';
import { codeowners } from '../owners/codeowners.ts';
import { maintainers } from '../owners/maintainers.ts';
import type { OwnersFile } from '../owners/owners.ts';
import { COMMIT, diffReader } from './diff.ts';
import { git, gitLine, gitStream, RepositoryTrouble } from './git.ts';
import { lightIn, withLight } from './light.ts';

/** Two trees, and the files that differ. */
export interface Range {
  /** As people call it: `main...HEAD`, `8f0e1c2`, `what is staged`. */
  readonly name: string;
  /** A tree-ish: whose CODEOWNERS count, so that nobody makes themselves an owner by the change. */
  readonly base: string;
  readonly tip: string;
  readonly files: readonly ChangedFile[];
}

export interface Commit {
  readonly commit: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly files: readonly ChangedFile[];
}

type Unlit = Omit<Commit, 'files'> & { readonly files: readonly Omit<ChangedFile, 'light'>[] };

export interface Repository {
  /** The top of its working tree, wherever in it one stands: names of files are told from there. Of a bare one, its own. */
  readonly folder: string;
  /** What stood before its oldest commits is not here. */
  readonly isShallow: boolean;
  /**
   * What changed: `A..B` and `A...B` since they parted; one revision against its first parent; `staged` against the last commit; null: the
   * commits that the upstream branch has not, or the last one.
   */
  range(words: string | null): Promise<Range>;
  /** Each commit of a range by itself, newest first; merges, which bring what was scored elsewhere, are left out. */
  commits(words: string): AsyncIterable<Commit>;
  /**
   * [C2] What was committed on the base within a day before the tip, and names the same task or issue as the range: other pieces of its intent. Of what is
   * staged nothing says yet what it is for.
   */
  pieces(range: Pick<Range, 'base' | 'tip'>): Promise<readonly Pick<Range, 'name' | 'files'>[]>;
  /** The files of a tree that say who looks after what. */
  owners(tree: string): Promise<readonly OwnersFile[]>;
}

const DIFF = ['--raw', '--numstat', '-z', '-M', '--no-ext-diff', '--no-textconv', '--no-color', '--abbrev=40'] as const;
/** Where forges look for it, the first that is there. */
export const OWNERS_FILES = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  '.forgejo/CODEOWNERS',
  '.gitea/CODEOWNERS',
] as const;
/** Seconds. */
const DAY = 86_400;
const MOST_PIECES = 100;
const MOST_OWNERS = 8 * 1024 * 1024;

/** A repository of this machine, with a working tree or bare. Throws a RepositoryTrouble where there is none. */
export const openRepository = async (within: string): Promise<Repository> => {
  if (!(await stat(within).catch(() => null))?.isDirectory()) throw new RepositoryTrouble(`There is no folder ${within}.`);
  await git(within, ['rev-parse', '--git-dir']).catch((error: unknown) => {
    throw error instanceof RepositoryTrouble ? new RepositoryTrouble(whyNone(within, error.message)) : error;
  });
  const folder = (await gitLine(within, ['rev-parse', '--show-toplevel'])) ?? within;
  const isBare = (await gitLine(folder, ['rev-parse', '--is-bare-repository'])) === 'true';
  /** The tree without anything in it. */
  const empty = (await git(folder, ['hash-object', '-t', 'tree', '--stdin'])).toString('utf8').trim();
  const isShallow = (await gitLine(folder, ['rev-parse', '--is-shallow-repository'])) === 'true';

  const commitOf = async (words: string): Promise<string> => {
    const found = await gitLine(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${words}^{commit}`]);
    if (found !== null) return found;
    if (words === 'HEAD')
      throw new RepositoryTrouble('Nothing is committed here yet. `proceed check staged` looks at what will be the first.');
    throw new RepositoryTrouble(
      `There is no commit called ${words} here.${isShallow ? ' The clone is shallow: git fetch --unshallow brings the rest.' : ''}`,
    );
  };

  const parted = async (one: string, other: string): Promise<string> => {
    const base = await gitLine(folder, ['merge-base', one, other]);
    if (base !== null) return base;
    throw new RepositoryTrouble(
      isShallow
        ? 'Where the two parted is not in this clone, which is shallow: git fetch --unshallow brings it.'
        : 'The two have no commit in common.',
    );
  };

  const compare = async (name: string, base: string, tip: string | null): Promise<Range> => {
    const args = tip === null ? ['diff', '--cached', ...DIFF, base] : ['diff', ...DIFF, base, tip];
    const { out, ended } = gitStream(folder, [...args, '--']);
    const reader = diffReader();
    for await (const piece of out as AsyncIterable<Buffer>) reader.push(piece);
    await ended;
    const tree = tip ?? (await git(folder, ['write-tree'])).toString('utf8').trim();
    const light = await lightIn(folder, tree);
    try {
      return { name, base, tip: tree, files: await withLight(reader.take(), light.of) };
    } finally {
      await light.close();
    }
  };

  const one = async (words: string): Promise<Range> => {
    const commit = await commitOf(words);
    const parents = ((await gitLine(folder, ['rev-list', '--parents', '-n', '1', commit])) ?? '').split(' ').slice(1);
    const [first] = parents;
    if (first === undefined && isShallow)
      throw new RepositoryTrouble(
        `What stood before ${words} is not in this clone, which is shallow: git fetch --deepen=1 brings it.`,
      );
    return compare(words, first ?? empty, commit);
  };

  return {
    folder,
    isShallow,
    range: async (words) => {
      if (words === 'staged') {
        if (isBare)
          throw new RepositoryTrouble('Nothing is ever staged in a bare repository. Name a range, such as main...topic.');
        if ((await gitLine(folder, ['ls-files', '--unmerged'])) !== null)
          throw new RepositoryTrouble('A merge is under way here whose conflicts are not settled yet.');
        const head = await gitLine(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
        return compare('what is staged', head ?? empty, null);
      }
      if (words !== null) {
        const two = /^(.*?)\.\.\.?(.*)$/.exec(words);
        if (!two) return one(words);
        const [from, to] = [await commitOf(two[1] || 'HEAD'), await commitOf(two[2] || 'HEAD')];
        return compare(words, await parted(from, to), to);
      }
      const upstream = await gitLine(folder, ['rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}']);
      if (upstream === null) return one('HEAD');
      const [from, to] = [await commitOf(upstream), await commitOf('HEAD')];
      const base = await parted(from, to);
      return base === to ? one('HEAD') : compare(`${upstream}...HEAD`, base, to);
    },
    async *commits(words) {
      const range = words.includes('..') ? words : await commitOf(words);
      const tip = await commitOf(/\.\.\.?(.*)$/.exec(words)?.[1] || (words.includes('..') ? 'HEAD' : words));
      const light = await lightIn(folder, tip);
      try {
        const at: { head: Omit<Commit, 'files'> | null } = { head: null };
        const done: Unlit[] = [];
        const end = (): void => {
          if (at.head !== null) done.push({ ...at.head, files: reader.take() });
        };
        const reader = diffReader((head) => {
          end();
          const [commit = '', subject = ''] = head.split(COMMIT);
          at.head = { commit, subject };
        });
        const args = [
          'log',
          '--no-merges',
          ...DIFF,
          '--root',
          `--format=${COMMIT}%H${COMMIT}%s`,
          '--end-of-options',
          range,
          '--',
        ];
        const { out, ended } = gitStream(folder, args);
        for await (const piece of out as AsyncIterable<Buffer>) {
          reader.push(piece);
          if (done.length > 100) yield* await lit(done.splice(0), light.of);
        }
        await ended;
        end();
        yield* await lit(done, light.of);
      } finally {
        await light.close();
      }
    },
    pieces: async ({ base, tip }) => {
      const when = await gitLine(folder, ['log', '-1', '--format=%ct', tip, '--']);
      const isCommit = (await gitLine(folder, ['cat-file', '-t', base])) === 'commit';
      if (when === null || !isCommit) return [];
      const said = (await git(folder, ['log', '--format=%B', `-${MOST_PIECES}`, `${base}..${tip}`, '--'])).toString('utf8');
      const intents = new Set(intentsIn(said));
      if (intents.size === 0) return [];
      const since = `--since=${Number(when) - DAY}`;
      const before = ['log', '--no-merges', since, '-1000', `--format=%H${COMMIT}%B${COMMIT}${COMMIT}`, base, '--'];
      const found: Pick<Range, 'name' | 'files'>[] = [];
      for (const record of (await git(folder, before)).toString('utf8').split(`${COMMIT}${COMMIT}`)) {
        const [commit = '', message = ''] = record.trim().split(COMMIT);
        if (commit === '' || !intentsIn(message).some((one) => intents.has(one))) continue;
        found.push({ name: commit, files: (await one(commit)).files });
        if (found.length === MOST_PIECES) break;
      }
      return found;
    },
    owners: async (tree) => {
      const read = async (path: string): Promise<string | null> => {
        const size = Number(await gitLine(folder, ['cat-file', '-s', `${tree}:${path}`]));
        if (!(size > 0)) return null;
        if (size > MOST_OWNERS) throw new RepositoryTrouble(`${path} is larger than such a file can be (8 MB).`);
        return (await git(folder, ['cat-file', 'blob', `${tree}:${path}`])).toString('utf8');
      };
      for (const path of OWNERS_FILES) {
        const text = await read(path);
        // As on the forges: the first that is there.
        if (text !== null) return [codeowners(text, path), ...(await maintaining(read))];
      }
      return maintaining(read);
    },
  };
};

const whyNone = (folder: string, said: string): string => {
  if (said.includes('dubious ownership'))
    return `${folder} belongs to another account, and git reads nothing there unasked: git config --global --add safe.directory ${resolve(folder)}`;
  return said.includes('not a git repository') ? `${folder} is in no git repository. Name one with --repo.` : said;
};

const maintaining = async (read: (path: string) => Promise<string | null>): Promise<readonly OwnersFile[]> => {
  const text = await read('MAINTAINERS');
  return text === null ? [] : [maintainers(text)];
};

/** Commits that came together are asked about together. */
const lit = async (commits: readonly Unlit[], light: Parameters<typeof withLight>[1]): Promise<readonly Commit[]> => {
  const of = await light([...new Set(commits.flatMap(({ files }) => files.map(({ path }) => path)))]);
  return commits.map(({ files, ...commit }) => ({
    ...commit,
    files: files.map((file) => ({ ...file, light: of.get(file.path) ?? null })),
  }));
};
