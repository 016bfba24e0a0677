import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { nameId } from '#practices/protocols';
import type { Content } from '../../file.ts';
import { placeKey } from '../../page.ts';
import type { Report } from '../report.ts';
import { safeName } from '../reading/paths.ts';
import { sentenceOf, type RemarkCode } from '../reading/remarks.ts';
import type { Done, IntendedPlace, Intent, Job, Planned } from './job.ts';
import { rankSiblings } from './ranking.ts';

/** Longer ones lead nowhere. */
export const LONGEST_HREF = 2_000;

/** Who works in whose name: what they may see now. */
export interface Importer {
  readonly keys: readonly string[];
}

interface Row {
  readonly seq: number;
  readonly kind: 'page' | 'file';
  readonly key: string;
  readonly planned: Planned;
  /** As it is here. Null: it is not. */
  readonly here: Here | null;
  /** As it came last. */
  readonly last: Last | null;
  readonly sameAsHere: boolean;
  readonly sameAsLast: boolean;
  /** What its hrefs lead to in the source; only where its text is as here. */
  readonly links: Readonly<Record<string, string>> | null;
}

interface Here {
  readonly id: ArtifactId;
  readonly status: string;
  readonly seen: boolean;
  readonly number: number;
  readonly revision: number;
  readonly links: Readonly<Record<string, ArtifactId>> | null;
  readonly place: IntendedPlace;
  /** Of a file. */
  readonly content: Content | null;
}

interface Last {
  readonly target: ArtifactId;
  readonly import: string;
  readonly placed: Placed;
}

/** How the source placed it when it came last. */
export interface Placed extends Pick<Planned, 'under' | 'name' | 'file' | 'order'> {
  /** Its text here was as in the source then. */
  readonly asSource?: boolean;
}

export const homeOf = ({ space }: Pick<Job, 'space'>): string => space ?? '';

/**
 * Decides for every item what becomes of it, and writes it down before anything happens. What was changed here since it came last is not
 * written over: texts are merged when they are written, places stay.
 */
export const compare = async (pool: Pool, db: Db, job: Job, importer: Importer, report: Report): Promise<Report> => {
  await nameTargets(pool, db, job);
  const rows = await compared(db, job, importer);
  const remarks: Report['remarks'] = [];
  const remark = (row: Row, code: RemarkCode, detail: string): void =>
    void remarks.push({ path: row.planned.source, line: null, code, detail, words: sentenceOf({ code, detail }), page: null });
  const targets = await targetsOf(pool, job);
  const pages = rows.filter(({ kind }) => kind === 'page');
  const names = await freeNames(pool, job, importer, pages, targets, remark);
  const ranks = await ranksOf(pool, job, pages, targets);
  const intents = rows.map((row) => {
    const intent =
      row.kind === 'file'
        ? fileIntent(row)
        : pageIntent(row, names.get(row.key) ?? row.planned.name, ranks.get(row.key) ?? 'V', targets);
    return { seq: row.seq, intent, done: nothingToDo(row, intent, targets) };
  });
  await pool.query({
    name: 'import-intents',
    text: `update import_items i set intent = x.intent, done = x.done from jsonb_to_recordset($3) as x (seq int, intent jsonb, done jsonb)
           where i.org = $1 and i.import = $2 and i.seq = x.seq`,
    values: [job.org, job.id, JSON.stringify(intents)],
  });
  await addVanished(pool, db, job, rows);
  const counts = { ...report.counts };
  for (const { code } of remarks) counts[code] = (counts[code] ?? 0) + 1;
  return { ...report, counts, remarks: [...report.remarks, ...remarks] };
};

// Of these tables PostgreSQL knows nothing yet when they are asked; `lateral` has it look up each key, and not try all of them.

