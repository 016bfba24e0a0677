import type { Due, Entry } from '#kernel/stream/stream.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { Append } from './append.ts';
import type { Queryable } from './connection.ts';
import { storedOf, type StoredRow } from './load.ts';
import { toMs } from './sql-time.ts';

const TAKE = `
  with due as materialized (
    select a.org, a.id, a.kind, a.number, a.title, a.space, a.audience, a.author, a.parent, a.version, a.state, a.next_at
    from artifacts a where a.next_at <= (select proceed_now()) order by a.next_at limit $1 for update skip locked
  )
  select d.*, o.directory_version, ${toMs('(select proceed_now())')} as now from due d join organizations o on o.id = d.org order by d.next_at`;

const NEXT = `select ${toMs('min(next_at)')} - ${toMs('proceed_now()')} as next_in from artifacts where next_at is not null`;

/** How long something due rests that its decider did nothing about, so that it cannot keep a timer spinning. */
const REST = `update artifacts set next_at = proceed_now() + interval '1 minute'
  from unnest($1::uuid[], $2::uuid[]) as x (org, id) where artifacts.org = x.org and artifacts.id = x.id`;

/** Inside a transaction of its own: what is due is held, acted on, and moved on, or none of it. Returns how many were taken. */
export const takeDue = async (
  db: Queryable,
  append: Append,
  limit: number,
  act: (due: readonly Due[], now: Instant) => Promise<readonly Entry[]>,
  log: (line: string) => void,
): Promise<number> => {
  const { rows } = await db.query<StoredRow & { org: string; directory_version: string; now: number }>({
    name: 'due',
    text: TAKE,
    values: [limit],
  });
  const now = rows[0]?.now;
  if (now === undefined) return 0;
  const due = rows.map((row) => ({ org: row.org, directoryVersion: Number(row.directory_version), stored: storedOf(row) }));
  const entries = await act(due, now);
  if (entries.length > 0) await append(db, entries);
  const moved = new Map(entries.map((entry) => [entry.artifact, entry.reading.nextAt ?? Infinity]));
  const idle = due.filter(({ stored }) => (moved.get(stored.id) ?? 0) <= now);
  if (idle.length > 0) {
    log(`due, and nothing came of it: ${idle.map(({ stored }) => `${stored.kind} ${stored.id}`).join(', ')}`);
    await db.query({ name: 'due-rest', text: REST, values: [idle.map(({ org }) => org), idle.map(({ stored }) => stored.id)] });
  }
  return rows.length;
};

/** Milliseconds until the next artifact is due; null: none is. */
export const nextDue = async (db: Queryable): Promise<number | null> => {
  const { rows } = await db.query<{ next_in: number | null }>({ name: 'due-next', text: NEXT });
  return rows[0]?.next_in ?? null;
};
