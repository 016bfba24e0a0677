import type { ArtifactId } from '#kernel/stream/event.ts';
import { toMs, type Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Declined } from './declined.ts';
import type { Feed, Owner } from './feeds.ts';
import type { Item, SourceKind } from './source.ts';

/** One that is to be asked for. */
export interface DueFeed extends Owner {
  readonly id: ArtifactId;
  readonly kind: SourceKind;
  /** Sealed. */
  readonly access: string;
  readonly cursor: string | null;
  readonly failures: number;
}

/** What a calendar is kept as when it is connected. */
export interface NewFeed {
  readonly id: ArtifactId;
  readonly kind: SourceKind;
  /** Sealed. */
  readonly access: string;
  readonly hash: string;
  readonly host: string;
  readonly called: string | null;
}

export interface KeptItem extends Item {
  readonly uid: string;
}

interface Kept {
  /** These are all. */
  readonly whole: boolean;
  readonly items: readonly KeptItem[];
  readonly gone: readonly string[];
  readonly cursor: string | null;
  /** Whether it is another than before. */
  readonly changed: boolean;
}

type Told = Pick<Feed, 'called' | 'entries' | 'faults'>;

type Leases = Leasing<DueFeed, null>['table'];

export interface FeedTable extends Leases {
  /** Null: they have as many as one may. */
  add(owner: Owner, feed: NewFeed, most: number): Promise<Feed | null>;
  list(owner: Owner): Promise<readonly Feed[]>;
  due(owner: Owner, id: ArtifactId): Promise<boolean>;
  end(owner: Owner, id: ArtifactId): Promise<boolean>;
  stamp(owner: Owner): Promise<string | null>;
  bodies(
    owner: Owner,
  ): Promise<
    readonly { readonly id: ArtifactId; readonly host: string; readonly called: string | null; readonly body: Buffer }[]
  >;
  /** How one of theirs is asked, and its objects with a UID. */
  one(owner: Owner, id: ArtifactId, uid: string): Promise<{ readonly feed: DueFeed; readonly items: readonly Item[] } | null>;
  /** All of theirs that have a UID, each with how its calendar is asked. */
  holding(owner: Owner, uid: string): Promise<readonly { readonly feed: DueFeed; readonly items: readonly KeptItem[] }[]>;
  /** Of some UIDs those that calendars of these kinds have. */
  has(owner: Owner, kinds: readonly SourceKind[], uids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Since a moment, or now; what was noted first stays. */
  declined(owner: Owner, uid: string, mail: string, since: number | null): Promise<void>;
  allDeclined(owner: Owner): Promise<readonly Declined[]>;
  items(feed: Pick<DueFeed, 'org' | 'id'>): Promise<readonly KeptItem[]>;
  came(feed: DueFeed, worker: string, kept: Kept, told: Told, after: number): Promise<void>;
  /** An object that was changed from here; `gone`: that is no more. */
  wrote(feed: DueFeed, item: KeptItem | null, gone: string | null): Promise<void>;
  /** Whether something of it is kept, and so a file is whole. */
  put(feed: Pick<DueFeed, 'org' | 'id'>, item: KeptItem, told: Told): Promise<void>;
  unchanged(feed: DueFeed, worker: string, after: number): Promise<void>;
  failed(feed: DueFeed, worker: string, reason: string, after: number): Promise<void>;
}

const SHOWN = `id, kind, host, called, entries, faults, failure, ${toMs('asked_at')} as "askedAt", ${toMs('changed_at')} as "changedAt", case when isfinite(next_at) then ${toMs('next_at')} end as "nextAt"`;

/** [safety] Each statement of somebody's names them: there is no way to load a calendar "by id". */
export const feedTable = (pool: Pool): FeedTable => ({
  async add({ org, actor }, { id, kind, access, hash, host, called }, most) {
    const { rows } = await pool.query<Feed>({
      name: 'feeds.add',
      // The row of the person is locked, so that two at once do not both count to nine.
      text: `with mine as materialized (select id from actors where org = $1 and id = $2 for update),
               many as (select count(*) as n from mine, calendar_feeds where org = $1 and actor = $2 and access_hash <> $6)
             insert into calendar_feeds (org, actor, id, kind, access, access_hash, host, called) select $1, $2, $3, $4, $5, $6, $7, $8 from many where n < $9
             on conflict (org, actor, access_hash) do update set next_at = now(), access = excluded.access, called = coalesce(excluded.called, calendar_feeds.called)
             returning ${SHOWN}`,
      values: [org, actor, id, kind, access, hash, host, called, most],
    });
    return rows[0] ?? null;
  },
  async list({ org, actor }) {
    const { rows } = await pool.query<Feed>({
      name: 'feeds.list',
      text: `select ${SHOWN} from calendar_feeds where org = $1 and actor = $2 order by created_at, id`,
      values: [org, actor],
    });
    return rows;
  },
  async due({ org, actor }, id) {
    const { rowCount } = await pool.query({
      name: 'feeds.due',
      // Not more often than once a minute, whoever presses.
      text: `update calendar_feeds set next_at = greatest(now(), coalesce(asked_at, '-infinity') + interval '1 minute')
             where org = $1 and actor = $2 and id = $3`,
      values: [org, actor, id],
    });
    return rowCount === 1;
  },
  async end({ org, actor }, id) {
    const { rowCount } = await pool.query({
      name: 'feeds.end',
      // With it goes what was made of it.
      text: `with ended as (delete from calendar_feeds where org = $1 and actor = $2 and id = $3 returning id),
               forgotten as (delete from meeting_books where org = $1 and actor = $2 and exists (select from ended)),
               unsaid as (delete from calendar_declined where org = $1 and actor = $2 and not exists (
                 select from calendar_feeds f where f.org = $1 and f.actor = $2 and f.id <> $3))
             select id from ended`,
      values: [org, actor, id],
    });
    return rowCount === 1;
  },
  async stamp({ org, actor }) {
    const { rows } = await pool.query<{ stamp: string | null }>({
      name: 'feeds.stamp',
      text: `select string_agg(id || ' ' || changed_at, ',' order by id) as stamp from calendar_feeds where org = $1 and actor = $2 and changed_at is not null`,
      values: [org, actor],
    });
    return rows[0]?.stamp ?? null;
  },
  async bodies({ org, actor }) {
    const { rows } = await pool.query<{ id: ArtifactId; host: string; called: string | null; body: Buffer }>({
      name: 'feeds.bodies',
      text: `select f.id, f.host, f.called, string_agg(i.bytes, '\\x0a'::bytea order by i.key) as body
             from calendar_feeds f join calendar_items i on i.org = f.org and i.calendar = f.id
             where f.org = $1 and f.actor = $2 group by f.org, f.id order by f.created_at, f.id`,
      values: [org, actor],
    });
    return rows;
  },
  async one({ org, actor }, id, uid) {
    const { rows } = await pool.query<DueFeed>({
      name: 'feeds.one',
      text: `select ${DUE} from calendar_feeds f where f.org = $1 and f.actor = $2 and f.id = $3`,
      values: [org, actor, id],
    });
    const [feed] = rows;
    if (!feed) return null;
    const { rows: items } = await pool.query<Item>({
      name: 'feeds.of-uid',
      text: 'select key, etag, bytes from calendar_items where org = $1 and calendar = $2 and uid = $3 order by key',
      values: [org, id, uid],
    });
    return { feed, items };
  },
  async holding({ org, actor }, uid) {
    const { rows } = await pool.query<DueFeed & KeptItem & { readonly calendar: ArtifactId }>({
      name: 'feeds.holding',
      text: `select ${DUE}, i.key, i.etag, i.uid, i.bytes from calendar_feeds f join calendar_items i on i.org = f.org and i.calendar = f.id
             where f.org = $1 and f.actor = $2 and ${PLAIN_UID} = $3 order by f.created_at, f.id, i.key`,
      values: [org, actor, uid],
    });
    return [...Map.groupBy(rows, (row) => `${row.id} ${row.uid}`).values()].flatMap((items) => {
      const [feed] = items;
      return feed ? [{ feed, items }] : [];
    });
  },
  async declined({ org, actor }, uid, mail, since) {
    await pool.query({
      name: 'calendar-declined.note',
      text: `insert into calendar_declined (org, actor, uid, mail, since) values ($1, $2, $3, $4, coalesce(to_timestamp($5::float8 / 1000), proceed_now())) on conflict do nothing`,
      values: [org, actor, uid, mail, since],
    });
  },
  async allDeclined({ org, actor }) {
    const { rows } = await pool.query<Declined>({
      name: 'calendar-declined.list',
      text: `select uid, mail, ${toMs('since')} as since from calendar_declined where org = $1 and actor = $2`,
      values: [org, actor],
    });
    return rows;
  },
  async has({ org, actor }, kinds, uids) {
    const { rows } = await pool.query<{ uid: string }>({
      name: 'feeds.has',
      text: `select distinct ${PLAIN_UID} as uid from calendar_feeds f join calendar_items i on i.org = f.org and i.calendar = f.id
             where f.org = $1 and f.actor = $2 and f.kind = any($3) and ${PLAIN_UID} = any($4)`,
      values: [org, actor, kinds, uids],
    });
    return new Set(rows.map(({ uid }) => uid));
  },
  async items({ org, id }) {
    const { rows } = await pool.query<KeptItem>({
      name: 'feeds.items',
      text: 'select key, etag, uid, bytes from calendar_items where org = $1 and calendar = $2 order by key',
      values: [org, id],
    });
    return rows;
  },
  async take(worker, lease) {
    const { rows } = await pool.query<DueFeed>({
      name: 'feeds.take',
      text: `update calendar_feeds f set worker = $1, leased_until = now() + $2 * interval '1 ms'
             where (f.org, f.id) = (select d.org, d.id from calendar_feeds d join actors a on a.org = d.org and a.id = d.actor and a.status = 'active'
                                where d.next_at <= now() and (d.leased_until is null or d.leased_until < now() or d.worker = $1)
                                order by d.next_at limit 1 for update of d skip locked)
             returning ${DUE}`,
      values: [worker, lease],
    });
    return rows[0] ?? null;
  },
  async keep({ org, id }, worker, lease) {
    const { rowCount } = await pool.query({
      name: 'feeds.keep',
      text: `update calendar_feeds set leased_until = now() + $4 * interval '1 ms' where org = $1 and id = $2 and worker = $3`,
      values: [org, id, worker, lease],
    });
    return rowCount === 1 ? { cancelled: false } : null;
  },
  async release({ org, id }, worker, after) {
    await pool.query({
      name: 'feeds.release',
      text: `update calendar_feeds set worker = null, leased_until = null, next_at = now() + $4 * interval '1 ms' where org = $1 and id = $2 and worker = $3`,
      values: [org, id, worker, after],
    });
  },
  async tidy() {
    await pool.query(
      `delete from calendar_feeds f where exists (select 1 from actors a where a.org = f.org and a.id = f.actor and a.status = 'left')`,
    );
  },
  async came({ org, id }, worker, { whole, items, gone, cursor, changed }, { called, entries, faults }, after) {
    await pool.query({
      name: 'feeds.came',
      text: `with mine as (update calendar_feeds set cursor = $4, called = coalesce($5, called), entries = $6, faults = $7, failure = null, failures = 0,
                 changed_at = case when $8::boolean or changed_at is null then now() else changed_at end, ${DONE('$9')} where org = $1 and id = $2 and worker = $3 returning org, id),
               gone as (delete from calendar_items i using mine where i.org = mine.org and i.calendar = mine.id
                 and (i.key = any($11::text[]) or $10::boolean and i.key <> all($12::text[])))
             ${PUT('from mine,', 12)}`,
      values: [org, id, worker, cursor, called, entries, JSON.stringify(faults), changed, after, whole, gone, ...columns(items)],
    });
  },
  async put({ org, id }, item, { called, entries, faults }) {
    await pool.query({
      name: 'feeds.put',
      text: `with mine as (update calendar_feeds set called = coalesce($3, called), entries = $4, faults = $5, failure = null, asked_at = now(), changed_at = now(), next_at = 'infinity'
                 where org = $1 and id = $2 returning org, id) ${PUT('from mine,', 6)}`,
      values: [org, id, called, entries, JSON.stringify(faults), ...columns([item])],
    });
  },
  async wrote({ org, actor, id }, item, gone) {
    await pool.query({
      name: 'feeds.wrote',
      text: `with mine as (update calendar_feeds set changed_at = now() where org = $1 and actor = $2 and id = $3 returning org, id),
               gone as (delete from calendar_items i using mine where i.org = mine.org and i.calendar = mine.id and i.key = $4) ${PUT('from mine,', 5)}`,
      values: [org, actor, id, gone, ...columns(item ? [item] : [])],
    });
  },
  async unchanged({ org, id }, worker, after) {
    await pool.query({
      name: 'feeds.unchanged',
      text: `update calendar_feeds set failure = null, failures = 0, ${DONE('$4')} where org = $1 and id = $2 and worker = $3`,
      values: [org, id, worker, after],
    });
  },
  async failed({ org, id }, worker, reason, after) {
    await pool.query({
      name: 'feeds.failed',
      text: `update calendar_feeds set failure = $4, failures = least(failures + 1, 100), ${DONE('$5')} where org = $1 and id = $2 and worker = $3`,
      values: [org, id, worker, reason, after],
    });
  },
});

const DONE = (after: string): string =>
  `asked_at = now(), next_at = now() + ${after} * interval '1 ms', worker = null, leased_until = null`;

const DUE = 'f.org, f.actor, f.id, f.kind, f.access, f.cursor, f.failures';

/** Google splits a series that was changed from one time on, and calls the rest by the first and that time. */
const PLAIN_UID = `(case when i.uid like '%@google.com' then regexp_replace(i.uid, '_R[0-9]{8}(T[0-9]{6})?@google.com$', '@google.com') else i.uid end)`;

/** Keeps objects whose columns are the parameters from `first` on. */
const PUT = (from: string, first: number): string =>
  `insert into calendar_items (org, calendar, key, etag, uid, bytes)
   select mine.org, mine.id, t.* ${from} unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::text[], $${first + 3}::bytea[]) as t
   on conflict (org, calendar, key) do update set etag = excluded.etag, uid = excluded.uid, bytes = excluded.bytes`;

const columns = (items: readonly KeptItem[]) => [
  items.map(({ key }) => key),
  items.map(({ etag }) => etag),
  items.map(({ uid }) => uid),
  items.map(({ bytes }) => bytes),
];
