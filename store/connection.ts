import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What runs SQL: the pool, or the one connection of a transaction. */
export interface Queryable {
  query<R extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<R>>;
}

/** With a `name`, PostgreSQL parses and plans it once per connection. One name, one text. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** Settings of PostgreSQL for these connections: `{ jit: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long a new connection is tried again while PostgreSQL is away or starting, in ms. */
  readonly patience?: number;
}

/** A pool for `postgresql://user:password@host:port/database`, or a socket as in `…@/database?host=/folder`. */
export const openPool = (
  url: string,
  { max = 16, name = 'proceed', patience = 10_000, settings = {} }: PoolOptions = {},
): Pool => {
  const options = Object.entries(settings)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' ');
  const pool = new PatientPool(
    { connectionString: url, max, application_name: name, idleTimeoutMillis: 60_000, options },
    patience,
  );
  // A connection that breaks while idle leaves the pool; whoever asks next gets a new one.
  pool.on('error', () => undefined);
  // One that breaks in somebody's hands fails their query; the event of it must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/**
 * For the hot statements, which touch few rows by key: planned once, and always by index. A plan made while the tables are young
 * (a new organization, an import) would scan them, and would be kept while they grow.
 */
export const BY_KEY = {
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
} as const;

/** Runs `work` in one transaction on one connection; what it throws rolls back. Keep it short, no network inside. */
export const transaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
};

/**
 * Whether the database went away rather than refused: connection lost or not yet possible. What was under way may have been
 * committed; with the same command id it can be sent again.
 */
export const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  // A socket that is not there, and no file.
  if ('code' in error && error.code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  if ('code' in error && typeof error.code === 'string') return AWAY.has(error.code);
  return error.message.startsWith('Connection terminated') || /connection is closed|not queryable/.test(error.message);
};

// 57P01 admin_shutdown, 57P02 crash_shutdown, 57P03 cannot_connect_now, class 08 connection exceptions.
const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

class PatientPool extends pg.Pool {
  readonly #patience: number;

  constructor(config: pg.PoolConfig, patience: number) {
    super(config);
    this.#patience = patience;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const client = this.#connectPatiently();
    if (!callback) return client;
    client.then(
      (connected) => callback(undefined, connected, (release) => connected.release(release)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  async #connectPatiently(): Promise<pg.PoolClient> {
    const until = performance.now() + this.#patience;
    for (;;) {
      try {
        return await super.connect();
      } catch (error) {
        if (!isAway(error) || performance.now() > until || this.ending) throw error;
        await sleep(50);
      }
    }
  }
}

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;
