import { sql, type Kysely } from 'kysely';

/** [L4] One deep and one shallow task at a time, also where somebody claims two at the same moment. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create unique index tasks_one_of_a_depth on artifacts (org, (summary->>'holder'), (summary->>'depth')) where kind = 'task' and status = 'claimed'`,
    )
    .execute(db);
};
