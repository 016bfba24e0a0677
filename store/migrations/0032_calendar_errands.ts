import { sql, type Kysely } from 'kysely';

/** What is to be written to people's calendars: a meeting that takes place no more is taken out of them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table calendar_errands (
    org uuid not null,
    -- The conversion or the meeting of which it is told what became of it.
    artifact uuid not null,
    actor uuid not null,
    kind text not null,
    uid text not null,
    -- One time of a series; null: all of it from then on.
    planned timestamptz,
    since timestamptz not null,
    reason text not null,
    next_at timestamptz not null default now(),
    failures smallint not null default 0,
    worker uuid,
    leased_until timestamptz,
    primary key (org, artifact, actor)
  )`,
  `create index calendar_errands_next on calendar_errands (next_at)`,
] as const;
