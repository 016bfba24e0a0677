import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { DAY } from '#kernel/time/duration.ts';
import { subjectParams } from '#practices/comments';
import {
  answer,
  created,
  cursorOf,
  inCursor,
  instant,
  iso,
  nth,
  pageOf as paged,
  paging,
  readCursor,
  route,
  text,
  uuid,
  type Answer,
  type Principal,
  type Services,
} from '#server/route.ts';
import type { AcknowledgementState, Reader } from './acknowledgement.ts';
import { acknowledgementsOf, standingAcknowledgement, type AcknowledgementRow } from './acknowledgement-queries.ts';
import { alivePage, pageOf } from './addresses.ts';
import { actorReply, changedReply, who } from './page-reply.ts';

const base = { tag: 'handbook', who: 'member' } as const;
const reading = z.object({
  status: z.enum(['open', 'answered', 'lapsed', 'moot']).describe('`moot`: the page is not there for them any more'),
  dueAt: z.string().describe('Counted in their own working time'),
  read: z.object({ revision: z.number(), at: z.string(), late: z.boolean() }).nullable().describe('What they acknowledged last'),
});

const acknowledgementReply = z.object({
  id: uuid,
  number: z.number(),
  version: z.number(),
  page: z.object({ id: uuid, number: z.number(), title: z.string() }),
  status: z.enum(['open', 'over', 'withdrawn']),
  why: z.string(),
  revision: z.number().describe('What is to be acknowledged'),
  author: actorReply,
  askedAt: z.string(),
  mine: reading.nullable().describe('What is asked of the reader'),
  readers: z
    .object({ asked: z.number(), read: z.number() })
    .nullable()
    .describe('How many were asked and have acknowledged it: shown to whoever asked, to nobody else'),
});

const readerReply = z.object({ actor: actorReply, ...reading.shape });

