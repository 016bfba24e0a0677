import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { parseProtocol, type Protocol } from '#kernel/protocol/document.ts';
import type { SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, iso, route, uuid, type Db, type AskedJobs, type JobRow, type Principal, type Services } from '#server/route.ts';
import { titled, type Titled } from './queries.ts';
import { BacktestReport, type Differing } from './report.ts';
import { sentenceOf } from './sentence.ts';

interface JobServices extends Services {
  readonly jobs: AskedJobs;
}

/** What a job of this kind keeps of its question. Instants are ms. */
export interface BacktestAsked {
  readonly protocol: Protocol;
  readonly space: SpaceId | null;
  readonly from: number;
  readonly to: number;
}

const artifact = z.object({ id: uuid, kind: z.string(), number: z.int(), title: z.string() });
const differing = BacktestReport.shape.differing.element.omit({ artifact: true }).extend({ artifact });

const shown = z.object({
  id: uuid,
  state: z.enum(['waiting', 'working', 'done', 'cancelled', 'failed']),
  protocol: z.string().describe("The protocol's own name"),
  space: uuid.nullable(),
  days: z.int(),
  progress: z.object({ done: z.int(), total: z.int().describe('0: nobody knows yet') }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  sentence: z.string().nullable().describe('What it came to, in one sentence'),
  report: BacktestReport.omit({ differing: true, atOnceUndone: true })
    .extend({
      differing: z.array(differing).describe('Where it ends otherwise than it did; the latest first, at most 200'),
      atOnceUndone: z.array(differing).describe('Would have gone ahead at once, and did not last; at most 200'),
    })
    .nullable(),
  createdAt: z.string(),
});

const DAY = 24 * 60 * 60 * 1000;
const NONE = refuse('not-found', 'There is no such backtest of yours.');
const KIND = 'backtest';
const params = z.strictObject({ id: uuid });
const shared = { tag: 'protocols', who: 'member' } as const;

export const backtestRoutes = [
  route({
    ...shared,
    method: 'POST',
    path: '/api/backtests',
    name: 'backtests.begin',
    summary: 'Tell the last days again as if a protocol had been in force',
    description:
      'Takes what you may see of the last days, and what people did; answers later, at the address of `Location`. It changes nothing. A protocol that is not well is refused with its first fault, by line and column.',
    changes: KIND,
    body: z.strictObject({
      source: z.string().min(1).max(100_000).describe('YAML, or Markdown with one block of it'),
      space: z.string().min(1).max(120).nullable().default(null).describe('Where it would hold; null: the whole organization'),
      days: z.int().min(1).max(3_660).default(90),
    }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, { db, directory, jobs }: JobServices) {
      const { org, actor, at } = principal;
      const protocol = protocolIn(body.source);
      if (protocol.refused) return protocol;
      const space = spaceOf(body.space, actor, await directory(org));
      if (space.refused) return space;
      const asked: BacktestAsked = { protocol: protocol.ok, space: space.ok, from: at - body.days * DAY, to: at };
      const job = { org, id: fresh, kind: KIND, by: actor };
      const begun = await jobs.begin({ ...job, asked });
      if (begun.refused) return begun;
      const row = await jobs.find(job);
      return row === null
        ? NONE
        : ok({ body: await present(row, principal, db), headers: { location: `/api/backtests/${fresh}` } });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/backtests',
    name: 'backtests.list',
    summary: 'List your latest backtests, without their reports',
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { db, jobs }: JobServices) {
      const rows = await jobs.recent({ org: principal.org, kind: KIND, by: principal.actor });
      return answer({ items: await Promise.all(rows.map((row) => present(row, principal, db))) });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/backtests/:id',
    name: 'backtests.look',
    summary: 'See how far a backtest of yours is, and what it came to',
    params,
    reply: shown,
    async act({ params: { id }, principal }, { db, jobs }: JobServices) {
      const row = await jobs.find({ org: principal.org, id, kind: KIND, by: principal.actor });
      return row === null ? NONE : answer(await present(row, principal, db));
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/backtests/:id/cancellation',
    name: 'backtests.cancel',
    summary: 'Cancel a backtest',
    changes: KIND,
    params,
    reply: shown,
    async act({ params: { id }, principal }, { db, jobs }: JobServices) {
      const job = { org: principal.org, id, kind: KIND, by: principal.actor };
      await jobs.cancel(job);
      const row = await jobs.find(job);
      return row === null ? NONE : answer(await present(row, principal, db));
    },
  }),
] as const;

/** The protocol that a text holds, or its first fault by line and column; `field`: where the text stands. */
export const protocolIn = (source: string, field = '/source'): Result<Protocol> => {
  const { protocol, problems } = parseProtocol(source);
  const fault = problems.find(({ severity }) => severity === 'error');
  if (fault || !protocol) {
    const { code = 'not-a-protocol', message = 'This is no protocol.', line = 1, column = 1 } = fault ?? {};
    return refuse(code, message, { field, line, column });
  }
  if (protocol.lease)
    return refuse(
      'lease-is-no-run',
      `${protocol.id} is a lease: work is claimed under it, and nothing runs that could be told again.`,
      { field },
    );
  return ok(protocol);
};

const spaceOf = (name: string | null, actor: string, directory: Directory): Result<SpaceId | null> => {
  if (name === null) return ok(null);
  const { actors, spaces } = directory;
  const space = spaces.get(name.toLowerCase()) ?? [...spaces.values()].find(({ slug }) => slug === name.toLowerCase());
  const who = actors.get(actor);
  return space && who && roleIn(who, space, directory) !== null
    ? ok(space.id)
    : refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
};

/** [safety] What a report names is named as its reader may see it now; what they may see no more is not in it. */
const present = async (row: JobRow, principal: Principal, db: Db): Promise<z.output<typeof shown>> => {
  const { protocol, space, from, to } = row.asked as BacktestAsked;
  const read = row.report === null ? null : BacktestReport.parse(row.report);
  const ids = [...new Set([...(read?.differing ?? []), ...(read?.atOnceUndone ?? [])].map((one) => one.artifact))];
  const known = new Map(
    (ids.length === 0 ? [] : await db.rows<Titled>(titled(principal, ids))).map((one): [string, Titled] => [one.id, one]),
  );
  const named = (list: readonly Differing[]) =>
    list.flatMap(({ artifact: id, ...rest }) => {
      const found = known.get(id);
      return found ? [{ ...rest, artifact: found }] : [];
    });
  return {
    ...{ id: row.id, state: row.state, protocol: protocol.id, space, days: Math.round((to - from) / DAY) },
    ...{ progress: row.progress, failure: row.failure, createdAt: iso(row.createdAt) },
    sentence: read && sentenceOf(read),
    report: read && { ...read, differing: named(read.differing), atOnceUndone: named(read.atOnceUndone) },
  };
};
