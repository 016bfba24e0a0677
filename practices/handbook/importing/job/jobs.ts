import type { ActorId, ArtifactId, OrgId, SpaceId } from '#kernel/stream/event.ts';
import type { Queryable } from '#store/connection.ts';
import { toMs } from '#server/route.ts';
import type { Report } from '../report.ts';
import { WORKING, type ImportState, type Job, type Options, type Progress } from './job.ts';

/** The table of imports. Everything is asked with its organization and who began it. */

export interface JobRow extends Job {
  readonly progress: Progress;
  readonly report: Report | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const COLUMNS = `org, id, by, space, source, state, options, cancelled, parts, attempts, progress, report,
  ${toMs('created_at')} as "createdAt", ${toMs('updated_at')} as "updatedAt"`;
const AT_WORK = `state in (${WORKING.map((one) => `'${one}'`).join(', ')})`;

interface Begun {
  readonly org: OrgId;
  readonly id: ArtifactId;
  readonly by: ActorId;
  readonly space: SpaceId | null;
  readonly source: string;
  readonly state: 'uploading' | 'fetching';
  readonly options: Options;
}

/** The same again changes nothing. `worker`: who begins at once, for what only this process knows. */
export const insertJob = async (
  db: Queryable,
  job: Begun,
  worker: { readonly id: string; readonly lease: number } | null,
): Promise<void> => {
  await db.query({
    name: 'imports-begin',
    text: `insert into imports (org, id, by, space, source, state, options, progress, worker, leased_until, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, '{"done":0,"total":0,"at":""}', $8, now() + $9 * interval '1 ms', now(), now()) on conflict do nothing`,
    values: [
      job.org,
      job.id,
      job.by,
      job.space,
      job.source,
      job.state,
      JSON.stringify(job.options),
      worker?.id ?? null,
      worker?.lease ?? null,
    ],
  });
};

export const findJob = async (db: Queryable, org: OrgId, by: ActorId, id: string): Promise<JobRow | null> => {
  const { rows } = await db.query<JobRow>({
    name: 'imports-find',
    text: `select ${COLUMNS} from imports where org = $1 and id = $3 and by = $2`,
    values: [org, by, id],
  });
  return rows[0] ?? null;
};

export const recentJobs = async (db: Queryable, org: OrgId, by: ActorId): Promise<readonly JobRow[]> => {
  const { rows } = await db.query<JobRow>({
    name: 'imports-recent',
    text: `select ${COLUMNS.replace(' report,', ' null as report,')} from imports where org = $1 and by = $2 order by created_at desc limit 20`,
    values: [org, by],
  });
  return rows;
};

/** How many an actor has under way, uploads included. */
export const openJobs = async (db: Queryable, org: OrgId, by: ActorId): Promise<number> => {
  const { rows } = await db.query<{ many: number }>({
    name: 'imports-open',
    text: `select count(*)::int as many from imports where org = $1 and by = $2 and (${AT_WORK} or state = 'uploading' and updated_at > now() - interval '1 hour')`,
    values: [org, by],
  });
  return rows[0]?.many ?? 0;
};

/** False: there is no such import that still takes parts, or it would be too large. */
export const putPart = async (
  db: Queryable,
  { org, id }: Pick<Job, 'org' | 'id'>,
  part: number,
  bytes: Buffer,
  most: number,
): Promise<boolean> => {
  const { rowCount } = await db.query({
    name: 'imports-part',
    text: `with job as (
             update imports i set updated_at = now() where org = $1 and id = $2 and state = 'uploading' and not cancelled
               and (select coalesce(sum(length(p.bytes)), 0) from import_parts p where p.org = $1 and p.import = $2 and p.part <> $3) + length($4::bytea) <= $5
             returning org, id)
           insert into import_parts (org, import, part, bytes) select org, id, $3, $4 from job
           on conflict (org, import, part) do update set bytes = excluded.bytes`,
    values: [org, id, part, bytes, most],
  });
  return (rowCount ?? 0) > 0;
};

/** All parts from the first to the last are there: it may be read. */
export const startJob = async (db: Queryable, { org, id }: Pick<Job, 'org' | 'id'>, parts: number): Promise<boolean> => {
  const { rowCount } = await db.query({
    name: 'imports-start',
    text: `update imports set state = 'reading', parts = $3, updated_at = now() where org = $1 and id = $2 and state = 'uploading' and not cancelled
             and (select count(*) from import_parts where org = $1 and import = $2 and part < $3) = $3`,
    values: [org, id, parts],
  });
  return (rowCount ?? 0) > 0;
};

/** Asks whoever works on it to stop; what nobody works on stops at once. */
export const cancelJob = async (db: Queryable, { org, id }: Pick<Job, 'org' | 'id'>): Promise<void> => {
  await db.query({
    name: 'imports-cancel',
    text: `update imports set cancelled = true, state = case when state = 'uploading' then 'cancelled' else state end, updated_at = now()
           where org = $1 and id = $2 and (state = 'uploading' or ${AT_WORK})`,
    values: [org, id],
  });
  await db.query({
    text: `delete from import_parts p using imports i where p.org = $1 and p.import = $2 and i.org = p.org and i.id = p.import and i.state = 'cancelled'`,
    values: [org, id],
  });
};

/** The oldest job that nobody holds, held by `worker` from now on. It works on one at a time: what it held before, it goes on with. */
export const takeJob = async (db: Queryable, worker: string, lease: number): Promise<Job | null> => {
  const { rows } = await db.query<Job>({
    name: 'imports-take',
    text: `update imports set worker = $1, leased_until = now() + $2 * interval '1 ms'
           where (org, id) = (select org, id from imports where ${AT_WORK} and (leased_until is null or leased_until < now() or worker = $1)
                              order by leased_until nulls first limit 1 for update skip locked)
           returning ${COLUMNS}`,
    values: [worker, lease],
  });
  return rows[0] ?? null;
};

/** Says that it is still held and how far it is; null: it is not held any more. */
export const keepJob = async (
  db: Queryable,
  { org, id }: Pick<Job, 'org' | 'id'>,
  worker: string,
  lease: number,
  progress: Progress,
): Promise<{ readonly cancelled: boolean } | null> => {
  const { rows } = await db.query<{ cancelled: boolean }>({
    name: 'imports-keep',
    text: `update imports set leased_until = now() + $4 * interval '1 ms', progress = $5, updated_at = now()
           where org = $1 and id = $2 and worker = $3 and ${AT_WORK} returning cancelled`,
    values: [org, id, worker, lease, JSON.stringify(progress)],
  });
  return rows[0] ?? null;
};

/** The next step; false: it is not held any more, or was cancelled before it was done. What ends lets go, and what is done has come as far as there was to go. */
export const advance = async (
  db: Queryable,
  { org, id }: Pick<Job, 'org' | 'id'>,
  worker: string,
  state: ImportState,
  report?: Report,
): Promise<boolean> => {
  const ends = state === 'done' || state === 'cancelled' || state === 'failed';
  const { rowCount } = await db.query({
    name: 'imports-advance',
    text: `update imports set state = $4, updated_at = now(), report = coalesce($5, report),
             worker = case when $6 then null else worker end, leased_until = case when $6 then null else leased_until end,
             progress = case when $4 <> 'done' then progress
               else (select jsonb_build_object('done', count(*), 'total', count(*), 'at', '') from import_items where org = $1 and import = $2) end
           where org = $1 and id = $2 and worker = $3 and ${AT_WORK} and not ($4 = 'done' and cancelled)`,
    values: [org, id, worker, state, report === undefined ? null : JSON.stringify(report), ends],
  });
  return (rowCount ?? 0) > 0;
};

/** So many interruptions, and it is taken back; so many more, and it is given up. */
const MOST_ATTEMPTS = 5;

/** Lets go, so that another may go on. `failed`: something unforeseen happened. */
export const releaseJob = async (
  db: Queryable,
  { org, id }: Pick<Job, 'org' | 'id'>,
  worker: string,
  after: number,
  failed: boolean,
): Promise<void> => {
  await db.query({
    name: 'imports-release',
    text: `update imports set worker = null, leased_until = now() + $4 * interval '1 ms', attempts = attempts + $5::int,
             cancelled = cancelled or attempts + $5::int >= ${MOST_ATTEMPTS},
             state = case when attempts + $5::int >= ${2 * MOST_ATTEMPTS} then 'failed' else state end
           where org = $1 and id = $2 and worker = $3 and ${AT_WORK}`,
    values: [org, id, worker, after, failed ? 1 : 0],
  });
};

/** What nobody needs any more: archives and items of what has ended, uploads that were given up. */
export const tidyJobs = async (db: Queryable): Promise<void> => {
  await db.query({
    name: 'imports-tidy',
    text: `with ancient as (
             delete from imports where state in ('done', 'cancelled', 'failed') and updated_at < now() - interval '90 days'
           ), old as (
             update imports set state = 'cancelled', updated_at = now() where state = 'uploading' and updated_at < now() - interval '1 day' returning org, id
           ), over as (
             select org, id from old union select org, id from imports i where state in ('done', 'cancelled', 'failed')
               and (exists (select from import_items t where t.org = i.org and t.import = i.id) or exists (select from import_parts p where p.org = i.org and p.import = i.id))
           ), parts as (
             delete from import_parts p using over o where p.org = o.org and p.import = o.id
           )
           delete from import_items t using over o where t.org = o.org and t.import = o.id`,
  });
};
