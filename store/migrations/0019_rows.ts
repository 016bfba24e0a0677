import { sql, type Kysely } from 'kysely';

/** How rows are kept: texts packed by what packs fastest, and events with a text of some pages in one piece. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  // A list's line was made by the table itself once.
  `alter table artifacts alter line drop expression if exists`,
  // A PostgreSQL that was built without it packs as it always did.
  `do $$ begin
     alter table artifacts alter state set compression lz4, alter summary set compression lz4, alter line set compression lz4;
     alter table events alter body set compression lz4;
     alter table texts alter plain set compression lz4;
   exception when feature_not_supported then null; end $$`,
  `alter table events set (toast_tuple_target = 8160)`,
  `alter table texts set (toast_tuple_target = 8160)`,
] as const;
