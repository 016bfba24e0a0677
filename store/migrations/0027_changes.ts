import { sql, type Kysely } from 'kysely';

/** Forges that deliver, what they delivered, and what is still to be asked of them or said to them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table forge_doors (
    org uuid not null,
    forge uuid not null,
    vendor text not null,
    -- Both sealed: whoever knows the first could speak in the forge's name, and with the second in ours.
    secret text not null,
    credentials text,
    -- Why its API could not be asked the last time; null: it could.
    failure text,
    failed_at timestamptz,
    ended boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (org, forge)
  )`,
  // A delivery names nothing but the door.
  `create unique index forge_doors_by_id on forge_doors (forge)`,
  `create table forge_deliveries (
    org uuid not null,
    forge uuid not null,
    id text not null,
    -- Whoever sends the same bytes again under another id says nothing new.
    hash text not null,
    event text not null,
    told text not null,
    at timestamptz not null default now(),
    primary key (org, forge, id)
  )`,
  `create index forge_deliveries_by_hash on forge_deliveries (org, forge, hash)`,
  `create index forge_deliveries_newest on forge_deliveries (org, forge, at desc)`,
  `create index forge_deliveries_by_age on forge_deliveries (at)`,
  `create table forge_errands (
    org uuid not null,
    change uuid not null,
    next_at timestamptz,
    failures smallint not null default 0,
    -- What the forge shows of it already.
    told text,
    worker uuid,
    leased_until timestamptz,
    -- It was asked for again while somebody was at work on it.
    again boolean not null default false,
    primary key (org, change)
  )`,
  `create index forge_errands_next on forge_errands (next_at) where next_at is not null`,
  `create index artifacts_changes_by_head on artifacts (org, (summary->>'head')) where kind = 'change'`,
  `create index artifacts_changes_by_repository on artifacts (org, (summary->>'repository'), closed_at) where kind = 'change'`,
  `create index artifacts_repositories on artifacts (org, (summary->>'name')) where kind = 'repository'`,
  `create index artifacts_operations on artifacts (org, (summary->>'repository'), (summary->>'what'), opened_at) where kind = 'operation'`,
] as const;