/** The artifact that each item is: the one that it was when it came last, unless that was deleted. */
const nameTargets = async (pool: Pool, db: Db, job: Job): Promise<void> => {
  const rows = await db.rows<{ seq: number; kind: string; key: string; known: string | null }>({
    name: 'import-targets',
    text: `select i.seq, i.kind, i.key, case when a.status = 'deleted' then null else s.target end as known
           from import_items i
           left join lateral (select * from import_sources s where s.org = $1 and s.home = $3 and s.key = i.key limit 1) s on true
           left join artifacts a on a.org = s.org and a.id = s.target
           where i.org = $1 and i.import = $2 and i.kind in ('page', 'file') and i.target is null`,
    values: [job.org, job.id, homeOf(job)],
    byKey: true,
  });
  const first = new Map(rows.map(({ kind, key }) => [key, idOf(job, kind, key)]));
  const deleted = await deletedAmong(pool, job, [...first.values()]);
  // [safety] A deleted page never comes back under its id, with its old audience and history.
  const targets = rows.map(({ seq, kind, key, known }) => {
    const id = first.get(key) ?? '';
    return { seq, target: known ?? (deleted.has(id) ? idOf(job, kind, key, job.id) : id) };
  });
  await pool.query({
    name: 'import-targets-set',
    text: `update import_items i set target = x.target from jsonb_to_recordset($3) as x (seq int, target uuid)
           where i.org = $1 and i.import = $2 and i.seq = x.seq`,
    values: [job.org, job.id, JSON.stringify(targets)],
  });
};

/** From the organization, the space and the path. */
const idOf = ({ org, space }: Pick<Job, 'org' | 'space'>, kind: string, key: string, ...again: readonly string[]): string =>
  nameId(`handbook ${kind}`, org, space ?? '', key, ...again);

const deletedAmong = async (pool: Pool, { org }: Job, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ id: string }>({
    name: 'import-deleted',
    text: `select id from artifacts where org = $1 and id = any($2::uuid[]) and status = 'deleted'`,
    values: [org, ids],
  });
  return new Set(rows.map(({ id }) => id));
};

const compared = (db: Db, job: Job, { keys }: Importer): Promise<readonly Row[]> =>
  db.rows<Row>({
    name: 'import-compared',
    text: `select i.seq, i.kind, i.key, i.planned,
             case when a.id is not null then jsonb_build_object('id', a.id, 'status', a.status, 'seen', a.audience && $4::text[], 'number', a.number,
               'links', case when a.state->>'body' = i.body then a.state->'links' end,
               'revision', coalesce((a.state->>'revision')::int, 0),
               'place', jsonb_build_object('under', a.state->>'under', 'rank', a.state->>'rank', 'name', a.state->>'name', 'file', a.state->'file'),
               'content', case when a.kind = 'file' then jsonb_build_object('hash', a.state->'hash', 'size', a.state->'size', 'mime', a.state->'mime', 'width', a.state->'width', 'height', a.state->'height') end) end as here,
             case when s.target is not null then jsonb_build_object('target', s.target, 'import', s.import, 'placed', s.placed) end as last,
             coalesce(case when i.kind = 'file' then a.state->>'hash' = encode(sha256(i.bytes), 'hex') else a.state->>'body' = i.body end, false) as "sameAsHere",
             coalesce(s.hash = md5(coalesce(i.body, '')), false) as "sameAsLast",
             case when a.state->>'body' = i.body then i.links end as links
           from import_items i
           left join artifacts a on a.org = i.org and a.id = i.target
           left join lateral (
             select * from import_sources s where s.org = $1 and s.home = $3 and s.key = i.key and s.target = i.target limit 1
           ) s on true
           where i.org = $1 and i.import = $2 and i.kind in ('page', 'file') order by i.seq`,
    values: [job.org, job.id, homeOf(job), keys],
    byKey: true,
  });

export const targetsOf = async (pool: Pool, { org, id }: Job): Promise<ReadonlyMap<string, ArtifactId>> => {
  const { rows } = await pool.query<{ key: string; target: ArtifactId }>({
    name: 'import-all-targets',
    text: `select key, target from import_items where org = $1 and import = $2 and kind in ('page', 'file')`,
    values: [org, id],
  });
  return new Map(rows.map(({ key, target }) => [key, target]));
};

const fileIntent = ({ here, sameAsHere }: Row): Intent => {
  const none = { place: null, base: null, was: null } as const;
  if (here === null) return { ...none, text: 'create', outcome: 'created' };
  if (!here.seen) return { ...none, text: 'keep', outcome: 'refused' };
  if (sameAsHere || here.content === null) return { ...none, text: 'keep', outcome: 'unchanged' };
  return { ...none, text: 'replace', outcome: 'changed', content: here.content };
};

