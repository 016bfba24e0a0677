import { sql, type Kysely } from 'kysely';

/** A meeting that was moved is moved in its organizer's calendar: to when and how long; null: it is taken out. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(`alter table calendar_errands add column move_to jsonb`).execute(db);
};
