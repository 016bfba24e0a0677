import { sql, type Kysely } from 'kysely';

/** What ran under a protocol, by the page that holds it, newest first. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(`create index artifacts_pinned on artifacts (org, (summary->>'pinned'), number desc) where summary ? 'pinned'`)
    .execute(db);
};
