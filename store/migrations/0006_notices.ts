import { sql, type Kysely } from 'kysely';

/** What somebody is to be told, once for each event, person and channel. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table notices (
    org uuid not null,
    -- The event that it tells of.
    artifact uuid not null,
    version integer not null,
    actor uuid not null,
    channel text not null,
    about text not null,
    -- Why it comes at any hour; null: it waits until its reader can be reached.
    loud text,
    at timestamptz not null,
    -- Null once it was sent, or no longer had anything to tell.
    due_at timestamptz,
    sent_at timestamptz,
    primary key (org, artifact, version, actor, channel)
  )`,
  `create index notices_due on notices (due_at) where due_at is not null`,
  `create index notices_waiting on notices (org, actor) where due_at is not null`,
] as const;
