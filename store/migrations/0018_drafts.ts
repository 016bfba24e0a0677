import { sql, type Kysely } from 'kysely';

/** Texts of pages on which people write, before they are published. Their updates are appended, and folded into a state now and then. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table drafts (
     org uuid not null,
     page uuid not null,
     id uuid not null default gen_random_uuid(),
     base int not null,
     seq bigint not null default 0,
     folded bigint not null default 0,
     state bytea not null,
     bytes bigint not null,
     writers uuid[] not null default '{}',
     updated_at timestamptz not null default proceed_now(),
     primary key (org, page)
   )`,
  `create table draft_updates (
     org uuid not null,
     draft uuid not null,
     seq bigint not null,
     bytes bytea not null,
     primary key (org, draft, seq)
   )`,
  `create index drafts_idle on drafts (updated_at) where writers = '{}'`,
] as const;
