import { sql, type Kysely } from 'kysely';

/** Booking pages and what was booked on them are found by the hashes of their addresses; of books a team's figures are added up by PostgreSQL. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  'delete from meeting_books',
  'alter table meeting_books drop column heat, add column heat real[] not null',
  `create index booking_pages_by_token on artifacts ((summary->>'token')) where kind = 'booking-page'`,
  `create index booking_pages_by_secret on artifacts using gin ((summary->'secrets')) where kind = 'booking-page'`,
] as const;
