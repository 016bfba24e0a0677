import { z } from 'zod';
import type { OrgId } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { answer, route, uuid, type AskedJobs, type JobRow, type Services } from '#server/route.ts';

interface SampleServices extends Services {
  readonly jobs: AskedJobs;
  /** Whether nobody has done anything in an organization but to found it. */
  isEmpty(org: OrgId): Promise<boolean>;
}

const KIND = 'sample';
const shared = { tag: 'organization', who: 'steward' } as const;
const NONE = refuse('not-found', 'There is no such sample on its way.');

const job = z.object({
  id: uuid,
  state: z.enum(['waiting', 'working', 'done', 'cancelled', 'failed']),
  progress: z.object({ done: z.int(), total: z.int().describe('0: nobody knows yet') }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const present = ({ id, state, progress, failure }: JobRow): z.output<typeof job> => ({ id, state, progress, failure });

export const sampleRoutes = [
  route({
    ...shared,
    method: 'GET',
    path: '/api/samples',
    name: 'samples.look',
    summary: 'Ask whether a sample organization can be explored here, and how far one is',
    reply: z.object({ possible: z.boolean().describe('Nobody has done anything here but to found it'), latest: job.nullable() }),
    async act({ principal: { org, actor } }, { jobs, isEmpty }: SampleServices) {
      const [latest] = await jobs.recent({ org, kind: KIND, by: actor });
      return answer({ possible: await isEmpty(org), latest: latest ? present(latest) : null });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/samples',
    name: 'samples.begin',
    summary: 'Fill an empty organization with a quarter of forty people, to explore',
    description:
      'Made by the simulator: the same seed gives the same people, decisions, requests and pages. Its times are of the last quarter, so that what is open goes on by itself. It is written whole or, if it is cancelled, not at all.',
    changes: KIND,
    body: z.strictObject({ seed: z.string().min(1).max(100).default('1') }),
    reply: job,
    status: 201,
    async act({ body, principal: { org, actor }, fresh }, { jobs, isEmpty }: SampleServices) {
      const known = { org, id: fresh, kind: KIND, by: actor };
      if ((await jobs.find(known)) === null && !(await isEmpty(org)))
        return refuse('not-empty', 'Somebody has begun to work here. The sample goes into an empty organization only.');
      const begun = await jobs.begin({ ...known, asked: { seed: body.seed } });
      if (begun.refused) return begun;
      const row = await jobs.find(known);
      return row === null ? NONE : ok({ body: present(row), headers: { location: '/api/samples' } });
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/samples/:id/cancellation',
    name: 'samples.cancel',
    summary: 'Cancel a sample on its way: nothing of it is kept',
    changes: KIND,
    params: z.strictObject({ id: uuid }),
    reply: job,
    async act({ params: { id }, principal: { org, actor } }, { jobs }: SampleServices) {
      const known = { org, id, kind: KIND, by: actor };
      await jobs.cancel(known);
      const row = await jobs.find(known);
      return row === null ? NONE : answer(present(row));
    },
  }),
] as const;
