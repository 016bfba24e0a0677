import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { toMs, type Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';

/** A meeting that is to be taken out of somebody's calendar, or moved in it. */
export interface Errand {
  readonly org: OrgId;
  readonly artifact: ArtifactId;
  readonly kind: string;
  readonly actor: ActorId;
  readonly uid: string;
  /** One time of a series; null: all of it since a moment. */
  readonly planned: Instant | null;
  readonly since: Instant;
  /** To when and how long; null: it is to be taken out. */
  readonly to: { readonly from: Instant; readonly minutes: number } | null;
  readonly reason: string;
  readonly failures: number;
}

interface ErrandTable {
  readonly leases: Leasing<Errand, null>['table'];
  done(errand: Errand, worker: string): Promise<void>;
  later(errand: Errand, worker: string, after: number): Promise<void>;
}

/** What a reaction says to have a calendar written; what was said last of a meeting is done, and once. */
export const errandFor = (errand: Omit<Errand, 'failures'>) => ({
  name: 'calendar-errands.add',
  text: `insert into calendar_errands (org, artifact, actor, kind, uid, planned, since, reason, move_to)
         values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8, $9::jsonb)
         on conflict (org, artifact, actor) do update set since = excluded.since, reason = excluded.reason, move_to = excluded.move_to, next_at = now(), failures = 0,
           worker = null, leased_until = null where calendar_errands.since < excluded.since`,
  values: [
    ...[errand.org, errand.artifact, errand.actor, errand.kind, errand.uid, errand.planned, errand.since],
    ...[errand.reason.slice(0, 1_000), errand.to && JSON.stringify(errand.to)],
  ],
});

const MINE = 'where org = $1 and artifact = $2 and actor = $3 and worker = $4';
const mine = ({ org, artifact, actor }: Errand, worker: string): unknown[] => [org, artifact, actor, worker];

export const errandTable = (pool: Pool): ErrandTable => ({
  leases: {
    async take(worker, lease) {
      const { rows } = await pool.query<Errand>({
        name: 'calendar-errands.take',
        text: `update calendar_errands set worker = $1, leased_until = now() + $2 * interval '1 ms'
               where (org, artifact, actor) = (select org, artifact, actor from calendar_errands
                 where next_at <= now() and (leased_until is null or leased_until < now() or worker = $1) order by next_at limit 1 for update skip locked)
               returning org, artifact, actor, kind, uid, ${toMs('planned')} as planned,
                 ${toMs('since')} as since, move_to as to, reason, failures`,
        values: [worker, lease],
      });
      return rows[0] ?? null;
    },
    async keep(errand, worker, lease) {
      const { rowCount } = await pool.query({
        name: 'calendar-errands.keep',
        text: `update calendar_errands set leased_until = now() + $5 * interval '1 ms' ${MINE}`,
        values: [...mine(errand, worker), lease],
      });
      return rowCount === 1 ? { cancelled: false } : null;
    },
    async release(errand, worker, after) {
      await pool.query({
        name: 'calendar-errands.release',
        text: `update calendar_errands set worker = null, leased_until = null, next_at = now() + $5 * interval '1 ms' ${MINE}`,
        values: [...mine(errand, worker), after],
      });
    },
    tidy: () => Promise.resolve(),
  },
  async done(errand, worker) {
    await pool.query({
      name: 'calendar-errands.done',
      text: `delete from calendar_errands ${MINE}`,
      values: mine(errand, worker),
    });
  },
  async later(errand, worker, after) {
    await pool.query({
      name: 'calendar-errands.later',
      text: `update calendar_errands set worker = null, leased_until = null, failures = failures + 1, next_at = now() + $5 * interval '1 ms' ${MINE}`,
      values: [...mine(errand, worker), after],
    });
  },
});
