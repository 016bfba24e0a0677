import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Given } from '../audit/people.ts';
import type { CalendarReading, Window } from '../calendar.ts';
import { keptBefore } from './declined.ts';
import { feedTable, type DueFeed, type KeptItem } from './feed-table.ts';
import type { Access, Came, Change, Changed, Consenting, Did, Item, Place, Source, SourceKind, Wanted } from './source.ts';

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

interface Making {
  readonly pool: Pool;
  readonly leased: <Job, Progress>(leasing: Leasing<Job, Progress>) => Leased;
  readonly reading: FeedReading;
  readonly seal: (text: string) => string;
  readonly unseal: (text: string) => string | null;
  /** Keyed: tells equal addresses without telling them. */
  readonly hashOf: (text: string) => string;
  /** An id made of another: the same for the same. */
  readonly idFrom: (id: string, part: string) => string;
  /** Where people come back to from Google. */
  readonly back: string;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const MOST = 10;
const HOUR = 3_600_000;
const MOST_BYTES = 32 * 1024 * 1024;
const QUARTER = 15 * 60_000;

/** What somebody takes along to Google and back. */
const State = z.strictObject({ org: z.string(), actor: z.string(), verifier: z.string(), at: z.number() });
const Sealed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('address'), address: z.string() }),
  z.strictObject({ kind: z.literal('file'), digest: z.string() }),
  z.strictObject({ kind: z.literal('caldav'), place: z.string(), user: z.string(), password: z.string() }),
  z.strictObject({ kind: z.literal('google'), place: z.string(), token: z.string() }),
]);

