import { sql, type Kysely } from 'kysely';

/** Who holds what, and which tasks serve a goal. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index tasks_held on artifacts (org, (summary->>'holder')) where kind = 'task' and status = 'claimed'`,
  `create index tasks_of_goals on artifacts (org, (summary->>'goal')) where kind = 'task' and summary->>'goal' is not null`,
  `create index tasks_due on artifacts (org, due_at) where kind = 'task' and status = 'ready' and due_at is not null`,
] as const;
