import { sql, type Kysely } from 'kysely';

/** The stream and its readings. Every key begins with the organization. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  // The one clock that decides. Tests of time replace this function in their own database; no other switch exists.
  `create function proceed_now() returns timestamptz language sql volatile parallel safe as 'select clock_timestamp()'`,
  `create table organizations (
    id uuid primary key,
    last_number bigint not null default 0,
    directory_version bigint not null default 0
  ) with (fillfactor = 50)`,
  `create table actors (
    org uuid not null,
    id uuid not null,
    kind text not null,
    role text not null,
    status text not null,
    name text not null,
    handle text not null,
    mail text,
    keys text[] not null,
    primary key (org, id)
  )`,
  `create unique index actors_by_handle on actors (org, handle) where status <> 'left'`,
  `create table artifacts (
    org uuid not null,
    id uuid not null,
    kind text not null,
    number bigint not null,
    title text not null,
    status text not null,
    space uuid,
    audience text[] not null,
    author uuid,
    parent uuid,
    version integer not null,
    state jsonb not null,
    summary jsonb not null,
    opened_at timestamptz,
    closed_at timestamptz,
    due_at timestamptz,
    next_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (org, id)
  ) with (fillfactor = 85)`,
  `create unique index artifacts_by_number on artifacts (org, number) where number > 0`,
  // Numberless kinds (people, spaces) are few and read whole; comments go by their parent.
  `create index artifacts_unnumbered on artifacts (org, kind) where number = 0 and parent is null`,
  `create index artifacts_by_kind on artifacts (org, kind, number desc) where number > 0`,
  `create index artifacts_by_status on artifacts (org, kind, status, number desc) where number > 0`,
  `create index artifacts_by_space on artifacts (org, space, number desc) where number > 0`,
  `create index artifacts_by_parent on artifacts (org, parent, created_at) where parent is not null`,
  `create index artifacts_due on artifacts (next_at) where next_at is not null`,
  `create table events (
    org uuid not null,
    artifact uuid not null,
    version integer not null,
    position bigint not null generated always as identity (cache 32),
    xid xid8 not null default pg_current_xact_id(),
    kind text not null,
    type text not null,
    at timestamptz not null,
    by uuid not null,
    command uuid not null,
    seq smallint not null,
    last_version integer not null,
    digest text not null,
    caused_artifact uuid,
    caused_version integer,
    body jsonb not null,
    primary key (org, artifact, version)
  )`,
  // A command takes effect once: its second first event is a violation.
  `create unique index events_by_command on events (org, command, seq)`,
  // Readers go by (xid, position), below the oldest transaction still running, so that none skips what commits late.
  `create index events_by_position on events (org, xid, position)`,
  `create table awaits (
    org uuid not null,
    artifact uuid not null,
    key text not null,
    kind text not null,
    status text not null,
    asker uuid,
    asked uuid not null,
    step text,
    why text not null,
    opened_at timestamptz not null,
    due_at timestamptz,
    max_at timestamptz not null,
    closed_at timestamptz,
    otherwise text not null,
    minutes integer,
    urgent boolean not null default false,
    primary key (org, artifact, key)
  )`,
  `create index awaits_owed on awaits (org, asked, due_at) where status in ('open', 'paused')`,
  `create index awaits_waited_for on awaits (org, asker, due_at) where status in ('open', 'paused')`,
  `create table links (
    org uuid not null,
    source uuid not null,
    rel text not null,
    target uuid not null,
    primary key (org, source, rel, target)
  )`,
  `create index links_back on links (org, target, rel)`,
  // How far each reader of the stream that acts (reactions, mail) has come.
  `create table checkpoints (name text primary key, cursor text, updated_at timestamptz not null default now())`,
] as const;
