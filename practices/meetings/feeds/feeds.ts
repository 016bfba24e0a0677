import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Given } from '../audit/people.ts';
import type { CalendarReading, Window } from '../calendar.ts';
import { connecting, type Connecting } from './connecting.ts';
import { keptBefore } from './declined.ts';
import { feedTable } from './feed-table.ts';
import { fetching } from './fetching.ts';
import type { Change, Consenting, Source, SourceKind, Wanted } from './source.ts';
import { writing } from './writing.ts';

/** A subscription as its owner sees it. Its address is shown to nobody again. Moments are ms. */
export interface Feed {
  readonly id: ArtifactId;
  readonly kind: SourceKind;
  readonly host: string;
  readonly called: string | null;
  readonly entries: number | null;
  readonly faults: CalendarReading['faults'];
  readonly failure: string | null;
  readonly askedAt: number | null;
  readonly changedAt: number | null;
  /** Null: a file is not asked for again. */
  readonly nextAt: number | null;
}

/** Whose it is: everything is asked with the organization and the person, so that there is no way to another's. */
export interface Owner {
  readonly org: OrgId;
  readonly actor: ActorId;
}

export interface Feeds {
  /** The same address again is the same subscription. Refused with `feed-address` and `too-many-feeds`. */
  subscribe(owner: Owner, id: ArtifactId, address: string): Promise<Result<Feed>>;
  /** Keeps a file as a calendar. Refused with `feed-file` and `too-many-feeds`. */
  keep(owner: Owner, id: ArtifactId, file: Shown): Promise<Result<Feed>>;
  /** Finds the calendars of a CalDAV server and connects them. Refused with `feed-address`, `feed-account` and `too-many-feeds`. */
  connect(owner: Owner, id: ArtifactId, account: Account): Promise<Result<readonly Feed[]>>;
  /** Whether this server may ask people to be let in to Google. */
  readonly asksGoogle: boolean;
  /** The address at which Google asks whoever wants to connect. Refused with `feed-google`. */
  consent(owner: Owner, at: Instant): Promise<Result<string>>;
  /** What they come back with. Refused with `feed-consent`, `feed-account` and `too-many-feeds`. */
  letIn(
    owner: Owner,
    id: ArtifactId,
    at: Instant,
    answer: { readonly code: string; readonly state: string },
  ): Promise<Result<readonly Feed[]>>;
  /**
   * Declines, shortens or cancels a meeting where it is kept. Refused with `not-found`, `calendar-read-only`, `calendar-changed` (somebody else changed it: it is
   * asked for again) and `calendar-refused`, each in words.
   */
  change(owner: Owner, id: ArtifactId, change: Change): Promise<Result<null>>;
  /**
   * Moves a meeting, or takes it (or a series from a moment on) out of, all of their calendars that have it and can be written: whoever invites to it moves, ends or cancels it,
   * the others decline.
   */
  carry(owner: Owner, errand: Carrying): Promise<Carried>;
  /** Of some UIDs those that stand in a calendar of theirs that can be written. */
  writable(owner: Owner, uids: readonly string[]): Promise<ReadonlySet<string>>;
  list(owner: Owner): Promise<readonly Feed[]>;
  /** False: there is none of theirs. */
  askAgain(owner: Owner, id: ArtifactId): Promise<boolean>;
  end(owner: Owner, id: ArtifactId): Promise<boolean>;
  /** Says whether what was fetched is what it was; null: there is nothing. */
  stamp(owner: Owner): Promise<string | null>;
  /** Reads calendars that somebody shows, and keeps nothing of them. */
  look(files: readonly Shown[], window: Window, zone: string): Promise<readonly Looked[]>;
  /** What was fetched last, as it lies in a window. */
  calendars(owner: Owner, window: Window, zone: string): Promise<readonly (Given & { readonly calendar: ArtifactId })[]>;
}

export interface Carrying extends Omit<Change, 'wanted'> {
  readonly wanted: Extract<Wanted, { kind: 'leave' | 'move' }>;
}

export type Carried =
  | { readonly kind: 'done'; readonly how: 'ended' | 'cancelled' | 'declined' | 'moved' }
  /** Somebody has to do it; in words why. */
  | { readonly kind: 'by-hand'; readonly reason: string }
  /** It may go later. */
  | { readonly kind: 'again'; readonly reason: string };

export interface Account {
  readonly server: string;
  readonly user: string;
  readonly password: string;
}

/** A file that somebody shows. */
export interface Shown {
  readonly called: string;
  readonly bytes: Buffer;
}

export type Looked = Given | { readonly called: string; readonly unread: string };

/** How calendars are asked for and read; a connector knows. */
export interface FeedReading {
  /** As it is asked for, or why it is not. */
  addressOf(written: string): Result<{ readonly address: string; readonly host: string }>;
  readonly address: Source;
  readonly caldav: Source;
  /** Null: whoever runs this server has no OAuth client there. */
  readonly google: Consenting | null;
  read(bytes: Buffer, window: Window, zone: string): Promise<CalendarReading | { readonly unread: string }>;
  /** The UID of the first entry in it; empty where it has none. */
  uidOf(bytes: Buffer): string;
}

interface Making extends Connecting {
  readonly pool: Pool;
  readonly leased: <Job, Progress>(leasing: Leasing<Job, Progress>) => Leased;
  readonly log: { readonly error: (about: object, line: string) => void };
}

/** Calendars that people connect: asked for once an hour by whichever process comes first, and kept as they came last. */
export const calendarFeeds = ({ pool, leased, log, ...more }: Making): Feeds & { stop(): Promise<void> } => {
  const { reading } = more;
  const table = feedTable(pool);
  const fetched = fetching({ ...more, table, leased, log });
  const { running } = fetched;
  return {
    ...connecting(table, more, fetched),
    ...writing(table, fetched),
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
      const found: (Given & { readonly calendar: ArtifactId })[] = [];
      const declined = await table.allDeclined(owner);
      for (const { id, host, called, body } of await table.bodies(owner)) {
        const read = await reading.read(body, window, zone);
        if (!('unread' in read)) found.push({ calendar: id, called: called ?? host, reading: keptBefore(read, declined) });
      }
      return found;
    },
    stop: running.stop,
  };
};
