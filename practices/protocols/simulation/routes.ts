import { z } from 'zod';
import type { Protocol } from '#kernel/protocol/document.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, iso, route, uuid, type AskedJobs, type JobRow, type Services } from '#server/route.ts';
import { protocolIn } from '../backtest/routes.ts';
import { SimulationReport } from './report.ts';
import type { SimulationAsked } from './simulating.ts';

interface JobServices extends Services {
  readonly jobs: AskedJobs;
}

const shown = z.object({
  id: uuid,
  state: z.enum(['waiting', 'working', 'done', 'cancelled', 'failed']),
  protocols: z.array(z.string()).describe('What the protocols call themselves'),
  progress: z.object({ done: z.int(), total: z.int().describe('0: nobody knows yet') }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  report: SimulationReport.nullable(),
  createdAt: z.string(),
});

const DAY = 24 * 60 * 60 * 1000;
const LOOK_BACK = 365;
const NONE = refuse('not-found', 'There is no such simulation of yours.');
const KIND = 'simulation';
const params = z.strictObject({ id: uuid });
const shared = { tag: 'protocols', who: 'member' } as const;

export const simulationRoutes = [
  route({
    ...shared,
    method: 'POST',
    path: '/api/simulations',
    name: 'simulations.begin',
    summary: 'Play protocols in worlds of chance, and compare what they come to',
    description:
      'Every protocol meets the same people, proposals, moods and response times. How people answer is fitted to what you may see of the last year, where there is enough of it; nobody is named. Answers later, at the address of `Location`. It changes nothing.',
    changes: KIND,
    body: z.strictObject({
      sources: z
        .array(z.string().min(1).max(100_000).describe('YAML, or Markdown with one block of it'))
        .min(1)
        .max(4)
        .describe('The others are compared with the first'),
      actors: z.int().min(4).max(500).default(40).describe('People who never were'),
      days: z.int().min(7).max(365).default(90).describe('How long they propose things'),
      worlds: z.int().min(2).max(60).default(12),
      seed: z.string().min(1).max(100).default('1').describe('The same gives the same figures'),
    }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, { jobs }: JobServices) {
      const { org, actor, at } = principal;
      const protocols = protocolsIn(body.sources);
      if (protocols.refused) return protocols;
      const { seed, actors, days, worlds } = body;
      const asked: SimulationAsked = { protocols: protocols.ok, seed, actors, days, worlds, from: at - LOOK_BACK * DAY, to: at };
      const job = { org, id: fresh, kind: KIND, by: actor };
      const begun = await jobs.begin({ ...job, asked });
      if (begun.refused) return begun;
      const row = await jobs.find(job);
      return row === null ? NONE : ok({ body: present(row), headers: { location: `/api/simulations/${fresh}` } });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/simulations',
    name: 'simulations.list',
    summary: 'List your latest simulations, without their reports',
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { jobs }: JobServices) {
      const rows = await jobs.recent({ org: principal.org, kind: KIND, by: principal.actor });
      return answer({ items: rows.map(present) });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/simulations/:id',
    name: 'simulations.look',
    summary: 'See how far a simulation of yours is, and what it came to',
    params,
    reply: shown,
    async act({ params: { id }, principal }, { jobs }: JobServices) {
      const row = await jobs.find({ org: principal.org, id, kind: KIND, by: principal.actor });
      return row === null ? NONE : answer(present(row));
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/simulations/:id/cancellation',
    name: 'simulations.cancel',
    summary: 'Cancel a simulation',
    changes: KIND,
    params,
    reply: shown,
    async act({ params: { id }, principal }, { jobs }: JobServices) {
      const job = { org: principal.org, id, kind: KIND, by: principal.actor };
      await jobs.cancel(job);
      const row = await jobs.find(job);
      return row === null ? NONE : answer(present(row));
    },
  }),
] as const;

const protocolsIn = (sources: readonly string[]): Result<readonly Protocol[]> => {
  const found: Protocol[] = [];
  for (const [index, source] of sources.entries()) {
    const protocol = protocolIn(source, `/sources/${index}`);
    if (protocol.refused) return protocol;
    found.push(protocol.ok);
  }
  return ok(found);
};

const present = ({ id, state, asked, progress, failure, report, createdAt }: JobRow): z.output<typeof shown> => ({
  ...{ id, state, protocols: (asked as SimulationAsked).protocols.map((one) => one.id), progress, failure },
  report: report === null ? null : SimulationReport.parse(report),
  createdAt: iso(createdAt),
});
