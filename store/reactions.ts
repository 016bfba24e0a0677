import type { PoolClient } from 'pg';
import type { Cursor } from '#kernel/stream/event.ts';
import type { Reaction } from '#kernel/stream/reaction.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import type { Pool } from './connection.ts';

interface Options {
  readonly pool: Pool;
  readonly stream: Stream;
  /** Made anew whenever this process begins to follow: what they remember holds only while they hear everything. */
  readonly reactions: () => readonly Reaction[];
  readonly log: (line: string) => void;
}

const RETRY = 1000;
/**
 * How often a reaction says how far it has come, at most: one that had something to do, and one that had not. Doing the same again has no
 * effect, and costs less than saying it each time, ms.
 */
const SAY_EVERY = { done: 250, passed: 2000 } as const;

/** Runs the reactions in one process at a time: whoever holds the advisory lock. A killed holder frees it with its connection. */
export const reactions = (options: Options): { readonly stop: () => Promise<void> } => {
  let stopped = false;
  let rouse: () => void = () => undefined;

  const loop = async () => {
    while (!stopped) {
      try {
        await hold();
      } catch (error) {
        options.log(`reactions: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (!stopped) await rest(RETRY);
    }
  };

  const hold = async (): Promise<void> => {
    const client = await options.pool.connect();
    let broken: Error | undefined;
    const ended = new Promise<void>((resolve) => {
      rouse = resolve;
      client.on('error', (error) => {
        broken = error;
        resolve();
      });
    });
    try {
      if (!(await tryLock(client)) || stopped) return;
      const begun = await Promise.allSettled(options.reactions().map((reaction) => follow(reaction, options)));
      const failed = begun.find((one) => one.status === 'rejected');
      if (!stopped && !failed) await ended;
      // Also where another could not begin: nobody would ever stop them.
      await Promise.all(begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value()] : [])));
      if (failed) throw failed.reason;
    } finally {
      client.release(broken ?? true);
    }
  };

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resume) => {
      const timer = setTimeout(resume, milliseconds);
      rouse = () => {
        clearTimeout(timer);
        resume();
      };
    });

  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      rouse();
      await running;
    },
  };
};

/** Held by the connection, not by a transaction: a long transaction would stall every reader of the stream. */
const tryLock = async (client: PoolClient): Promise<boolean> => {
  const { rows } = await client.query<{ held: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('proceed reactions', 0)) as held`,
  );
  return rows[0]?.held === true;
};

const follow = async (reaction: Reaction, { pool, stream }: Options): Promise<() => Promise<void>> => {
  const { rows } = await pool.query<{ cursor: Cursor | null }>('select cursor from checkpoints where name = $1', [reaction.name]);
  let saidAt = 0;
  let unsaid: Cursor | null = null;
  const say = async (cursor: Cursor | null): Promise<void> => {
    [saidAt, unsaid] = [performance.now(), null];
    await pool.query({
      name: 'checkpoint',
      text: `insert into checkpoints (name, cursor) values ($1, $2) on conflict (name) do update set cursor = excluded.cursor, updated_at = now()`,
      values: [reaction.name, cursor],
    });
  };
  const stop = stream.subscribe(rows[0]?.cursor ?? null, async (page) => {
    const concerned = page.events.filter(({ body }) => reaction.types.has(body.type));
    if (concerned.length > 1) await reaction.prepare?.(concerned);
    for (const event of concerned) await reaction.react(event);
    if (performance.now() - saidAt < SAY_EVERY[concerned.length > 0 ? 'done' : 'passed']) unsaid = page.cursor;
    else await say(page.cursor);
  });
  return async () => {
    await stop();
    if (unsaid !== null) await say(unsaid).catch(() => undefined);
  };
};
