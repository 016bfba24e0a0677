import { sql, type Kysely } from 'kysely';

/** A page of some hundred words stays in its row, unpacked: it is written more often than it is looked past, and packing it was a tenth of what writing it took. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `alter table artifacts set (toast_tuple_target = 8160)`,
  // No plan goes by what is in these, and to find out is to read them all.
  `alter table artifacts alter state set statistics 0, alter line set statistics 0`,
  `alter table events alter body set statistics 0, alter digest set statistics 0`,
] as const;
