import { deciders, directorySource } from '#server/practices.ts';
import { derivedId } from '#server/idempotency.ts';
import type { Cursor } from '#kernel/stream/event.ts';
import type { Pool } from '#store/connection.ts';
import { read } from '#store/reader.ts';
import { rebuild } from '#store/rebuild.ts';
import type { Heard } from '../harness/listen.ts';
import type { Writing } from './writers.ts';

export interface WritingVerdict {
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  /** Of those without an answer, how many took effect all the same. */
  readonly unknownButWritten: number;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  /** Present, and not as its receipt said; or refused, and present. */
  readonly wrong: readonly string[];
}

/** What each write says is in the text of one event alone: counted apart from the ids of commands, which the database keeps unique. */
const TEXTS = ['comment-written', 'decision-drafted', 'request-asked', 'request-answered'];

export const judgeWritings = async (pool: Pool, written: readonly Writing[]): Promise<WritingVerdict> => {
  const said = await pool.query<{ key: string; count: number }>(
    `select substring(body::text from 'Said once: ([0-9a-f-]{36})') as key, count(*)::int as count from events
     where type = any($1) and body::text like '%Said once: %' group by 1`,
    [TEXTS],
  );
  const texts = new Map(said.rows.map(({ key, count }) => [key, count]));
  const done = await pool.query<{
    command: string;
    artifact: string;
    number: number;
    last: number;
    artifacts: number;
    begun: number;
  }>(
    `select e.command, min(e.artifact::text) as artifact, min(a.number)::int as number, max(e.last_version) as last,
            count(distinct e.artifact)::int as artifacts, (count(*) filter (where e.seq = 0))::int as begun
     from events e join artifacts a on a.org = e.org and a.id = e.artifact group by e.command`,
  );
  const commands = new Map(done.rows.map((row) => [row.command, row]));

  const lost: string[] = [];
  const duplicated: string[] = [];
  const wrong: string[] = [];
  for (const { key, by, what, fate, answer } of written) {
    const command = by.command(key);
    const found = commands.get(command);
    const times = texts.get(key) ?? 0;
    const name = `${what} ${key} (${fate}), ${times} times`;
    if (times > 1 || (found && (found.artifacts !== 1 || found.begun !== 1))) duplicated.push(name);
    if ((times === 1) !== (found !== undefined)) wrong.push(`${name}, and its command ${found ? 'once' : 'never'}`);
    if (fate === 'refused' && times > 0) wrong.push(name);
    if (fate !== 'acknowledged') continue;
    const last = what === 'decision' ? commands.get(derivedId(command, 'open')) : found;
    if (times === 0 || !found || !last) lost.push(name);
    else if (answer['id'] !== found.artifact || answer['version'] !== last.last || (answer['number'] ?? 0) !== found.number)
      wrong.push(`${name}: acknowledged as ${JSON.stringify(answer)}, is ${JSON.stringify(last)}`);
  }
  const of = (fate: Writing['fate']) => written.filter((one) => one.fate === fate);
  return {
    acknowledged: of('acknowledged').length,
    refused: of('refused').length,
    unknown: of('unknown').length,
    unknownButWritten: of('unknown').filter(({ key }) => texts.has(key)).length,
    lost,
    duplicated,
    wrong,
  };
};

/** Artifacts whose versions have a gap, or are not as far as their table says. */
export const gaps = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ id: string }>(
    `select coalesce(a.id, e.artifact)::text as id from artifacts a
     full join (select org, artifact, count(*) as count, min(version) as first, max(version) as last from events group by org, artifact) e
       on e.org = a.org and e.artifact = a.id
     where (e.first, e.count, e.last) is distinct from (1, a.version::bigint, a.version)`,
  );
  return rows.map(({ id }) => id);
};

/** [transaction, position]. */
const partsOf = (cursor: Cursor): readonly [string, string] => {
  const [xid = '0', position = '0'] = cursor.split('-');
  return [xid, position];
};

const COPIED = ['artifacts', 'awaits', 'links', 'actors'] as const;

/** Rows that are other than the events make them, by table. */
export const rebuiltOtherwise = async (pool: Pool, org: string): Promise<readonly string[]> => {
  for (const table of COPIED) await pool.query(`create table kept_${table} as table ${table}`);
  await rebuild(pool, org, deciders, directorySource);
  const found: string[] = [];
  for (const table of COPIED) {
    const { rows } = await pool.query<{ row: string }>(
      `(select 'was ' || t::text as row from (table kept_${table} except all table ${table}) t)
       union all (select 'is ' || t::text as row from (table ${table} except all table kept_${table}) t) limit 10`,
    );
    found.push(...rows.map(({ row }) => `${table}: ${row.slice(0, 600)}`));
    await pool.query(`drop table kept_${table}`);
  }
  return found;
};

/** What is amiss with what a reader sees who begins at the beginning. */
export const readThrough = async (pool: Pool): Promise<readonly string[]> => {
  const seen = new Set<string>();
  const versions = new Map<string, number>();
  const amiss: string[] = [];
  for (let cursor: Cursor | null = null; ;) {
    const page = await read(pool, cursor, 1000);
    for (const { cursor: place, artifact, version } of page.events) {
      if (seen.has(place)) amiss.push(`${place} twice`);
      seen.add(place);
      if (version !== (versions.get(artifact) ?? 0) + 1)
        amiss.push(`version ${version} of ${artifact} after ${versions.get(artifact) ?? 0}`);
      versions.set(artifact, version);
    }
    if (page.events.length === 0) break;
    cursor = page.cursor;
  }
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from events');
  if (rows[0]?.count !== seen.size) amiss.push(`${seen.size} of ${rows[0]?.count} events`);
  return amiss;
};

/** What is amiss with what somebody heard live, of the artifacts that everybody sees from their first event on. */
export const heardAmiss = async (pool: Pool, heard: readonly Heard[], from: Cursor): Promise<readonly string[]> => {
  const amiss: string[] = [];
  const times = new Map<string, number>();
  let before = partsOf(from).map(BigInt);
  for (const { cursor, artifact, version } of heard) {
    const now = partsOf(cursor).map(BigInt);
    const [xid = 0n, position = 0n] = now;
    const [xidBefore = 0n, positionBefore = 0n] = before;
    if (xid < xidBefore || (xid === xidBefore && position <= positionBefore)) amiss.push(`${cursor} after ${before.join('-')}`);
    before = now;
    times.set(`${artifact} ${version}`, (times.get(`${artifact} ${version}`) ?? 0) + 1);
  }
  const { rows } = await pool.query<{ name: string }>(
    `select e.artifact || ' ' || e.version as name from events e
     where e.kind in ('request', 'comment') and (e.xid, e.position) > ($1::xid8, $2::bigint)`,
    [...partsOf(from)],
  );
  for (const { name } of rows) if (times.get(name) !== 1) amiss.push(`${name}: heard ${times.get(name) ?? 0} times`);
  return amiss;
};