const pageIntent = (row: Row, name: string, rank: string, targets: ReadonlyMap<string, ArtifactId>): Intent => {
  const { here, planned } = row;
  const place: IntendedPlace = {
    under: planned.under === null ? null : (targets.get(planned.under) ?? null),
    rank,
    name,
    file: planned.file,
  };
  if (here === null) return { text: 'create', place, base: null, was: null, outcome: 'created' };
  const { revision: base, place: was } = here;
  if (!here.seen) return { text: 'keep', place: null, base, was, outcome: 'refused' };
  if (here.status !== 'published') return { text: 'keep', place: null, base, was, outcome: 'kept' };
  const moves = placedElsewhere(row, place);
  const text = row.sameAsHere ? 'links' : row.sameAsLast ? 'keep' : 'revise';
  return { text, place: moves ? place : null, base, was, outcome: text === 'revise' ? 'changed' : moves ? 'moved' : 'unchanged' };
};

/** What is here is what the source says, or what somebody made of it since: done without a command. */
const nothingToDo = (
  { here, links }: Row,
  { text, place, outcome }: Intent,
  targets: ReadonlyMap<string, ArtifactId>,
): Done | null => {
  if (here === null || place !== null || outcome !== 'unchanged' || (text !== 'links' && text !== 'keep')) return null;
  const known = Object.entries(links ?? {}).every(([href, key]) => {
    const target = targets.get(key);
    return target === undefined || href.length > LONGEST_HREF || here.links?.[href] === target;
  });
  const asSource = text === 'links';
  return known ? { outcome, number: here.number, revision: here.revision, wrote: false, moved: false, asSource } : null;
};

/** Whether the source has moved it since it came last, and nobody has here. A new rank among the same siblings counts. */
const placedElsewhere = ({ here, last, planned }: Row, place: IntendedPlace): boolean => {
  if (here === null) return true;
  const before = last?.placed;
  const asBefore =
    before !== undefined &&
    before.under === planned.under &&
    before.name === planned.name &&
    JSON.stringify(before.file) === JSON.stringify(planned.file);
  if (asBefore) return here.place.under === place.under && here.place.rank !== place.rank;
  return (
    JSON.stringify([here.place.under, here.place.name, here.place.file]) !== JSON.stringify([place.under, place.name, place.file])
  );
};

/** Names that nobody else has at their places, as far as the importer sees: who was there first keeps it. */
const freeNames = async (
  pool: Pool,
  job: Job,
  { keys }: Importer,
  pages: readonly Row[],
  targets: ReadonlyMap<string, ArtifactId>,
  remark: (row: Row, code: RemarkCode, detail: string) => void,
): Promise<ReadonlyMap<string, string>> => {
  const keyAt = ({ planned }: Row, name: string): string =>
    placeKey({ space: job.space, under: planned.under === null ? null : (targets.get(planned.under) ?? null), name });
  const ours = pages.map(({ key }) => targets.get(key) ?? '');
  const names = new Map<string, string>();
  const mine = new Set<string>();
  let open: readonly { readonly row: Row; readonly name: string; readonly n: number }[] = pages.map((row) => ({
    row,
    name: row.planned.name,
    n: 1,
  }));
  while (open.length > 0) {
    const { rows } = await pool.query<{ place: string }>({
      name: 'import-places-taken',
      text: `select summary->>'place' as place from artifacts
             where org = $1 and kind in ('page', 'file') and status not in ('deleted', 'archived') and summary->>'place' = any($2::text[]) and not id = any($3::uuid[]) and audience && $4::text[]`,
      values: [job.org, open.map(({ row, name }) => keyAt(row, name)), ours, keys],
    });
    const taken = new Set(rows.map(({ place }) => place));
    const next: { row: Row; name: string; n: number }[] = [];
    for (const { row, name, n } of open) {
      const key = keyAt(row, name);
      if ((taken.has(key) || mine.has(key)) && n < 50) {
        next.push({ row, name: safeName(`${row.planned.name} ${n + 1}`), n: n + 1 });
        continue;
      }
      mine.add(key);
      names.set(row.key, name);
      if (name !== row.planned.name && row.last === null) remark(row, 'same-name', name);
    }
    open = next;
  }
  return names;
};

