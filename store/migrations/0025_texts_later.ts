import { sql, type Kysely } from 'kysely';

/** Texts that wait to be told: since when (`at`), and whether what was counted of them before is written here (`known`). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw('alter table uncounted_texts add column known boolean not null default true, add column at timestamptz')
    .execute(db);
};
