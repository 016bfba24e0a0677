/** How the process ends. Documented in `proceed --help` and docs/operating.md. */
export const EXIT = { fine: 0, 'no, or something is wrong': 1, 'wrong usage': 2, 'no server or database': 3 } as const;

/** Says on stderr what failed, and gives the exit code for it. */
export const failure = (error: unknown): number => {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${words}\n`);
  if (error instanceof Error && error.name === 'ConfigError') return EXIT['wrong usage'];
  return (error instanceof Error && error.name === 'Unreachable') || isUnreachable(error)
    ? EXIT['no server or database']
    : EXIT['no, or something is wrong'];
};

const isUnreachable = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT'].includes(String(cause.code))
  );
};
