import { sql, type Kysely } from 'kysely';

/** What a link calls its target, word by word: search takes it for what the target is about. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('alter table links add column said text[]').execute(db);
};
