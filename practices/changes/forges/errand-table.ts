import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import type { Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Doors } from './doors.ts';

/** A change, a task or a repository about which something is to be asked of its forge, or said there. */
export interface Errand {
  readonly org: OrgId;
  readonly about: ArtifactId;
  readonly failures: number;
  /** What the forge shows already. */
  readonly told: string | null;
}

type Leases = Leasing<Errand, null>['table'];

interface ErrandTable extends Leases {
  done(errand: Errand, worker: string, told: string | null, after: number | null): Promise<void>;
}

/** Not sooner than this many ms after the last try, doubled each time. */
const FIRST_WAIT = 30_000;
const MOST_FAILURES = 12;

export const waitAfter = (failures: number): number => FIRST_WAIT * 2 ** Math.min(failures, MOST_FAILURES);

export const errandTable = (pool: Pool, doors: Pick<Doors, 'sweep'>): ErrandTable => ({
  async take(worker, lease) {
    const { rows } = await pool.query<Errand>({
      name: 'errands.take',
      text: `update forge_errands set worker = $1, leased_until = now() + $2 * interval '1 ms', again = false
             where (org, about) = (select org, about from forge_errands where next_at <= now() and (leased_until is null or leased_until < now() or worker = $1)
                                    order by next_at limit 1 for update skip locked)
             returning org, about, failures, told`,
      values: [worker, lease],
    });
    return rows[0] ?? null;
  },
  async keep({ org, about }, worker, lease) {
    const { rowCount } = await pool.query({
      name: 'errands.keep',
      text: `update forge_errands set leased_until = now() + $4 * interval '1 ms' where org = $1 and about = $2 and worker = $3`,
      values: [org, about, worker, lease],
    });
    return rowCount === 1 ? { cancelled: false } : null;
  },
  async release({ org, about }, worker, after) {
    await pool.query({
      name: 'errands.release',
      text: `update forge_errands set worker = null, leased_until = null, next_at = now() + $4 * interval '1 ms' where org = $1 and about = $2 and worker = $3`,
      values: [org, about, worker, after],
    });
  },
  async done({ org, about, failures }, worker, told, after) {
    await pool.query({
      name: 'errands.done',
      // What happened meanwhile is one more errand.
      text: `update forge_errands set worker = null, leased_until = null, told = $4, failures = $6,
               next_at = case when again then now() when $5::float8 is null then null else now() + $5 * interval '1 ms' end, again = false
             where org = $1 and about = $2 and worker = $3`,
      values: [org, about, worker, told, after, after === null ? 0 : Math.min(failures + 1, MOST_FAILURES)],
    });
  },
  tidy: () => doors.sweep(),
});
