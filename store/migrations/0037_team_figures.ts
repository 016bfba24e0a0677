import { sql, type Kysely } from 'kysely';

/** What teams' calendars came to, as it was shown, and of whom it was made: nothing is shown from whose difference to it a few people could be told. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table meeting_team_figures (
        org uuid not null,
        space uuid not null,
        -- A hash of the people: the same people are one row, made anew.
        who text not null,
        people uuid[] not null,
        figures jsonb not null,
        at timestamptz not null,
        primary key (org, space, who)
      )`,
    )
    .execute(db);
};
