import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { answer, iso, route, uuid, type AskedJobs, type JobRow, type Principal, type Services } from '#server/route.ts';
import { titled, type Titled } from '../backtest/queries.ts';
import { AwayReport, type ReplayedItem } from './away-report.ts';

interface JobServices extends Services {
  readonly jobs: AskedJobs;
}

/** What a job of this kind keeps of its question. Instants are ms. */
export interface AbsenceAsked {
  readonly actor: string;
  readonly days: number;
  readonly from: number;
  readonly to: number;
}

const who = z.object({ id: z.string(), name: z.string(), handle: z.string() });
const artifact = z.object({ id: uuid, kind: z.string(), number: z.int(), title: z.string() });
const replayed = AwayReport.shape.open.shape.items.element
  .omit({ artifact: true, passedTo: true })
  .extend({ artifact, passedTo: z.array(who) });

const shown = z.object({
  id: uuid,
  state: z.enum(['waiting', 'working', 'done', 'cancelled', 'failed']),
  person: who,
  days: z.int(),
  progress: z.object({ done: z.int(), total: z.int() }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  report: AwayReport.omit({ actor: true, open: true, past: true })
    .extend({
      open: z.object({ runs: z.int(), items: z.array(replayed) }),
      past: AwayReport.shape.past.omit({ items: true }).extend({ items: z.array(replayed) }),
    })
    .nullable(),
  createdAt: z.string(),
});

const DAY = 24 * 60 * 60 * 1000;
const LOOK_BACK = 90;
const KIND = 'absence';
const NONE = refuse('not-found', 'There is no such replay of yours.');
const params = z.strictObject({ id: uuid });
const shared = { tag: 'protocols', who: 'member' } as const;

export const absenceRoutes = [
  route({
    ...shared,
    method: 'POST',
    path: '/api/absences',
    name: 'absences.begin',
    summary: 'Replay what happens while somebody is away',
    description:
      'What is open now goes on as if they were on leave from now; what opened in the last 90 days is told again as if they had been when it opened. Answers later, at the address of `Location`. Nothing is changed, and no leave is planned.',
    changes: KIND,
    body: z.strictObject({ person: uuid, days: z.int().min(1).max(120).default(14) }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, services: JobServices) {
      const { org, actor, at } = principal;
      const house = await services.directory(org);
      const person = house.actors.get(body.person);
      if (person?.kind !== 'person' || person.status !== 'active')
        return refuse('not-found', 'There is nobody here with this id.', { field: '/person' });
      const asked: AbsenceAsked = { actor: person.id, days: body.days, from: at - LOOK_BACK * DAY, to: at };
      const job = { org, id: fresh, kind: KIND, by: actor };
      const begun = await services.jobs.begin({ ...job, asked });
      if (begun.refused) return begun;
      const row = await services.jobs.find(job);
      return row === null
        ? NONE
        : ok({ body: await present(row, principal, services), headers: { location: `/api/absences/${fresh}` } });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/absences/:id',
    name: 'absences.look',
    summary: 'See how far a replay of yours is, and what it came to',
    params,
    reply: shown,
    async act({ params: { id }, principal }, services: JobServices) {
      const row = await services.jobs.find({ org: principal.org, id, kind: KIND, by: principal.actor });
      return row === null ? NONE : answer(await present(row, principal, services));
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/absences/:id/cancellation',
    name: 'absences.cancel',
    summary: 'Cancel a replay',
    changes: KIND,
    params,
    reply: shown,
    async act({ params: { id }, principal }, services: JobServices) {
      const job = { org: principal.org, id, kind: KIND, by: principal.actor };
      await services.jobs.cancel(job);
      const row = await services.jobs.find(job);
      return row === null ? NONE : answer(await present(row, principal, services));
    },
  }),
] as const;

/** [safety] What a report names is named as its reader may see it now. */
const present = async (row: JobRow, principal: Principal, { db, directory }: Services): Promise<z.output<typeof shown>> => {
  const { actor, days } = row.asked as AbsenceAsked;
  const read = row.report === null ? null : AwayReport.parse(row.report);
  const { actors } = await directory(principal.org);
  const person = (id: string): z.output<typeof who> => {
    const known = actors.get(id);
    return { id, name: known?.name ?? 'somebody', handle: known?.handle ?? '' };
  };
  const items = [...(read?.open.items ?? []), ...(read?.past.items ?? [])];
  const ids = [...new Set(items.map((one) => one.artifact))];
  const known = new Map(
    (ids.length === 0 ? [] : await db.rows<Titled>(titled(principal, ids))).map((one): [string, Titled] => [one.id, one]),
  );
  const named = (list: readonly ReplayedItem[]) =>
    list.flatMap(({ artifact: id, passedTo, ...rest }) => {
      const found = known.get(id);
      return found ? [{ ...rest, artifact: found, passedTo: passedTo.map(person) }] : [];
    });
  return {
    ...{ id: row.id, state: row.state, person: person(actor), days, progress: row.progress, failure: row.failure },
    createdAt: iso(row.createdAt),
    report: read && {
      ...{ days: read.days, lookedBack: read.lookedBack, leftOut: read.leftOut },
      open: { ...read.open, items: named(read.open.items) },
      past: { ...read.past, items: named(read.past.items) },
    },
  };
};
