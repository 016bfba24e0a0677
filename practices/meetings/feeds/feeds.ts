import type { ActorId, ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Given } from '../audit/people.ts';
import type { CalendarReading, FeedAnswer, FeedState, Window } from '../calendar.ts';
import { feedTable, type DueFeed } from './feed-table.ts';

/** A subscription as its owner sees it. Its address is shown to nobody again. Moments are ms. */
export interface Feed {
  readonly id: ArtifactId;
  readonly host: string;
  readonly called: string | null;
  readonly entries: number | null;
  readonly faults: CalendarReading['faults'];
  readonly failure: string | null;
  readonly askedAt: number | null;
  readonly changedAt: number | null;
  readonly nextAt: number;
}

/** Whose it is: everything is asked with the organization and the person, so that there is no way to another's. */
export interface Owner {
  readonly org: OrgId;
  readonly actor: ActorId;
}

export interface Feeds {
  /** The same address again is the same subscription. Refused with `feed-address` and `too-many-feeds`. */
  subscribe(owner: Owner, id: ArtifactId, address: string): Promise<Result<Feed>>;
  list(owner: Owner): Promise<readonly Feed[]>;
  /** False: there is none of theirs. */
  askAgain(owner: Owner, id: ArtifactId): Promise<boolean>;
  end(owner: Owner, id: ArtifactId): Promise<boolean>;
  /** Says whether what was fetched is what it was; null: there is nothing. */
  stamp(owner: Owner): Promise<string | null>;
  /** Reads calendars that somebody shows, and keeps nothing of them. */
  look(files: readonly Shown[], window: Window, zone: string): Promise<readonly Looked[]>;
  /** What was fetched last, as it lies in a window. */
  calendars(owner: Owner, window: Window, zone: string): Promise<readonly Given[]>;
}

/** A file that somebody shows. */
export interface Shown {
  readonly called: string;
  readonly bytes: Buffer;
}

export type Looked = Given | { readonly called: string; readonly unread: string };

/** How calendars are fetched and read; a connector knows. */
export interface FeedReading {
  /** As it is asked for, or why it is not. */
  addressOf(written: string): Result<{ readonly address: string; readonly host: string }>;
  fetch(address: string, known: FeedState | null): Promise<FeedAnswer>;
  read(bytes: Buffer, window: Window, zone: string): Promise<CalendarReading | { readonly unread: string }>;
}

interface Making {
  readonly pool: Pool;
  readonly leased: <Job, Progress>(leasing: Leasing<Job, Progress>) => Leased;
  readonly reading: FeedReading;
  readonly seal: (text: string) => string;
  readonly unseal: (text: string) => string | null;
  /** Keyed: tells equal addresses without telling them. */
  readonly hashOf: (text: string) => string;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const MOST = 10;
const HOUR = 3_600_000;

/** Calendars that people subscribe to: asked for once an hour by whichever process comes first, and kept as they came last. */
export const calendarFeeds = ({
  pool,
  leased,
  reading,
  seal,
  unseal,
  hashOf,
  log,
}: Making): Feeds & { stop(): Promise<void> } => {
  const table = feedTable(pool);

  const refresh = async (feed: DueFeed): Promise<FeedAnswer> => {
    const address = unseal(feed.address);
    if (address === null) return { kind: 'failed', reason: 'It was sealed with another key. Subscribe to it again.' };
    const answer = await reading.fetch(address, feed.has ? { etag: feed.etag, modified: feed.modified } : null);
    return answer;
  };

  const running = leased<DueFeed, null>({
    what: 'a calendar',
    log,
    beginning: null,
    idOf: ({ id }) => id,
    isCancelled: () => false,
    table,
    work: async (feed, at) => {
      const answer = await refresh(feed);
      if (at.gone()) return;
      if (answer.kind === 'unchanged') return table.unchanged(feed, at.worker, HOUR);
      if (answer.kind === 'failed') return table.failed(feed, at.worker, answer.reason, patience(feed.failures));
      // Only to say what it has, and what in it cannot be read: nothing lies in an empty window.
      const read = await reading.read(answer.bytes, { from: 0, to: 0 }, 'UTC');
      if ('unread' in read) return table.failed(feed, at.worker, read.unread, patience(feed.failures));
      return table.came(
        feed,
        at.worker,
        answer,
        { called: read.name, entries: read.entries, faults: read.faults.slice(0, 20) },
        HOUR,
      );
    },
  });

  return {
    async subscribe(owner, id, written) {
      const found = reading.addressOf(written);
      if (found.refused) return found;
      const { address, host } = found.ok;
      const feed = await table.add(
        owner,
        { id, address: seal(address), hash: hashOf(`${owner.org} ${owner.actor} ${address}`), host },
        MOST,
      );
      if (feed === null) return refuse('too-many-feeds', `You subscribe to ${MOST} calendars. End one of them first.`);
      running.rouse();
      return ok(feed);
    },
    list: table.list,
    async askAgain(owner, id) {
      const found = await table.due(owner, id);
      running.rouse();
      return found;
    },
    end: table.end,
    stamp: table.stamp,
    async look(files, window, zone) {
      const found: Looked[] = [];
      for (const { called, bytes } of files) {
        const read = await reading.read(bytes, window, zone);
        if ('unread' in read) found.push({ called, unread: read.unread });
        // Whatever it is, it is no calendar: its first line says why.
        else if (read.calendars === 0 && read.entries === 0)
          found.push({
            called,
            unread: read.faults[0] ? `Line ${read.faults[0].line}: ${read.faults[0].reason}` : 'It is no calendar.',
          });
        else found.push({ called, reading: read });
      }
      return found;
    },
    async calendars(owner, window, zone) {
      const found: Given[] = [];
      for (const { host, called, body } of await table.bodies(owner)) {
        const read = await reading.read(body, window, zone);
        if (!('unread' in read)) found.push({ called: called ?? host, reading: read });
      }
      return found;
    },
    stop: running.stop,
  };
};

/** A quarter of an hour, then twice as long each time, a day at most. */
const patience = (failures: number): number => Math.min(24 * HOUR, (HOUR / 4) * 2 ** Math.min(failures, 7));
