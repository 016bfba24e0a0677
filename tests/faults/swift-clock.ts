import type { Pool } from '#store/connection.ts';

/** How much faster than the real clock this organization lives: a second is two hours. */
export const SWIFT = 7200;

/** From now on `proceed_now()` of this database runs so many times as fast as the real clock; it never jumps. */
export const runClock = async (pool: Pool, times: number): Promise<void> => {
  await pool.query(`do $$ begin execute format(
    'create or replace function proceed_now() returns timestamptz language sql volatile parallel safe as $f$ select %L::timestamptz + (clock_timestamp() - %L::timestamptz) * ${times} $f$',
    proceed_now(), clock_timestamp()); end $$`);
  await pool.query(`select pg_notify('proceed_written', 'clock 0')`);
};
