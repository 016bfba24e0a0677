import { shown } from './words.ts';

/** How the process ends. Documented in `proceed --help` and docs/operating.md. */
export const EXIT = { fine: 0, 'no, or something is wrong': 1, 'wrong usage': 2, 'no server or database': 3 } as const;

/** Says on stderr what failed, and gives the exit code for it. */
export const failure = (error: unknown): number => {
  const words = fileTrouble(error) ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`${shown(words)}\n`);
  if (error instanceof Error && error.name === 'ConfigError') return EXIT['wrong usage'];
  return (error instanceof Error && NOBODY.has(error.name)) || isUnreachable(error)
    ? EXIT['no server or database']
    : EXIT['no, or something is wrong'];
};

/** Errors of `client.ts` and `#store/suitable.ts`, by name: most commands load neither. */
const NOBODY: ReadonlySet<string> = new Set(['Unreachable', 'DatabaseTrouble']);

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'something on its way is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

/** Of a file that was named and cannot be opened: a sentence. Null for anything else. */
const fileTrouble = (error: unknown): string | null => {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error && 'path' in error)) return null;
  const why = WHY[String(error.code)];
  return error.syscall === 'open' && why !== undefined ? `${String(error.path)} cannot be opened: ${why}.` : null;
};

const isUnreachable = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error && 'code' in cause)) return false;
  // Of a file it says the same as of a database's socket.
  if (cause.code === 'ENOENT') return 'syscall' in cause && cause.syscall === 'connect';
  return ['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT'].includes(String(cause.code));
};
