import { sql, type Kysely } from 'kysely';

/** What was made of somebody's calendars, until these or their hours are others. Theirs alone; teams' figures are made of `heat` and `days`. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table meeting_books (
        org uuid not null,
        actor uuid not null,
        -- Of the calendars, the hours and the week of which it was made.
        key text not null,
        book jsonb not null,
        heat jsonb not null,
        days jsonb not null,
        made_at timestamptz not null default now(),
        primary key (org, actor)
      )`,
    )
    .execute(db);
};
