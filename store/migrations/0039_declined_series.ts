import { sql, type Kysely } from 'kysely';

/** Series that somebody declined from here, and since when: a calendar says only that they did, of what they came to before, too. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table calendar_declined (
        org uuid not null,
        actor uuid not null,
        uid text not null,
        -- Under which address they are asked to it.
        mail text not null,
        since timestamptz not null,
        primary key (org, actor, uid)
      )`,
    )
    .execute(db);
};
