import { StoreUnavailable, type Entry, type Stream } from '#kernel/stream/stream.ts';
import { appender } from './append.ts';
import { directories, type DirectorySource } from './directory.ts';
import { nextDue, takeDue } from './due.ts';
import { loader, NOBODY, type LetIn } from './load.ts';
import { isAway, transaction, type Pool } from './connection.ts';
import { head, read } from './reader.ts';
import { recollection } from './recollection.ts';
import { sharedPages } from './shared-pages.ts';
import { statistics } from './statistics.ts';
import { subscription, type Wake } from './subscription.ts';
import { leisure } from './texts/leisure.ts';

export interface PostgresStreamOptions {
  readonly pool: Pool;
  readonly directory: DirectorySource;
  /** Told after each commit, so that readers look at once; see `wakes`. */
  readonly wake: Wake;
  /** Who is let in by what they show. */
  readonly letIn?: LetIn;
  readonly log?: (line: string) => void;
}

/** The stream on PostgreSQL. Any number of processes may have one each on the same database. */
export const postgresStream = ({
  pool,
  directory: source,
  wake,
  letIn = NOBODY,
  log = () => undefined,
}: PostgresStreamOptions): Stream => {
  const [load, append] = [loader(letIn), appender(letIn)];
  const cache = directories(source);
  const grown = statistics(pool, log);
  const seen = recollection(cache.known);
  const atLeisure = leisure();
  const readShared = sharedPages((after, limit) => read(pool, after, limit));

  return {
    load: (wanted) =>
      reaching(async () => {
        const loaded = await load(pool, wanted);
        seen.loaded(wanted, loaded);
        return loaded;
      }),

    recall: seen.recall,

    append: (entries, basis) =>
      reaching(async () => {
        const hurry = !atLeisure(entries);
        const outcomes = await onceEach(entries, async (some) => {
          const { outcomes: written, now } = await append(pool, some, { basis, hurry });
          if (now !== null) seen.tell(now);
          return written;
        });
        seen.appended(entries, outcomes);
        wake.written(soonest(entries));
        grown(entries.length);
        return outcomes;
      }),

    directory: (org, version) => reaching(() => cache.get(pool, org, version)),

    exclusively: (org, work) =>
      reaching(() =>
        transaction(pool, async (client) => {
          await client.query({
            name: 'org-begun',
            text: 'insert into organizations (id) values ($1) on conflict do nothing',
            values: [org],
          });
          const held = await client.query<{ directory_version: string }>({
            name: 'org-held',
            text: 'select directory_version from organizations where id = $1 for update',
            values: [org],
          });
          const version = Number(held.rows[0]?.directory_version ?? 0);
          const changed: Entry[] = [];
          const result = await work({
            load: (wanted) => load(client, wanted),
            directory: (id, at) => cache.get(client, id, at),
            append: async (entries) => {
              const { outcomes } = await append(client, entries);
              changed.push(...entries.filter((entry, index) => outcomes[index]?.appended && entry.directory));
              return outcomes;
            },
          });
          const parts = changed.map((entry) => ({
            kind: entry.kind,
            id: entry.artifact,
            version: entry.expected + entry.events.length,
            state: entry.state,
          }));
          const keep = parts.length > 0 ? await cache.change(client, org, parts, version) : () => undefined;
          return { result, keep, next: soonest(changed) };
        }),
      ).then(({ result, keep, next }) => {
        keep();
        wake.written(next);
        grown(1);
        return result;
      }),

    takeDue: (limit, act) =>
      reaching(async () => {
        const taken = await transaction(pool, (client) => takeDue(client, append, limit, act, log));
        if (taken > 0) wake.written(null);
        return { taken, nextIn: await nextDue(pool) };
      }),

    read: (after, limit) => reaching(() => read(pool, after, limit)),

    head: () => reaching(() => head(pool)),

    subscribe: (after, listener) => subscription({ after, listener, read: readShared, wake, log }),
  };
};

/** The nearest moment at which something of these happens by itself. */
const soonest = (entries: readonly Entry[]): number | null => {
  let next: number | null = null;
  for (const { reading } of entries)
    if (reading.nextAt !== null && (next === null || reading.nextAt < next)) next = reading.nextAt;
  return next;
};

const UNIQUE_VIOLATION = '23505';
const TRY_AGAIN = new Set(['40001', '40P01']);

/**
 * A batch in which one command turns out to have been here before, or that met another batch head-on, fails as a whole; then each
 * half of it goes by itself, and so on, until only the ones at fault are refused.
 */
const onceEach = async (
  entries: readonly Entry[],
  write: (entries: readonly Entry[]) => ReturnType<Stream['append']>,
): ReturnType<Stream['append']> => {
  try {
    return await write(entries);
  } catch (error) {
    const code = codeOf(error);
    if (code !== UNIQUE_VIOLATION && !TRY_AGAIN.has(code)) throw error;
    if (entries.length === 1) return [{ appended: false }];
    const half = entries.length >> 1;
    return [...(await onceEach(entries.slice(0, half), write)), ...(await onceEach(entries.slice(half), write))];
  }
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

const reaching = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isAway(error)) throw new StoreUnavailable('The database is not answering.', { cause: error });
    throw error;
  }
};
