import { hash as digest } from 'node:crypto';
import type { Pool } from '#store/connection.ts';
import type { Files } from './route.ts';
import { pictureSize } from './picture-size.ts';
import { typeOf } from './type-of.ts';

/** Bytes of one file, where the settings say nothing. */
export const USUAL_FILE_LIMIT = 25 * 1024 * 1024;

/** Bytes in the database, each once: any process has them, and a backup is whole. */
export const fileStore = (pool: Pool, most: number = USUAL_FILE_LIMIT): Files => ({
  most,
  keep: async (org, bytes) => {
    const hash = digest('sha256', bytes, 'hex');
    const type = typeOf(bytes);
    const size = pictureSize(bytes, type);
    // Once more kept, once more a day until somebody names it.
    const { rowCount } = await pool.query({
      name: 'files.keep-on',
      text: 'update files set kept_at = now() where org = $1 and hash = $2',
      values: [org, hash],
    });
    if (rowCount === 0)
      await pool.query({
        name: 'files.keep',
        text: `insert into files (org, hash, size, type, bytes) values ($1, $2, $3, $4, $5)
               on conflict (org, hash) do update set kept_at = now()`,
        values: [org, hash, bytes.length, type, bytes],
      });
    return { hash, size: bytes.length, type, width: size?.width ?? null, height: size?.height ?? null };
  },
  read: async (org, hash, from, length) => {
    const { rows } = await pool.query<{ bytes: Buffer }>({
      name: 'files.read',
      text: 'select substring(bytes from $3 for $4) as bytes from files where org = $1 and hash = $2',
      values: [org, hash, from + 1, length],
    });
    return rows[0]?.bytes ?? null;
  },
});

const LOOKS_EVERY = 60 * 60 * 1000;

/**
 * Throws away bytes that nothing names: of uploads that came to nothing. Whatever an event names stays, for an old state may be looked at
 * or restored at any time.
 */
export const fileSweeper = (pool: Pool, log: (line: string) => void): { readonly stop: () => Promise<void> } => {
  let working: Promise<void> = Promise.resolve();
  const look = (): void => {
    working = sweepFiles(pool).then(
      () => undefined,
      (error: unknown) => log(`files: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  const clock = setInterval(look, LOOKS_EVERY).unref();
  return {
    stop: async () => {
      clearInterval(clock);
      await working;
    },
  };
};

export const sweepFiles = async (pool: Pool): Promise<number> => {
  const { rowCount } = await pool.query({
    name: 'files.sweep',
    text: `delete from files f where f.kept_at < now() - interval '1 day' and not exists (
             select from events e where e.org = f.org and e.type in ('file-kept', 'file-replaced') and e.body->>'hash' = f.hash)`,
  });
  return rowCount ?? 0;
};
