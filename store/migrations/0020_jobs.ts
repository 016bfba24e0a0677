import { sql, type Kysely } from 'kysely';

/** Long readings that somebody asks for: a backtest, a replay. What they come to is theirs alone, and goes after a month. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table jobs (
    org uuid not null,
    id uuid not null,
    kind text not null,
    by uuid not null,
    asked jsonb not null,
    -- waiting, working, done, cancelled, failed
    state text not null default 'waiting',
    progress jsonb not null default '{"done":0,"total":0}',
    report jsonb,
    -- Why it failed: a code, and a sentence.
    failure jsonb,
    cancelled boolean not null default false,
    attempts smallint not null default 0,
    -- The process that works on it, and until when it is believed to.
    worker uuid,
    leased_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (org, id)
  )`,
  `create index jobs_at_work on jobs (leased_until nulls first) where state in ('waiting', 'working')`,
  `create index jobs_of on jobs (org, by, kind, created_at desc)`,
] as const;
