import { transaction, type Pool } from './connection.ts';

/** After how many writes of this process PostgreSQL looks at the tables again: while they are young, each tenfold is another world. */
const AT = [16, 128, 1_024, 8_192, 65_536] as const;

const TABLES = ['organizations', 'actors', 'artifacts', 'events', 'awaits', 'links', 'texts', 'uncounted_texts'] as const;

/**
 * PostgreSQL plans a statement that is kept by what it knows of the tables. Of tables that were empty a minute ago it knows nothing:
 * by any index whose first column is the organization a row seems equally near, and it may go by the wrong one, over all the
 * organization's rows, until autovacuum comes by. So a process that writes lets it look as the tables grow; from then on autovacuum
 * is often enough. A look replaces the plans that were kept. It is a quick one, at some thousand rows of each table, in a transaction
 * each: readers of the stream wait for whatever is under way.
 */
export const statistics = (pool: Pool, log: (line: string) => void): ((writes: number) => void) => {
  let written = 0;
  let step = 0;
  let looking = false;
  return (writes) => {
    written += writes;
    if (looking || written < (AT[step] ?? Infinity)) return;
    while (written >= (AT[step] ?? Infinity)) step += 1;
    looking = true;
    look(pool)
      // Who is ending needs no plans.
      .catch((error: Error) => pool.ending || log(`statistics: ${error.message}`))
      .finally(() => {
        looking = false;
      });
  };
};

const look = async (pool: Pool): Promise<void> => {
  for (const table of TABLES)
    await transaction(pool, async (client) => {
      await client.query('set local default_statistics_target = 20');
      await client.query(`analyze (skip_locked) ${table}`);
    });
};
