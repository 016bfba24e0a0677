import { sql, type Kysely } from 'kysely';

/** An errand to a forge is about a change, a task that is an issue there, or a repository. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('alter table forge_errands rename column change to about').execute(db);
};
