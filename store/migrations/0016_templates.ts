import { sql, type Kysely } from 'kysely';

/** Pages from which others begin: few among many. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create index pages_as_templates on artifacts (org, title) where kind = 'page' and status = 'published' and summary ? 'template'`,
    )
    .execute(db);
};
