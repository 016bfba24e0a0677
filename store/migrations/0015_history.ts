import { sql, type Kysely } from 'kysely';

/** The handbook's history in git reads these events and no others. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create index events_of_handbook on events (org, xid, position) where kind in ('page', 'file', 'space', 'person', 'agent')`,
    )
    .execute(db);
};
