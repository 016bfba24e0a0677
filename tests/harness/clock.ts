import type { Pool } from '#store/connection.ts';

export interface TestClock {
  /** From now on it is this instant, and time goes on from there. */
  set(iso: string): Promise<void>;
  /** Forward by so many milliseconds. */
  forward(milliseconds: number): Promise<void>;
  now(): Promise<Date>;
}

/**
 * The clock that decides is `proceed_now()` in the database. A test replaces it in its own database, so the product has no switch.
 * Timers look by themselves at least once a second; a notification to whoever listens makes them look at once.
 */
export const testClock = (pool: Pool): TestClock => {
  const offset = async (milliseconds: number): Promise<void> => {
    const text = `create or replace function proceed_now() returns timestamptz language sql volatile parallel safe as 'select clock_timestamp() + interval ''${Math.round(milliseconds)} milliseconds'''`;
    await pool.query(text);
    await pool.query(`select pg_notify('proceed_written', 'clock 0')`);
  };
  const now = async (): Promise<Date> => {
    const { rows } = await pool.query<{ now: Date }>('select proceed_now() as now');
    return rows[0]?.now ?? new Date();
  };
  const real = async (): Promise<number> => {
    const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now.getTime() ?? Date.now();
  };
  return {
    now,
    set: async (iso) => offset(Date.parse(iso) - (await real())),
    forward: async (milliseconds) => offset((await now()).getTime() + milliseconds - (await real())),
  };
};
