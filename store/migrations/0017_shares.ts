import { sql, type Kysely } from 'kysely';

/** Links by which people outside read a page, found by the hash of their token, and how often they were opened; and public spaces by their address. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index shares_by_hash on artifacts ((summary->>'hash')) where kind = 'share'`,
  `create index shares_of on artifacts (org, parent, opened_at) where kind = 'share'`,
  `create table share_openings (
    org uuid not null,
    share uuid not null,
    opened bigint not null,
    last_at timestamptz not null,
    primary key (org, share)
  )`,
  `create index public_spaces on artifacts ((summary->>'slug')) where kind = 'space' and (summary->>'public')::boolean`,
] as const;
