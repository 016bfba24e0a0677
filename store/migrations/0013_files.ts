import { sql, type Kysely } from 'kysely';

/** The bytes of files, each once; and long texts as they were rendered. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table files (
    org uuid not null,
    hash text not null,
    size bigint not null,
    type text not null,
    bytes bytea not null,
    kept_at timestamptz not null default now(),
    primary key (org, hash)
  )`,
  // Parts of them are read by place: nothing to unpack, and most is packed already.
  `alter table files alter bytes set storage external`,
  // Which bytes an event names: those stay for good.
  `create index events_naming_files on events (org, (body->>'hash')) where type in ('file-kept', 'file-replaced')`,
  `create index files_of on artifacts (org, parent, opened_at, id) where kind = 'file' and status = 'kept'`,
  // It can be made anew at any time, and need not survive a crash of the database.
  `create unlogged table renders (
    org uuid not null,
    hash text not null,
    size integer not null,
    made text not null,
    used_at timestamptz not null default now(),
    primary key (org, hash)
  )`,
] as const;