const ranksOf = async (
  pool: Pool,
  job: Job,
  pages: readonly Row[],
  targets: ReadonlyMap<string, ArtifactId>,
): Promise<ReadonlyMap<string, string>> => {
  const ranks = new Map<string, string>();
  const byPlanned = Map.groupBy(pages, ({ planned }) => planned.under ?? '');
  for (const [under, siblings] of byPlanned) {
    const above = under === '' ? null : (targets.get(under) ?? null);
    const ordered = siblings.toSorted((a, b) => a.planned.order - b.planned.order);
    const common = ordered.filter(({ last, here }) => last !== null && last.placed.under === (under || null) && here !== null);
    const reordered = common.some(
      (one, index) => index > 0 && (common[index - 1]?.last?.placed.order ?? 0) > (one.last?.placed.order ?? 0),
    );
    const standing = ordered.map(({ key, here }) => ({
      key,
      rank: here !== null && here.status === 'published' && here.place.under === above ? here.place.rank : null,
    }));
    const isNew = standing.every(({ rank }) => rank === null);
    const after = isNew ? await lastRankAt(pool, job, above) : null;
    for (const [key, rank] of rankSiblings(standing, reordered, after)) ranks.set(key, rank);
  }
  return ranks;
};

const lastRankAt = async (pool: Pool, { org, space }: Job, under: ArtifactId | null): Promise<string | null> => {
  const { rows } = await pool.query<{ rank: string }>({
    name: 'import-last-rank',
    text: `select summary->>'rank' as rank from artifacts where org = $1 and kind = 'page' and status = 'published' and summary->>'in' = $2
           order by (summary->>'rank') collate "C" desc limit 1`,
    values: [org, `${space ?? ''}/${under ?? ''}`],
  });
  return rows[0]?.rank ?? null;
};

/**
 * Pages that came with an earlier import of the same source, and do not now. Another handbook in the same space is no earlier import of
 * this one: at least half of what that one brought must have come again.
 */
const addVanished = async (pool: Pool, db: Db, job: Job, rows: readonly Row[]): Promise<void> => {
  const again = new Map<string, number>();
  for (const { last, kind } of rows)
    if (last !== null && kind === 'page') again.set(last.import, (again.get(last.import) ?? 0) + 1);
  const { rows: all } = await pool.query<{ import: string; many: number }>({
    name: 'import-earlier',
    text: `select import, count(*)::int as many from import_sources
           where org = $1 and home = $2 and kind = 'page' and import = any($3::uuid[]) group by import`,
    values: [job.org, homeOf(job), [...again.keys()]],
  });
  const earlier = all.filter(({ import: id, many }) => (again.get(id) ?? 0) * 2 >= many).map(({ import: id }) => id);
  if (earlier.length === 0) return;
  const gone = await db.rows<{ key: string; target: ArtifactId; source: string }>({
    name: 'import-vanished',
    text: `select s.key, s.target, s.source from import_sources s join artifacts a on a.org = s.org and a.id = s.target and a.status = 'published'
           left join lateral (select 1 as come from import_items i where i.org = $1 and i.import = $2 and i.key = s.key limit 1) i on true
           where s.org = $1 and s.home = $3 and s.kind = 'page' and s.import = any($4::uuid[]) and i.come is null
           order by length(s.source) desc, s.key`,
    values: [job.org, job.id, homeOf(job), earlier],
    byKey: true,
  });
  const { prune } = job.options;
  const intent: Intent = {
    text: prune ? 'archive' : 'keep',
    place: null,
    base: null,
    was: null,
    outcome: prune ? 'archived' : 'vanished',
  };
  await pool.query({
    name: 'import-items-vanished',
    text: `insert into import_items (org, import, seq, kind, key, depth, target, planned, links, intent)
           select $1, $2, $3 + x.n, 'gone', x.key, 20000, x.target, jsonb_build_object('source', x.source), '{}', $5
           from jsonb_to_recordset($4) as x (n int, key text, target uuid, source text) on conflict do nothing`,
    values: [
      job.org,
      job.id,
      rows.length,
      JSON.stringify(gone.map((one, index) => ({ n: index + 1, ...one }))),
      JSON.stringify(intent),
    ],
  });
};