export const acknowledgementRoutes = [
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/acknowledgements',
    name: 'handbook.ask-to-acknowledge',
    summary: 'Ask people to read a page and to say so, by a date',
    description:
      'Due at that date, and not before they had an hour of their own working time. `all`: everybody who may read the page. A revision that is published as `material` asks all of them again.',
    changes: 'acknowledgement',
    params: subjectParams,
    body: z.strictObject({
      people: z.array(uuid).max(200).default([]).describe('People and teams'),
      all: z.boolean().default(false),
      by: instant.transform(Date.parse),
      why: text(500),
    }),
    reply: z.object({ ...changedReply.shape, asked: z.number().describe('So many people') }),
    status: 201,
    async act({ params, body, principal, fresh }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const length = Math.ceil((body.by - principal.at) / 60_000) * 60_000;
      if (length < DAY || length > 180 * DAY)
        return refuse('bad-date', 'Give people at least a day to read it, and half a year at most.', { field: '/by' });
      const { people, all, why } = body;
      const data = { page: row.ok.id, people, all, length, why };
      const sent = await services.send({ kind: 'acknowledgement', artifact: fresh, name: 'ask', data, refs: [row.ok.id] });
      if (sent.refused) return sent;
      const made = await standingAcknowledgement(services.db, principal, fresh);
      const { number, version } = sent.ok;
      const asked = Object.keys(made?.state.asked ?? {}).length;
      return created({ id: fresh, number, version, asked }, `/api/acknowledgements/${number}`);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/acknowledgements',
    name: 'handbook.acknowledgements',
    summary: 'See whom you asked to read a page, and what is asked of you',
    params: subjectParams,
    reply: z.object({ items: z.array(acknowledgementReply) }),
    async act({ params, principal }, services) {
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return row;
      const [rows, directory] = await Promise.all([
        acknowledgementsOf(services.db, principal, row.ok.id),
        services.directory(principal.org),
      ]);
      return answer({ items: rows.filter((one) => concerns(one, principal)).map((one) => present(one, principal, directory)) });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/acknowledgements/:id',
    name: 'handbook.acknowledgement',
    summary: 'Read what was asked about a page',
    params: subjectParams,
    reply: acknowledgementReply,
    async act({ params, principal }, services) {
      const row = await acknowledgementOf(params.id, principal, services);
      if (row.refused) return row;
      return answer(present(row.ok, principal, await services.directory(principal.org)), row.ok.version);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/acknowledgements/:id/readers',
    name: 'handbook.acknowledgement-readers',
    summary: 'List whom you asked to read a page, by name, and who has',
    params: subjectParams,
    query: z.strictObject(paging),
    reply: paged(readerReply),
    async act({ params, query, principal }, services) {
      const start = readCursor(query.after, z.tuple([inCursor.words, inCursor.words]));
      if (start.refused) return start;
      const row = await acknowledgementOf(params.id, principal, services);
      if (row.refused) return row;
      if (row.ok.state.author !== principal.actor) return NOT_ASKER;
      const all = readersOf(row.ok, await services.directory(principal.org));
      const [name, id] = start.ok ?? ['', ''];
      const rest = start.ok === null ? all : all.filter(({ actor }) => byName(actor, { name, id }) > 0);
      const items = rest.slice(0, query.limit);
      const last = items.at(-1)?.actor;
      return answer({ items, next: last && rest.length > items.length ? cursorOf([last.name, last.id]) : null });
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/acknowledgements/:id/reading',
    name: 'handbook.acknowledge',
    summary: 'Say that you have read the page',
    changes: 'acknowledgement',
    params: subjectParams,
    body: z.strictObject({ revision: nth.describe('The revision that you read') }),
    reply: changedReply,
    async act({ params, body, principal }, services) {
      const row = await acknowledgementOf(params.id, principal, services);
      return row.refused ? row : sendTo(row.ok, 'acknowledge', { revision: body.revision }, services);
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/acknowledgements/:id/withdrawal',
    name: 'handbook.withdraw-acknowledgement',
    summary: 'Ask nobody any more, where you had asked',
    changes: 'acknowledgement',
    params: subjectParams,
    reply: changedReply,
    async act({ params, principal }, services) {
      const row = await acknowledgementOf(params.id, principal, services);
      return row.refused ? row : sendTo(row.ok, 'withdraw', {}, services);
    },
  }),
] as const;

const acknowledgementOf = async (
  id: string | number,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<AcknowledgementRow>> => {
  const row = await standingAcknowledgement(db, principal, typeof id === 'number' ? id : id.toLowerCase());
  return row && concerns(row, principal) ? ok(row) : refuse('not-found', 'There is nothing here that you can see.');
};

const sendTo = async (
  { id, state }: AcknowledgementRow,
  name: 'acknowledge' | 'withdraw',
  data: object,
  { send }: Services,
): Promise<Result<Answer<z.output<typeof changedReply>>>> => {
  const sent = await send({ kind: 'acknowledgement', artifact: id, name, data, refs: [state.page] });
  return sent.refused ? sent : answer({ id, number: sent.ok.number, version: sent.ok.version }, sent.ok.version);
};

/** [privacy] Teams hold keys, too; what was asked concerns who asked and who was asked, by themself. */
const concerns = ({ state }: AcknowledgementRow, { actor }: Pick<Principal, 'actor'>): boolean =>
  !state.hidden.includes(actor) && (state.author === actor || state.asked[actor] !== undefined);

const present = (
  { id, number, version, state }: AcknowledgementRow,
  { actor }: Pick<Principal, 'actor'>,
  directory: Directory,
): z.output<typeof acknowledgementReply> => {
  const mine = state.asked[actor];
  return {
    ...{ id, number, version, why: state.why, revision: state.revision },
    page: { id: state.page, number: state.pageNumber, title: state.title },
    status: statusOf(state),
    author: who(state.author, directory),
    askedAt: iso(state.askedAt),
    mine: mine ? readingOf(mine) : null,
    readers: state.author === actor ? countOf(state) : null,
  };
};

/** [privacy] Who has read what is for whoever asked them. */
const NOT_ASKER = refuse('not-permitted', 'Who has read it is shown to whoever asked, and to nobody else.');

const countOf = ({ asked }: AcknowledgementState): { readonly asked: number; readonly read: number } => {
  const all = Object.values(asked);
  return { asked: all.length, read: all.filter(({ status }) => status === 'answered').length };
};

type Named = Readonly<Record<'name' | 'id', string>>;
const byName = (one: Named, other: Named): number =>
  one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

const readersOf = ({ state }: AcknowledgementRow, directory: Directory): z.output<typeof readerReply>[] =>
  Object.entries(state.asked)
    .map(([one, asked]) => ({ actor: who(one, directory), ...readingOf(asked) }))
    .toSorted((one, other) => byName(one.actor, other.actor));

const statusOf = ({ withdrawnAt, asked }: AcknowledgementState): 'open' | 'over' | 'withdrawn' => {
  if (withdrawnAt !== null) return 'withdrawn';
  return Object.values(asked).some(({ status }) => status === 'open') ? 'open' : 'over';
};

const readingOf = ({ status, clock, read }: Reader): z.output<typeof reading> => ({
  status,
  dueAt: iso(clock.dueAt),
  read: read && { revision: read.revision, at: iso(read.at), late: read.at > clock.dueAt },
});
