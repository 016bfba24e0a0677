import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { toMs, answer, iso, route, uuid, type Principal, type Question } from '#server/route.ts';
import { deliveryOf, FEWEST } from './delivery.ts';

const DAY = 86_400_000;
const USUAL = 90;
const LONGEST = 731;
const day = z.iso.date().optional();
const spread = z.object({ n: z.int(), median: z.number().nullable(), p85: z.number().nullable() });

const delivery = z.object({
  people: z.int(),
  counted: z.enum(['deployments', 'releases', 'merges']),
  frequency: z.object({ perWeek: z.number(), n: z.int() }),
  leadTime: spread,
  failures: z.object({ rate: z.number().nullable(), n: z.int(), of: z.int() }),
  recovery: spread,
});

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly repository: string | null;
}

const shipped = ({ org, keys }: Principal, { from, to, repository }: Asked): Question => ({
  name: 'changes.shipped',
  text: `select state->'seen'->'snapshot'->>'login' as by, ${toMs('opened_at')} as "openedAt", ${toMs('closed_at')} as at,
      (state->'reverted'->>'at')::float8 as "revertedAt"
    from artifacts where org = $1 and kind = 'change' and status in ('shipped', 'reverted') and audience && $2::text[]
      and closed_at >= to_timestamp($3 / 1000.0) and closed_at < to_timestamp($4 / 1000.0) and ($5::text is null or summary->>'repository' = $5) limit 50000`,
  values: [org, keys, from, to, repository],
});

const operations = ({ org, keys }: Principal, { from, to, repository }: Asked): Question => ({
  name: 'changes.operations',
  text: `select summary->>'what' as what, status, ${toMs('opened_at')} as "openedAt", ${toMs('closed_at')} as "closedAt", (summary->>'production')::boolean as production,
      (summary->>'succeededAt')::float8 as "succeededAt", (summary->>'failedAt')::float8 as "failedAt", (summary->>'prerelease')::boolean as prerelease
    from artifacts where org = $1 and kind = 'operation' and summary->>'what' in ('deployment', 'release', 'incident') and audience && $2::text[]
      and opened_at >= to_timestamp($3 / 1000.0) and opened_at < to_timestamp($4 / 1000.0) and ($5::text is null or summary->>'repository' = $5) limit 50000`,
  values: [org, keys, from, to, repository],
});

type Shipped = { readonly by: string; readonly openedAt: number; readonly at: number; readonly revertedAt: number | null };
type Operated = {
  readonly what: 'deployment' | 'release' | 'incident';
  readonly status: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly production: boolean | null;
  readonly succeededAt: number | null;
  readonly failedAt: number | null;
  readonly prerelease: boolean | null;
};

export const measureRoutes = [
  route({
    method: 'GET',
    path: '/api/changes/delivery',
    name: 'changes.delivery',
    summary: 'Measure how changes are delivered: how often, how long it takes, how often it fails, how long until it is mended',
    description: `The four keys of DORA, of all repositories that you see or of one. Never of fewer than ${FEWEST} people: then \`delivery\` is null. Lengths of time are ms. Without dates the last ${USUAL} days.`,
    tag: 'changes',
    who: 'member',
    query: z.strictObject({ since: day, until: day, repository: uuid.optional() }),
    reply: z.object({ from: z.string(), to: z.string(), fewest: z.int(), delivery: delivery.nullable() }),
    async act({ query, principal }, { db }) {
      const to = query.until === undefined ? principal.at : Date.parse(query.until) + DAY;
      const from = query.since === undefined ? to - USUAL * DAY : Date.parse(query.since);
      if (from >= to) return refuse('period-empty', 'It ends before it begins.', { field: '/query/until' });
      if (to - from > LONGEST * DAY) return refuse('period-too-long', 'Two years at most.', { field: '/query/since' });
      const asked = { from, to, repository: query.repository ?? null };
      const [merged, operated] = await Promise.all([
        db.rows<Shipped>(shipped(principal, asked)),
        db.rows<Operated>(operations(principal, asked)),
      ]);
      const found = deliveryOf({
        ...{ from, to, shipped: merged },
        deployments: operated.flatMap(({ what, production, succeededAt, failedAt }) =>
          what === 'deployment' ? [{ production: production === true, succeededAt, failedAt }] : [],
        ),
        releases: operated.flatMap(({ what, status, prerelease, openedAt }) =>
          what === 'release' && status === 'published' && prerelease !== true ? [openedAt] : [],
        ),
        incidents: operated.flatMap(({ what, status, openedAt, closedAt }) =>
          what === 'incident' && status !== 'none' ? [{ openedAt, closedAt }] : [],
        ),
      });
      return answer({ from: iso(from), to: iso(to), fewest: FEWEST, delivery: found });
    },
  }),
] as const;
