import { sql, type Kysely } from 'kysely';

/** What a list shows of an artifact, as JSON: written when it changes, so that a page only strings it together. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('alter table artifacts add column line text').execute(db);
};
