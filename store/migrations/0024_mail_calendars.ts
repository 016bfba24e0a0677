import { sql, type Kysely } from 'kysely';

/** What a mail carries for the calendar of its reader; sealed where its body is. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('alter table mails add column calendar_method text, add column calendar text').execute(db);
};
