import { sql, type Kysely } from 'kysely';

/** Calendars that somebody subscribes to, each theirs alone, with the copy that was fetched last. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table calendar_feeds (
    org uuid not null,
    id uuid not null,
    actor uuid not null,
    -- Whoever has the address has the calendar, so it is sealed; two of one address are told by its hash, keyed.
    address text not null,
    address_hash text not null,
    host text not null,
    -- As the calendar calls itself.
    called text,
    etag text,
    modified text,
    body bytea,
    entries integer,
    faults jsonb not null default '[]',
    -- When it was asked for, when it came otherwise than before, and when it is asked for again.
    asked_at timestamptz,
    changed_at timestamptz,
    next_at timestamptz not null default now(),
    -- Why it could not be read the last time; what came before is kept.
    failure text,
    failures smallint not null default 0,
    worker uuid,
    leased_until timestamptz,
    created_at timestamptz not null default now(),
    primary key (org, id),
    unique (org, actor, address_hash)
  )`,
  `create index calendar_feeds_next on calendar_feeds (next_at)`,
] as const;