/** Calendars that people connect: asked for once an hour by whichever process comes first, and kept as they came last. */
export const calendarFeeds = ({
  pool,
  leased,
  reading,
  seal,
  unseal,
  hashOf,
  idFrom,
  back,
  log,
}: Making): Feeds & { stop(): Promise<void> } => {
  const table = feedTable(pool);

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

  const isWritten = (kind: SourceKind): boolean => (sourceOf(kind)?.change ?? null) !== null;

  /** Null: it is not there any more. Who is told of a conflict finds it as it is then, for it is asked for again. */
  const write = async (feed: DueFeed, items: readonly Item[], change: Change): Promise<Changed | null> => {
    // Google keeps single times that are others beside their series.
    const item = items.find(({ bytes }) => !bytes.includes('\nRECURRENCE-ID')) ?? items[0];
    const access = accessOf(feed);
    const source = sourceOf(feed.kind);
    if (!item || access === null || !source?.change) return null;
    const done = await source.change(access, item, change);
    // Before what was written is kept: what is made of it then looks for this.
    if (done.kind === 'done' && done.did === 'declined' && change.planned === null)
      await table.declined(feed, change.uid, change.me, change.wanted.kind === 'leave' ? change.wanted.from : null);
    if (done.kind === 'done') await table.wrote(feed, done.item && kept(done.item), done.item ? null : item.key);
    if (done.kind === 'conflict' || (done.kind === 'done' && BY_ERRAND.has(change.wanted.kind))) {
      await table.due(feed, feed.id);
      running.rouse();
    }
    return done;
  };

  const add = async (owner: Owner, id: ArtifactId, { access, called, host }: Place): Promise<Result<Feed>> => {
    // A new password or token for the same calendar is the same subscription.
    const same = access.kind === 'address' ? access.address : access.kind === 'file' ? access.digest : access.place;
    const who = access.kind === 'caldav' ? access.user : '';
    const feed = await table.add(
      owner,
      {
        id,
        kind: access.kind,
        access: seal(JSON.stringify(access)),
        hash: hashOf(`${owner.org} ${owner.actor} ${access.kind} ${who} ${same}`),
        host,
        called: called === '' ? null : called,
      },
      MOST,
    );
    return feed === null ? refuse('too-many-feeds', `You have ${MOST} calendars here. End one of them first.`) : ok(feed);
  };

  const addAll = async (
    owner: Owner,
    id: ArtifactId,
    places: readonly Place[] | { readonly failed: string },
  ): Promise<Result<readonly Feed[]>> => {
    if ('failed' in places) return refuse('feed-account', places.failed, { field: '/server' });
    if (places.length === 0) return refuse('feed-account', 'There are no calendars in this account.', { field: '/server' });
    const feeds: Feed[] = [];
    let full: Refusal | null = null;
    for (const [n, place] of places.entries()) {
      const added = await add(owner, n === 0 ? id : idFrom(id, `calendar ${n}`), place);
      if (added.refused) full = added;
      else feeds.push(added.ok);
    }
    running.rouse();
    return feeds.length === 0 && full !== null ? full : ok(feeds);
  };

  return {
    async subscribe(owner, id, written) {
      const found = reading.addressOf(written);
      if (found.refused) return found;
      const { address, host } = found.ok;
      const feed = await add(owner, id, { access: { kind: 'address', address }, called: '', host });
      running.rouse();
      return feed;
    },
    async keep(owner, id, { called, bytes }) {
      const read = await reading.read(bytes, { from: 0, to: 0 }, 'UTC');
      if ('unread' in read) return refuse('feed-file', read.unread, { field: '/text' });
      if (read.calendars === 0) return refuse('feed-file', read.faults[0]?.reason ?? 'This is no calendar.', { field: '/text' });
      const digest = createHash('sha256').update(bytes).digest('base64url');
      const feed = await add(owner, id, { access: { kind: 'file', digest }, called, host: called });
      if (feed.refused) return feed;
      const told = { called: null, entries: read.entries, faults: read.faults.slice(0, 20) };
      await table.put({ org: owner.org, id: feed.ok.id }, kept({ key: '', etag: null, bytes }), told);
      return ok((await table.list(owner)).find((one) => one.id === feed.ok.id) ?? feed.ok);
    },
    async connect(owner, id, { server, user, password }) {
      const found = reading.addressOf(server);
      if (found.refused) return { ...found, field: '/server' };
      const places = await reading.caldav.list?.({ kind: 'caldav', place: found.ok.address, user, password });
      return addAll(owner, id, places ?? []);
    },
    asksGoogle: reading.google !== null,
    async consent({ org, actor }, at) {
      if (reading.google === null) return NO_GOOGLE;
      const verifier = randomBytes(32).toString('base64url');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      return ok(
        await reading.google.consent({
          state: seal(JSON.stringify({ org, actor, verifier, at } satisfies z.infer<typeof State>)),
          challenge,
          back,
        }),
      );
    },
    async letIn(owner, id, at, { code, state }) {
      if (reading.google === null) return NO_GOOGLE;
      // [safety] Only sealed states are opened: a plain text would be taken as it is.
      const opened = state.startsWith('sealed:') ? unseal(state) : null;
      const asked = opened === null ? null : State.parse(JSON.parse(opened));
      if (asked === null || asked.org !== owner.org || asked.actor !== owner.actor || at - asked.at > QUARTER)
        return refuse('feed-consent', 'This is not what you began here within the last quarter of an hour. Connect again.');
      const access = await reading.google.letIn({ code, verifier: asked.verifier, back });
      if ('failed' in access) return refuse('feed-account', access.failed);
      return addAll(owner, id, (await reading.google.list?.(access)) ?? []);
    },
    async change(owner, id, change) {
      const found = await table.one(owner, id, change.uid);
      if (found === null) return refuse('not-found', 'There is no such calendar of yours.');
      if (!isWritten(found.feed.kind))
        return refuse('calendar-read-only', 'This calendar can only be read from here. Change the meeting where it is kept.');
      const done = await write(found.feed, found.items, change);
      if (done === null) return refuse('not-found', 'This calendar does not have that meeting any more.');
      if (done.kind === 'failed') return refuse('calendar-refused', done.reason);
      if (done.kind === 'conflict') return refuse('calendar-changed', CHANGED);
      return ok(null);
    },
    async carry(owner, { uid, ...rest }) {
      const found = (await table.holding(owner, uid)).filter(({ feed }) => isWritten(feed.kind));
      const moving = rest.wanted.kind === 'move';
      const ways: Did[] = [];
      let again: string | null = null;
      let refused: string | null = null;
      for (const { feed, items } of found) {
        const done = await write(feed, items, { ...rest, uid: items[0]?.uid ?? uid });
        if (done?.kind === 'conflict') again = CHANGED;
        else if (done?.kind === 'failed' && done.again) again = done.reason;
        else if (done?.kind === 'failed') refused = done.reason;
        // What is over there takes place no more; what stands there so is moved already.
        else if (done) ways.push(done.did === 'nothing' ? (moving ? 'moved' : 'ended') : done.did);
      }
      if (again !== null) return { kind: 'again', reason: again };
      if (refused !== null) return { kind: 'by-hand', reason: refused };
      const how = (['moved', 'ended', 'cancelled', 'declined'] as const).find((one) => ways.includes(one));
      return how ? { kind: 'done', how } : { kind: 'by-hand', reason: moving ? UNMOVED : NOWHERE };
    },
    writable: (owner, uids) =>
      uids.length === 0 ? Promise.resolve(new Set<string>()) : table.has(owner, KINDS.filter(isWritten), uids),
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

/** A quarter of an hour, then twice as long each time, a day at most. */
const patience = (failures: number): number => Math.min(24 * HOUR, (HOUR / 4) * 2 ** Math.min(failures, 7));

const NO_GOOGLE = refuse(
  'feed-google',
  'Whoever runs this server has not connected it to Google. The secret address in iCal format, which Google Calendar gives, works all the same.',
);

const KINDS: readonly SourceKind[] = ['address', 'file', 'caldav', 'google'];

const CHANGED =
  'Somebody changed this meeting meanwhile, and nothing of yours was written. It is asked for again; look once more.';
const NOWHERE = 'It stands in no calendar that can be written from here. Take it out where it is kept.';

const UNMOVED = 'It stands in no calendar that can be written from here. Move it where it is kept.';
/** What is done by errand changes single times too, which the calendar gives anew. */
const BY_ERRAND: ReadonlySet<Wanted['kind']> = new Set(['leave', 'move']);

const NOTHING = { name: null, entries: 0, faults: [] };

/** One after the other, each on lines of its own, as the database joins them too. */
const joined = (all: readonly Buffer[]): Buffer =>
  Buffer.concat(all.flatMap((bytes, n) => (n === 0 ? [bytes] : [Buffer.from('\n'), bytes])));
