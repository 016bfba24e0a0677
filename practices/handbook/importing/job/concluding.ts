import type { Pool, Queryable } from '#store/connection.ts';
import { sentenceOf } from '../reading/remarks.ts';
import type { Report } from '../report.ts';
import { homeOf } from './comparing.ts';
import type { Written } from './items.ts';
import type { Job } from './job.ts';

/** What the items came to, in words and numbers. Answers a report that is whole. */
export const conclude = async (pool: Pool, job: Job, report: Report, seconds: number): Promise<Report> => {
  const { rows } = await pool.query<{ kind: string; source: string; done: Written | null }>({
    name: 'import-done',
    text: `select kind, planned->>'source' as source, done from import_items where org = $1 and import = $2 order by seq`,
    values: [job.org, job.id],
  });
  const [pages, files, counts] = [{ ...report.pages }, { ...report.files }, { ...report.counts }];
  const numbers = new Map<string, number>();
  const remarks: Report['remarks'] = [];
  for (const { kind, source, done } of rows) {
    if (done === null) continue;
    if (kind === 'file') files[isOfFile(done.outcome) ? done.outcome : 'unchanged'] += 1;
    else pages[done.outcome] += 1;
    if (done.number > 0) numbers.set(source, done.number);
    for (const { code, detail, line } of done.remarks ?? []) {
      counts[code] = (counts[code] ?? 0) + 1;
      if (remarks.length < MOST_REMARKS)
        remarks.push({ path: source, line: line ?? null, code, detail, words: sentenceOf({ code, detail }), page: null });
    }
  }
  const all = [...remarks, ...report.remarks].map((remark) => ({ ...remark, page: numbers.get(remark.path) ?? null }));
  return { ...report, pages, files, counts, remarks: all, seconds };
};

const isOfFile = (outcome: Written['outcome']): outcome is 'created' | 'changed' | 'refused' =>
  ['created', 'changed', 'refused'].includes(outcome);

const MOST_REMARKS = 2_000;

/** Writes down what came, for the next time. */
export const remember = async (pool: Queryable, job: Job): Promise<void> => {
  await pool.query({
    name: 'import-remember',
    text: `insert into import_sources (org, home, key, kind, target, import, source, hash, revision, base, placed)
           select i.org, $3, i.key, i.kind, i.target, i.import, i.planned->>'source', md5(coalesce(i.body, '')),
             case when (i.done->>'asSource')::boolean then (i.done->>'revision')::int end,
             case when not (i.done->>'asSource')::boolean then i.body end,
             jsonb_build_object('under', i.planned->'under', 'name', i.planned->'name', 'file', i.planned->'file', 'order', i.planned->'order')
           from import_items i
           where i.org = $1 and i.import = $2 and i.kind in ('page', 'file') and i.done->>'outcome' in ('created', 'changed', 'moved', 'merged', 'unchanged', 'kept')
           on conflict (org, home, key) do update set kind = excluded.kind, target = excluded.target, import = excluded.import, source = excluded.source,
             hash = excluded.hash, revision = excluded.revision, base = excluded.base, placed = excluded.placed`,
    values: [job.org, job.id, homeOf(job)],
  });
  // Still of this source, for the next time that somebody asks to archive what it has no more.
  await pool.query({
    name: 'import-remember-vanished',
    text: `update import_sources set import = $2 where org = $1 and home = $3 and key = any(array(
             select key from import_items where org = $1 and import = $2 and kind = 'gone' and done->>'outcome' = 'vanished'))`,
    values: [job.org, job.id, homeOf(job)],
  });
  await pool.query({
    name: 'import-forget-archived',
    text: `delete from import_sources where org = $1 and home = $3 and key = any(array(
             select key from import_items where org = $1 and import = $2 and kind = 'gone' and done->>'outcome' = 'archived'))`,
    values: [job.org, job.id, homeOf(job)],
  });
};
