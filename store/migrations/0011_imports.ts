import { sql, type Kysely } from 'kysely';

/** Handbooks on their way in: the job, the archive in parts, what was read of it; and what came from where, so that it can come again. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table imports (
    org uuid not null,
    id uuid not null,
    by uuid not null,
    space uuid,
    -- For people: a file's or folder's name, an address without its secrets.
    source text not null,
    state text not null,
    options jsonb not null,
    progress jsonb not null,
    report jsonb,
    cancelled boolean not null default false,
    -- Interruptions that nobody foresaw.
    attempts smallint not null default 0,
    -- Of the archive, when all of it has arrived.
    parts integer,
    -- The process that works on it, and until when it is believed to.
    worker uuid,
    leased_until timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (org, id)
  )`,
  `create index imports_at_work on imports (leased_until nulls first) where state in ('fetching', 'reading', 'comparing', 'writing', 'undoing')`,
  `create index imports_of on imports (org, by, created_at desc)`,
  `create table import_parts (
    org uuid not null,
    import uuid not null,
    part integer not null,
    bytes bytea not null,
    primary key (org, import, part),
    foreign key (org, import) references imports on delete cascade
  )`,
  // An archive is as small as it gets.
  `alter table import_parts alter bytes set storage external`,
  `create table import_items (
    org uuid not null,
    import uuid not null,
    seq integer not null,
    -- page, file, or gone: a page that the source has no more.
    kind text not null,
    key text not null,
    -- Levels below the top: those above are written first.
    depth integer not null,
    target uuid,
    planned jsonb not null,
    links jsonb not null,
    body text,
    bytes bytea,
    -- What is to be done, decided once; and what was done.
    intent jsonb,
    done jsonb,
    primary key (org, import, seq),
    foreign key (org, import) references imports on delete cascade
  )`,
  `create index import_items_by_key on import_items (org, import, key)`,
  // home: the space, or '' for the whole organization. base: the text that came last, where the page has another (merged, or kept).
  `create table import_sources (
    org uuid not null,
    home text not null,
    key text not null,
    kind text not null,
    target uuid not null,
    import uuid not null,
    source text not null,
    hash text not null,
    revision integer,
    base text,
    placed jsonb not null,
    primary key (org, home, key)
  )`,
  `create index import_sources_by_target on import_sources (org, target)`,
] as const;
