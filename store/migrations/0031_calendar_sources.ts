import { sql, type Kysely } from 'kysely';

/** Calendars of every source, each with how it is asked and the objects that it has. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `drop table calendar_feeds`,
  `create table calendar_feeds (
    org uuid not null,
    id uuid not null,
    actor uuid not null,
    kind text not null,
    -- Its address, its password, its token: whoever has them has the calendar, so they are sealed; two that are the same are told by a hash, keyed.
    access text not null,
    access_hash text not null,
    host text not null,
    -- As the calendar calls itself.
    called text,
    -- What its source is asked with for what has changed.
    cursor text,
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
    unique (org, actor, access_hash)
  )`,
  `create index calendar_feeds_next on calendar_feeds (next_at)`,
  // A file is one object; CalDAV has one for each entry, Google one for each entry and for each single time that is another.
  `create table calendar_items (
    org uuid not null,
    calendar uuid not null,
    key text not null,
    etag text,
    uid text not null,
    bytes bytea not null,
    primary key (org, calendar, key),
    foreign key (org, calendar) references calendar_feeds (org, id) on delete cascade
  )`,
] as const;
