import type { ArtifactId } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { HistoryEvent } from './history.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface HistoryRow extends HistoryEvent {
  readonly xid: string;
  readonly position: string;
}

/** The next events of the handbook, and of the names of people and spaces, behind a place in the stream. */
export const historyAfter = (db: Db, { org, keys }: Reader, after: readonly [string, string], limit: number) =>
  db.rows<HistoryRow>({
    name: 'handbook.history',
    text: `select e.xid::text, e.position::text, e.artifact, e.kind, a.number::int, ${toMs('e.at')} as at, e.by, e.body,
                  a.audience && $2::text[] as seen
           from events e join artifacts a on a.org = e.org and a.id = e.artifact
           where e.org = $1 and e.kind in ('page', 'file', 'space', 'person', 'agent') and (e.xid, e.position) > ($3::xid8, $4::bigint)
             and e.xid < pg_snapshot_xmin(pg_current_snapshot())
           order by e.xid, e.position limit $5`,
    values: [org, keys, ...after, limit],
    byKey: true,
  });

/** Everything of the handbook that a reader sees. */
export const seenNow = async (db: Db, { org, keys }: Reader): Promise<readonly ArtifactId[]> => {
  const rows = await db.rows<{ id: ArtifactId }>({
    name: 'handbook.seen-now',
    text: `select id from artifacts where org = $1 and kind in ('page', 'file') and audience && $2::text[]`,
    values: [org, keys],
  });
  return rows.map(({ id }) => id);
};

/**
 * The keys by which anything of the handbook is seen: readers who hold the same of these see the same. From one short audience to the next,
 * however many pages each has; the long ones name people, and are few.
 */
export const keysInUse = async (db: Db, { org }: Pick<Principal, 'org'>): Promise<readonly string[]> => {
  const rows = await db.rows<{ key: string }>({
    name: 'handbook.keys-in-use',
    text: `with recursive short as (
             (select a.audience from artifacts a where ${SHORT} order by a.audience limit 1)
             union all
             select (select a.audience from artifacts a where ${SHORT} and a.audience > s.audience order by a.audience limit 1)
             from short s where s.audience is not null
           ), heard as (
             select audience from short
             union all
             select audience from artifacts where org = $1 and kind in ('page', 'file') and cardinality(audience) > 8
           ) select distinct unnest(audience) as key from heard`,
    values: [org],
    byKey: true,
  });
  return rows.map(({ key }) => key);
};

const SHORT = `a.org = $1 and a.kind in ('page', 'file') and cardinality(a.audience) <= 8`;
