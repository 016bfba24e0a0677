import { sql, type Kysely } from 'kysely';

/** Of a handbook the audiences that there are, one after another: git asks for them at each fetch. An index takes no long ones. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const handbook = `kind in ('page', 'file')`;
  await sql
    .raw(`create index handbook_audiences on artifacts (org, audience) where ${handbook} and cardinality(audience) <= 8`)
    .execute(db);
  await sql
    .raw(`create index handbook_long_audiences on artifacts (org) where ${handbook} and cardinality(audience) > 8`)
    .execute(db);
};
