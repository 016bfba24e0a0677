import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Pool } from '#store/connection.ts';
import { readAside } from '../reading/aside.ts';
import type { Limits } from '../reading/plan.ts';
import { sentenceOf } from '../reading/remarks.ts';
import type { PageText, Said, Where } from '../reading/worker.ts';
import { emptyReport, type Report } from '../report.ts';
import type { Job, Planned, PlannedAttachment, Progress } from './job.ts';

interface Staging {
  readonly pool: Pool;
  readonly job: Job;
  readonly where: Where;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

/**
 * Reads the source and writes what it holds into `import_items`, those above before those below. What an earlier attempt left goes first.
 * Answers the report as far as it goes.
 */
export const stage = async ({ pool, job, where, limits, signal, progress }: Staging): Promise<Result<Report>> => {
  await pool.query('delete from import_items where org = $1 and import = $2', [job.org, job.id]);
  let report = emptyReport();
  const depths = new Map<string, number>();
  let seq = 0;
  const put = async (said: Extract<Said, { kind: 'plan' | 'pages' | 'file' }>): Promise<void> => {
    if (said.kind === 'plan') {
      report = {
        ...report,
        systems: [...said.plan.systems],
        links: said.plan.links,
        counts: said.counts,
        remarks: said.plan.remarks.map((remark) => ({ ...remark, words: sentenceOf(remark), page: null })),
      };
    } else if (said.kind === 'pages') {
      await insertPages(pool, job, said.pages, depths, seq);
      seq += said.pages.length;
    } else {
      const { source, name, under, path } = said.file;
      const planned: PlannedAttachment = { source, name, under, path };
      await pool.query({
        name: 'import-items-file',
        text: `insert into import_items (org, import, seq, kind, key, depth, planned, links, bytes) values ($1, $2, $3, 'file', $4, $5, $6, '{}', $7)`,
        values: [job.org, job.id, seq, said.file.key, FILES_DEPTH, JSON.stringify(planned), Buffer.from(said.bytes)],
      });
      seq += 1;
    }
  };
  const read = await readAside(where, {
    limits,
    signal,
    take: put,
    progress: ({ done, total, path }) => progress({ done, total, at: path }),
  });
  return read.refused ? read : ok(report);
};

/** Behind all pages. */
const FILES_DEPTH = 10_000;

const insertPages = async (
  pool: Pool,
  job: Job,
  pages: readonly PageText[],
  depths: Map<string, number>,
  first: number,
): Promise<void> => {
  const rows = pages.map(({ page, text }, index) => {
    const depth = page.under === null ? 0 : (depths.get(page.under) ?? 0) + 1;
    depths.set(page.key, depth);
    const { source, under, name, file, order, language, broken, formerly } = page;
    const planned: Planned = { source, under, name, file, order, language, broken, formerly };
    return { seq: first + index, key: page.key, depth, planned, links: page.links, body: text };
  });
  await pool.query({
    name: 'import-items-pages',
    text: `insert into import_items (org, import, seq, kind, key, depth, planned, links, body)
           select $1, $2, seq, 'page', key, depth, planned, links, body
           from jsonb_to_recordset($3) as x (seq int, key text, depth int, planned jsonb, links jsonb, body text)`,
    values: [job.org, job.id, JSON.stringify(rows)],
  });
};

/** Puts the parts of an archive together, without ever holding more than one. */
export const assemble = async (pool: Pool, { org, id, parts }: Job, folder: string): Promise<string> => {
  const path = join(folder, 'archive.zip');
  const file = await open(path, 'wx', 0o600);
  try {
    for (let part = 0; part < (parts ?? 0); part += 1) {
      const { rows } = await pool.query<{ bytes: Buffer }>({
        name: 'import-part',
        text: 'select bytes from import_parts where org = $1 and import = $2 and part = $3',
        values: [org, id, part],
      });
      await file.write(rows[0]?.bytes ?? Buffer.alloc(0));
    }
  } finally {
    await file.close();
  }
  return path;
};
