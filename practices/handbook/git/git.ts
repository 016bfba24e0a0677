import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { objectReader, type ReadObject } from './objects.ts';

export interface GitRun {
  /** A bare repository, or the folder in which one is to be made. */
  readonly in: string;
  readonly input?: Buffer | AsyncIterable<Buffer | string>;
  /** ms; then it is killed. */
  readonly limit?: number;
  /** Bytes of output at most; whoever says more is killed, and that is a failure. */
  readonly most?: number;
  /** Beside the settings that every run has. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface GitResult {
  readonly code: number;
  readonly out: Buffer;
  /** What git said about it, for people. */
  readonly said: string;
}

/**
 * [safety] Nothing of the machine's or of a repository's own settings has a say: no hooks, no system or user configuration, no prompts, no
 * remotes, no programs named by a repository.
 */
const SETTINGS = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'protocol.allow': 'never',
  'receive.fsckObjects': 'true',
  'transfer.fsckObjects': 'true',
  'uploadpack.allowAnySHA1InWant': 'false',
  'uploadpack.allowFilter': 'true',
  'gc.auto': '0',
  'pack.threads': '1',
  'fastimport.unpackLimit': '0',
  'safe.directory': '*',
  'safe.bareRepository': 'all',
  'core.logAllRefUpdates': 'false',
} as const;

const ENV: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '/bin/false',
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_CONFIG_COUNT: String(Object.keys(SETTINGS).length),
  ...Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ),
};

const PATIENCE = 60_000;
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Starts the git binary; its output is the caller's to read, and its end to wait for. */
const startGit = (args: readonly string[], { in: folder, limit = PATIENCE, env = {} }: GitRun) =>
  spawn('git', args, {
    cwd: folder,
    env: { ...ENV, GIT_DIR: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
  });

/** Makes a repository of a folder. */
export const EMPTY_REPOSITORY = ['init', '--bare', '--quiet', '--initial-branch=main', '--template=', '.'] as const;

/** Runs the git binary to its end. Rejects only where it cannot run at all. */
export const git = async (args: readonly string[], run: GitRun): Promise<GitResult> => {
  const child = startGit(args, run);
  const ended = once(child, 'close') as Promise<[number | null]>;
  // A git that ends early reads no more; its code says so.
  child.stdin.on('error', () => undefined);
  const fed = feed(child.stdin, run.input);
  const stop = (): void => void child.kill('SIGKILL');
  const [out, said] = await Promise.all([
    collected(child.stdout, run.most ?? MOST_OUTPUT, stop),
    collected(child.stderr, 64 * 1024),
  ]);
  await fed;
  const [code] = await ended;
  return { code: out === null ? -1 : (code ?? -1), out: out ?? Buffer.alloc(0), said: said?.toString('utf8').trim() ?? '' };
};

/** As `git`, but the output flows: for what may be large. */
export const gitStream = (
  args: readonly string[],
  run: GitRun,
): { readonly out: Readable; readonly ended: Promise<number>; stop(): void } => {
  const child = startGit(args, run);
  child.stdin.on('error', () => undefined);
  void feed(child.stdin, run.input);
  child.stderr.resume();
  // One that could not be started failed, too.
  const ended = once(child, 'close').then(
    ([code]) => (typeof code === 'number' ? code : -1),
    () => -1,
  );
  // What a program has said when it exits, Node lets go of unless it is read by then; whoever reads here may come later.
  const out = child.stdout.pipe(new PassThrough());
  void ended.then(() => out.end());
  return { out, ended, stop: () => void child.kill('SIGKILL') };
};

/** Files of the repository by git's names for them, all by one run that begins with the first of them. Rejects only where git cannot run at all. */
export const gitObjects = (run: GitRun): { readonly read: ReadObject; close(): void } => {
  let child: ReturnType<typeof startGit> | null = null;
  let reader: ReadObject | null = null;
  let failed: Error | null = null;
  return {
    read: async (id, most) => {
      if (child === null || reader === null) {
        child = startGit(['cat-file', '--batch'], run);
        child.on('error', (error) => (failed ??= error));
        // A git that ends early reads no more: nothing comes then.
        child.stdin.on('error', () => undefined);
        child.stderr.resume();
        reader = objectReader(child);
      }
      const bytes = await reader(id, most);
      if (bytes === null && failed !== null) throw failed;
      return bytes;
    },
    close: () => void child?.kill('SIGKILL'),
  };
};

const feed = async (stdin: Writable, input: GitRun['input']): Promise<void> => {
  if (input === undefined || Buffer.isBuffer(input)) return void stdin.end(input ?? '');
  // A git that ends early reads no more; its code says so.
  await pipeline(Readable.from(input), stdin).catch(() => undefined);
};

const collected = async (stream: Readable, most: number, over: () => void = () => undefined): Promise<Buffer | null> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= most) pieces.push(piece);
    else over();
  }
  return size > most ? null : Buffer.concat(pieces);
};
