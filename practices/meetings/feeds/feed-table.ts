import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { FeedAnswer } from '../calendar.ts';
import type { Feed, Owner } from './feeds.ts';

/** One that is to be asked for. */
export interface DueFeed extends Owner {
  readonly id: ArtifactId;
  readonly address: string;
  readonly etag: string | null;
  readonly modified: string | null;
  readonly failures: number;
  /** Whether a copy of it is kept. */
  readonly has: boolean;
}

type Came = Extract<FeedAnswer, { kind: 'came' }>;
type Told = Pick<Feed, 'called' | 'entries' | 'faults'>;

type Leases = Leasing<DueFeed, null>['table'];

interface FeedTable extends Leases {
  /** Null: they have as many as one may. */
  add(
    owner: Owner,
    feed: { readonly id: ArtifactId; readonly address: string; readonly hash: string; readonly host: string },
    most: number,
  ): Promise<Feed | null>;
  list(owner: Owner): Promise<readonly Feed[]>;
  due(owner: Owner, id: ArtifactId): Promise<boolean>;
  end(owner: Owner, id: ArtifactId): Promise<boolean>;
  stamp(owner: Owner): Promise<string | null>;
  bodies(owner: Owner): Promise<readonly { readonly host: string; readonly called: string | null; readonly body: Buffer }[]>;
  came(feed: DueFeed, worker: string, answer: Came, told: Told, after: number): Promise<void>;
  unchanged(feed: DueFeed, worker: string, after: number): Promise<void>;
  failed(feed: DueFeed, worker: string, reason: string, after: number): Promise<void>;
}

const ms = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const SHOWN = `id, host, called, entries, faults, failure, ${ms('asked_at')} as "askedAt", ${ms('changed_at')} as "changedAt", ${ms('next_at')} as "nextAt"`;

/** [safety] Each statement of somebody's names them: there is no way to load a calendar "by id". */
export const feedTable = (pool: Pool): FeedTable => ({
  async add({ org, actor }, { id, address, hash, host }, most) {
    const { rows } = await pool.query<Feed>({
      name: 'feeds.add',
      // The row of the person is locked, so that two at once do not both count to nine.
      text: `with mine as materialized (select id from actors where org = $1 and id = $2 for update),
               many as (select count(*) as n from mine, calendar_feeds where org = $1 and actor = $2 and address_hash <> $5)
             insert into calendar_feeds (org, actor, id, address, address_hash, host) select $1, $2, $3, $4, $5, $6 from many where n < $7
             on conflict (org, actor, address_hash) do update set next_at = now(), address = excluded.address returning ${SHOWN}`,
      values: [org, actor, id, address, hash, host, most],
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
               forgotten as (delete from meeting_books where org = $1 and actor = $2 and exists (select from ended))
             select id from ended`,
      values: [org, actor, id],
    });
    return rowCount === 1;
  },
  async stamp({ org, actor }) {
    const { rows } = await pool.query<{ stamp: string | null }>({
      name: 'feeds.stamp',
      text: `select string_agg(id || ' ' || changed_at, ',' order by id) as stamp from calendar_feeds where org = $1 and actor = $2 and body is not null`,
      values: [org, actor],
    });
    return rows[0]?.stamp ?? null;
  },
  async bodies({ org, actor }) {
    const { rows } = await pool.query<{ host: string; called: string | null; body: Buffer }>({
      name: 'feeds.bodies',
      text: 'select host, called, body from calendar_feeds where org = $1 and actor = $2 and body is not null order by created_at, id',
      values: [org, actor],
    });
    return rows;
  },
  async take(worker, lease) {
    const { rows } = await pool.query<DueFeed>({
      name: 'feeds.take',
      text: `update calendar_feeds set worker = $1, leased_until = now() + $2 * interval '1 ms'
             where (org, id) = (select f.org, f.id from calendar_feeds f join actors a on a.org = f.org and a.id = f.actor and a.status = 'active'
                                where f.next_at <= now() and (f.leased_until is null or f.leased_until < now() or f.worker = $1)
                                order by f.next_at limit 1 for update of f skip locked)
             returning org, actor, id, address, etag, modified, failures, body is not null as has`,
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
  async came({ org, id }, worker, { bytes, etag, modified }, { called, entries, faults }, after) {
    await pool.query({
      name: 'feeds.came',
      text: `update calendar_feeds set body = $4, etag = $5, modified = $6, called = $7, entries = $8, faults = $9, failure = null, failures = 0,
               changed_at = case when body = $4 then changed_at else now() end, ${DONE('$10')} where org = $1 and id = $2 and worker = $3`,
      values: [org, id, worker, bytes, etag, modified, called, entries, JSON.stringify(faults), after],
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
