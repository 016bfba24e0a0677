import { z } from 'zod';
import type { Leased, Leasing } from '#server/route.ts';
import type { DueFeed, FeedTable, KeptItem } from './feed-table.ts';
import type { FeedReading } from './feeds.ts';
import type { Access, Came, Item, Source, SourceKind } from './source.ts';

interface Fetching {
  readonly table: FeedTable;
  readonly leased: <Job, Progress>(leasing: Leasing<Job, Progress>) => Leased;
  readonly reading: FeedReading;
  readonly unseal: (text: string) => string | null;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const HOUR = 3_600_000;
const MOST_BYTES = 32 * 1024 * 1024;

const Sealed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('address'), address: z.string() }),
  z.strictObject({ kind: z.literal('file'), digest: z.string() }),
  z.strictObject({ kind: z.literal('caldav'), place: z.string(), user: z.string(), password: z.string() }),
  z.strictObject({ kind: z.literal('google'), place: z.string(), token: z.string() }),
]);

/** Asks for the calendars that are due and keeps what came, in whichever process comes first. */
export const fetching = ({ table, leased, reading, unseal, log }: Fetching) => {
  const sourceOf = (kind: SourceKind): Source | null => (kind === 'file' ? null : reading[kind]);
  const accessOf = (feed: DueFeed): Access | null => {
    const text = unseal(feed.access);
    return text === null ? null : Sealed.parse(JSON.parse(text));
  };

  const ask = async (feed: DueFeed): Promise<Came> => {
    const access = accessOf(feed);
    if (access === null) return { kind: 'failed', reason: 'It was sealed with another key. Connect it again.' };
    const source = sourceOf(feed.kind);
    if (source === null) return { kind: 'failed', reason: 'Whoever runs this server has ended its connection to Google.' };
    return source.changes(access, feed.cursor);
  };

  const kept = (item: Item): KeptItem => ({ ...item, uid: reading.uidOf(item.bytes) });

  const running = leased<DueFeed, null>({
    what: 'a calendar',
    log,
    beginning: null,
    idOf: ({ id }) => id,
    isCancelled: () => false,
    table,
    work: async (feed, at) => {
      const answer = await ask(feed);
      if (at.gone()) return;
      if (answer.kind === 'unchanged') return table.unchanged(feed, at.worker, HOUR);
      const fail = (reason: string) => table.failed(feed, at.worker, reason, patience(feed.failures));
      if (answer.kind === 'failed') return fail(answer.reason);
      const before = new Map((await table.items(feed)).map((item) => [item.key, item]));
      const items = answer.items.map(kept);
      const now = new Map(answer.whole ? [] : before);
      for (const key of answer.gone) now.delete(key);
      for (const item of items) now.set(item.key, item);
      const all = [...now.values()].map(({ bytes }) => bytes);
      if (all.reduce((sum, { length }) => sum + length, 0) > MOST_BYTES)
        return fail(`It has more than ${MOST_BYTES / 1024 / 1024} MB.`);
      // Only to say what it has, and what in it cannot be read: nothing lies in an empty window.
      const read = all.length === 0 ? NOTHING : await reading.read(joined(all), { from: 0, to: 0 }, 'UTC');
      if ('unread' in read) return fail(read.unread);
      const same = now.size === before.size && items.every(({ key, bytes }) => before.get(key)?.bytes.equals(bytes) === true);
      return table.came(
        feed,
        at.worker,
        { ...answer, items, changed: !same },
        { called: read.name, entries: read.entries, faults: read.faults.slice(0, 20) },
        HOUR,
      );
    },
  });

  return { sourceOf, accessOf, kept, running };
};

/** A quarter of an hour, then twice as long each time, a day at most. */
const patience = (failures: number): number => Math.min(24 * HOUR, (HOUR / 4) * 2 ** Math.min(failures, 7));

const NOTHING = { name: null, entries: 0, faults: [] };

/** One after the other, each on lines of its own, as the database joins them too. */
const joined = (all: readonly Buffer[]): Buffer =>
  Buffer.concat(all.flatMap((bytes, n) => (n === 0 ? [bytes] : [Buffer.from('\n'), bytes])));
