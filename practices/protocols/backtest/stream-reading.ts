import type { ArtifactId, OrgId, RecordedEvent } from '#kernel/stream/event.ts';
import type { Queryable } from '#store/connection.ts';
import { toMs } from '#server/route.ts';

type Row = Omit<RecordedEvent, 'org' | 'causedBy' | 'at'> & { readonly at: number };

const EVENTS = `e.artifact, e.kind, e.version, ${toMs('e.at')} as at, e.by, e.command, e.body`;

const recorded =
  (org: OrgId) =>
  (row: Row): RecordedEvent => ({ org, causedBy: null, ...row });

const AT_ONCE = 200;

/** Everything that made the directory what it is, in order, some at a time. */
export const directoryEvents = async (db: Queryable, org: OrgId, kinds: readonly string[]): Promise<readonly RecordedEvent[]> => {
  const { rows: ids } = await db.query<{ id: ArtifactId }>({
    text: `select id from artifacts where org = $1 and kind = any($2::text[])
           union select id from artifacts where org = $1 and summary ? 'directory'`,
    values: [org, [...kinds]],
  });
  const events: (RecordedEvent & { readonly position: string })[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { rows } = await db.query<Row & { readonly position: string }>({
      name: 'past.directory',
      text: `select ${EVENTS}, e.xid::text || '/' || e.position as position from events e where e.org = $1 and e.artifact = any($2::uuid[])`,
      values: [org, ids.slice(from, from + AT_ONCE).map(({ id }) => id)],
    });
    for (const row of rows) events.push({ ...recorded(org)(row), position: row.position });
  }
  return events.toSorted(
    (a, b) => a.at - b.at || (a.artifact === b.artifact ? a.version - b.version : comparePositions(a.position, b.position)),
  );
};

const comparePositions = (a: string, b: string): number => {
  const [[ax = '0', ap = '0'], [bx = '0', bp = '0']] = [a.split('/'), b.split('/')];
  return Number(BigInt(ax) - BigInt(bx)) || Number(BigInt(ap) - BigInt(bp));
};

export interface Counted {
  /** Artifacts that the asker may see, and on which something may have run since. */
  readonly seen: number;
  /** Runs that they may not see. */
  readonly leftOut: number;
}

interface Which {
  readonly org: OrgId;
  readonly kinds: readonly string[];
  readonly keys: readonly string[];
  readonly from: number;
  readonly to: number;
}

export const countRuns = async (db: Queryable, { org, kinds, keys, from, to }: Which): Promise<Counted> => {
  const { rows } = await db.query<Counted>({
    text: `select count(*) filter (where a.audience && $3::text[])::int as seen,
             coalesce(sum((select count(*) from events e where e.org = a.org and e.artifact = a.id and e.type = 'run-opened'
                             and e.at between to_timestamp($4::float8 / 1000) and to_timestamp($5::float8 / 1000)))
                      filter (where not a.audience && $3::text[]), 0)::int as "leftOut"
           from artifacts a
           where a.org = $1 and a.kind = any($2::text[]) and a.number > 0 and a.updated_at >= to_timestamp($4::float8 / 1000)`,
    values: [org, [...kinds], [...keys], from, to],
  });
  return rows[0] ?? { seen: 0, leftOut: 0 };
};

/**
 * The events of each artifact that the asker may see and that has changed since, the latest artifact first; read some at a time.
 * [safety] `audience && keys`, as everywhere.
 */
export const artifactEvents = async function* (
  db: Queryable,
  { org, kinds, keys, from }: Omit<Which, 'to'>,
): AsyncGenerator<readonly RecordedEvent[]> {
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const { rows: ids } = await db.query<{ id: ArtifactId; number: number }>({
      name: 'past.artifacts',
      text: `select id, number::float8 as number from artifacts
             where org = $1 and kind = any($2::text[]) and number > 0 and number < $5::bigint and audience && $3::text[]
               and updated_at >= to_timestamp($4::float8 / 1000)
             order by number desc limit ${AT_ONCE}`,
      values: [org, [...kinds], [...keys], from, below],
    });
    if (ids.length === 0) return;
    below = ids.at(-1)?.number ?? 0;
    const { rows } = await db.query<Row>({
      name: 'past.events',
      text: `select ${EVENTS} from events e where e.org = $1 and e.artifact = any($2::uuid[]) order by e.artifact, e.version`,
      values: [org, ids.map(({ id }) => id)],
    });
    const byArtifact = Map.groupBy(rows, ({ artifact }) => artifact);
    for (const { id } of ids) yield (byArtifact.get(id) ?? []).map(recorded(org));
  }
};
