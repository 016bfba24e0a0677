import { sql, type Kysely } from 'kysely';

/** How much agents changed on a day (UTC), so that each keeps within what the person who answers for it allows. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `create table agent_days (
        org uuid not null,
        agent uuid not null,
        day date not null,
        changes integer not null,
        primary key (org, agent, day)
      )`,
    )
    .execute(db);
};
