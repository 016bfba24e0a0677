import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Something about the repository that whoever asks has to know: in words for them. */
export class RepositoryTrouble extends Error {
  override readonly name = 'RepositoryTrouble';
}

/**
 * [safety] A repository's own settings run no programs: no hooks, no watchers, no external diffs. Its objects are read; nothing is checked out.
 */
const SETTINGS = [
  '--no-pager',
  '--no-replace-objects',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'diff.external=',
    'core.quotePath=false',
    'diff.renameLimit=1000',
    'diff.ignoreSubmodules=dirty',
    // What whoever asks likes to see is not what is read here.
    'diff.relative=false',
    'diff.noprefix=false',
    'diff.mnemonicPrefix=false',
    'diff.interHunkContext=0',
    'diff.orderFile=/dev/null',
    'log.showSignature=false',
    'i18n.logOutputEncoding=UTF-8',
  ].flatMap((setting) => ['-c', setting]),
];

export interface GitRun {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** As a shell says that there is no such program. */
const NO_GIT = [127] as const;

/** Runs git in a folder; its output flows. `ended` rejects with what git said where it failed. */
export const gitStream = (
  folder: string,
  args: readonly string[],
  { input, env = {} }: GitRun = {},
): { readonly out: Readable; readonly ended: Promise<void> } => {
  const child = spawn('git', [...SETTINGS, ...args], {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_EXTERNAL_DIFF: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (words: string) => {
    if (said.length < 10_000) said += words;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = (async () => {
    const [code] = (await once(child, 'close').catch(() => NO_GIT)) as [number | null];
    if (code === NO_GIT[0]) throw new RepositoryTrouble('There is no git on this machine, or not on the PATH.');
    if (code !== 0) throw new RepositoryTrouble(said.trim() === '' ? `git ended with ${code ?? 'a signal'}.` : said.trim());
  })();
  // Whoever reads the output may have stopped before; they wait for the end when they want to know.
  ended.catch(() => undefined);
  return { out: child.stdout, ended };
};

export const git = async (folder: string, args: readonly string[], run: GitRun = {}): Promise<Buffer> => {
  const { out, ended } = gitStream(folder, args, run);
  const pieces: Buffer[] = [];
  for await (const piece of out as AsyncIterable<Buffer>) pieces.push(piece);
  await ended;
  return Buffer.concat(pieces);
};

/** One line; null: git says that there is none. */
export const gitLine = async (folder: string, args: readonly string[]): Promise<string | null> => {
  try {
    const line = (await git(folder, args)).toString('utf8').trim();
    return line === '' ? null : line;
  } catch (error) {
    if (error instanceof RepositoryTrouble) return null;
    throw error;
  }
};
