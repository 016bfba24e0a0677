import type { Cursor, EventBody } from '#kernel/stream/event.ts';
import type { Page, StreamEvent } from '#kernel/stream/stream.ts';
import type { Queryable } from './connection.ts';
import { toMs } from './sql-time.ts';

type Row = {
  readonly org: string;
  readonly artifact: string;
  readonly version: number;
  readonly position: string;
  readonly xid: string;
  readonly kind: string;
  readonly at: number;
  readonly by: string;
  readonly command: string;
  readonly caused_artifact: string | null;
  readonly caused_version: number | null;
  readonly body: EventBody;
  readonly number: string;
  readonly title: string;
  readonly audience: string[];
  readonly parent: string | null;
};

/**
 * Positions are handed out before their transactions commit, so a reader by position alone skips what commits late. Ordered by
 * (transaction, position) and read only below the oldest transaction still running, nothing can appear behind a reader.
 */
const READ = `
  select e.org, e.artifact, e.version, e.position, e.xid::text, e.kind, ${toMs('e.at')} as at, e.by, e.command,
         e.caused_artifact, e.caused_version, e.body, a.number, a.title, a.audience, a.parent
  from organizations o
  cross join lateral (
    select * from events e
    where e.org = o.id and (e.xid, e.position) > ($1::xid8, $2::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid, e.position limit $3
  ) e
  join artifacts a on a.org = e.org and a.id = e.artifact
  order by e.xid, e.position limit $3`;

const HEAD = `
  select e.xid::text, e.position from organizations o
  cross join lateral (
    select xid, position from events e where e.org = o.id and e.xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid desc, position desc limit 1
  ) e order by e.xid desc, e.position desc limit 1`;

const cursorOf = (xid: string, position: string): Cursor => `${xid}-${position}`;

/** [xid, position] of a cursor; the beginning where it is none. */
const partsOf = (cursor: Cursor | null): readonly [string, string] => {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(cursor ?? '');
  return [match?.[1] ?? '0', match?.[2] ?? '0'];
};

export const read = async (db: Queryable, after: Cursor | null, limit: number): Promise<Page> => {
  const [xid, position] = partsOf(after);
  const { rows } = await db.query<Row>({ name: 'read', text: READ, values: [xid, position, limit] });
  const events = rows.map(streamEvent);
  return { events, cursor: events.at(-1)?.cursor ?? after };
};

export const head = async (db: Queryable): Promise<Cursor | null> => {
  const { rows } = await db.query<{ xid: string; position: string }>({ name: 'head', text: HEAD });
  return rows[0] ? cursorOf(rows[0].xid, rows[0].position) : null;
};

const streamEvent = (row: Row): StreamEvent => ({
  org: row.org,
  artifact: row.artifact,
  kind: row.kind,
  version: row.version,
  at: row.at,
  by: row.by,
  command: row.command,
  causedBy:
    row.caused_artifact === null || row.caused_version === null
      ? null
      : { artifact: row.caused_artifact, version: row.caused_version },
  body: row.body,
  cursor: cursorOf(row.xid, row.position),
  number: Number(row.number),
  title: row.title,
  audience: row.audience,
  parent: row.parent,
});
