import { z } from 'zod';
import type { Receipt } from '#kernel/stream/commands.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { artifactIds, reference, type ToldRow } from '#practices/comments';
import { actorIds, actorName } from '#practices/people';
import { spaceId, spaceName } from '#practices/spaces';
import {
  answer,
  created,
  cursorOf,
  inCursor,
  instant,
  line,
  pageOf,
  paging,
  readCursor,
  route,
  text,
  type Principal,
  type Services,
} from '#server/route.ts';
import type { Data, meetingCommands } from './commands.ts';
import { presentMeeting, presentRow } from './present.ts';
import { list, subject, type ListRow } from './queries.ts';
import { changed, listItem, meetingReply } from './reply.ts';
import { wordOf, type MeetingState } from './state.ts';
import { LONGEST_TEXT, LONGEST_TITLE } from './words.ts';

const tag = 'meetings';
const params = z.strictObject({ id: reference });
const shared = { tag, who: 'member', changes: 'meeting', params, reply: changed } as const;
const NONE = refuse('not-found', 'There is no such meeting that you can see.');

const prepared = {
  purpose: text(LONGEST_TEXT).default(''),
  questions: z.array(z.string().max(2_000)).max(30).default([]).describe('What is to be settled: its agenda, a line each'),
  document: z
    .union([reference, z.string().max(2_000)])
    .nullable()
    .default(null)
    .describe('What is read beforehand: a number or id here, or an address elsewhere'),
};
const when = { from: instant, minutes: z.int().min(5).max(1_440) };

const load = async (id: string | number, principal: Principal, { db }: Pick<Services, 'db'>): Promise<Result<ToldRow>> => {
  const [row] = await db.rows<ToldRow>(subject(principal, typeof id === 'string' ? id.toLowerCase() : id));
  return row ? ok(row) : NONE;
};

/** Where a document is: an artifact that the writer sees, or an address. */
const documentOf = async (
  given: string | number | null,
  principal: Principal,
  services: Pick<Services, 'db'>,
): Promise<Result<Data<'prepare'>['document']>> => {
  if (given === null || given === '') return ok(null);
  const named = typeof given === 'string' ? /^#?(\d{1,9})$/.exec(given.trim())?.[1] : undefined;
  const ref = typeof given === 'number' ? given : named === undefined ? null : Number(named);
  if (ref === null && !z.uuid().safeParse(given).success) return ok({ address: String(given) });
  const found = await artifactIds([ref ?? given], '/document', principal, services);
  return found.refused ? { ...found, field: '/document' } : ok({ artifact: found.ok[0] ?? '' });
};

const refsOf = (document: Data<'prepare'>['document']): readonly string[] =>
  document && 'artifact' in document ? [document.artifact] : [];

/** What a write answers; its status is read anew, for a gate may have passed by it. */
const standing = async (
  sent: Result<Receipt>,
  principal: Principal,
  services: Services,
): Promise<Result<z.output<typeof changed>>> => {
  if (sent.refused) return sent;
  const row = await load(sent.ok.artifact, principal, services);
  if (row.refused) return row;
  const { id, number, version, state } = row.ok;
  return ok({ id, number, version, status: wordOf(state as MeetingState) });
};

const change = async <N extends keyof typeof meetingCommands>(
  asked: { readonly params: { readonly id: string | number }; readonly principal: Principal },
  services: Services,
  name: N,
  data: Data<N>,
  refs: readonly string[] = [],
) => {
  const row = await load(asked.params.id, asked.principal, services);
  if (row.refused) return row;
  const sent = await services.send({ kind: 'meeting', artifact: row.ok.id, name, data, refs });
  const stands = await standing(sent, asked.principal, services);
  return stands.refused ? stands : answer(stands.ok, stands.ok.version);
};

export const meetingRoutes = [
  route({
    method: 'GET',
    path: '/api/meetings',
    name: 'meetings.list',
    summary: 'List meetings that were asked for here: those to come, or those whose time is over',
    tag,
    who: 'member',
    query: z.strictObject({
      ...paging,
      when: z.enum(['coming', 'over']).default('coming'),
      whose: z.enum(['mine', 'all']).default('mine').describe('mine: you take part'),
    }),
    reply: pageOf(listItem),
    async act({ query, principal }, { db, directory }) {
      const after = readCursor(query.after, z.tuple([z.iso.datetime(), inCursor.count]));
      if (after.refused) return after;
      const whose = query.whose === 'mine' ? principal.actor : null;
      const known = await directory(principal.org);
      const rows = await db.rows<ListRow>(
        list(principal, { coming: query.when === 'coming', whose, after: after.ok, limit: query.limit, at: principal.at }),
      );
      const items = rows.slice(0, query.limit).map((row) => presentRow(row, known));
      const last = items.at(-1);
      return answer({ items, next: rows.length > query.limit && last ? cursorOf([last.from, last.number]) : null });
    },
  }),
  route({
    method: 'POST',
    path: '/api/meetings',
    name: 'meetings.request',
    summary: 'Ask for a meeting: its gate opens, and says what is missing',
    description:
      'The protocol in force for `meeting.requested` says what a meeting needs: an agenda, and over 15 minutes a document. Prepared, it takes place; not prepared in time, it does not. What the document settles beforehand cancels it, and its hours are counted as given back.',
    tag,
    who: 'member',
    changes: 'meeting',
    body: z.strictObject({
      title: line(LONGEST_TITLE),
      ...prepared,
      ...when,
      space: spaceName.nullable().default(null).describe('Id or slug; null: seen by those who take part alone'),
      people: z.array(actorName).max(500).default([]).describe('Handles or ids of those who take part beside you'),
      others: z.int().min(0).max(10_000).default(0).describe('How many take part who have no account here'),
      source: z
        .strictObject({ uid: z.string().max(1_000), planned: instant })
        .nullable()
        .default(null)
        .describe('Where it stands in a calendar'),
    }),
    reply: changed,
    status: 201,
    async act({ body, principal, fresh }, services) {
      const known = await services.directory(principal.org);
      const space = spaceId(body.space, principal.actor, known);
      if (space.refused) return space;
      const people = actorIds(body.people, '/people', known);
      if (people.refused) return people;
      const document = await documentOf(body.document, principal, services);
      if (document.refused) return document;
      const { from, source, ...rest } = body;
      const data = {
        ...rest,
        from: Date.parse(from),
        source: source && { uid: source.uid, planned: Date.parse(source.planned) },
        ...{ space: space.ok, people: [...people.ok], document: document.ok },
      };
      const refs = refsOf(document.ok);
      const sent = await services.send({ kind: 'meeting', artifact: fresh, name: 'request', data, refs });
      const stands = await standing(sent, principal, services);
      return stands.refused ? stands : created(stands.ok, `/api/meetings/${stands.ok.number}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/meetings/:id',
    name: 'meetings.look',
    summary: 'Read a meeting: its document, what is still to be settled, its gate, and what came of it',
    tag,
    who: 'member',
    params,
    reply: meetingReply,
    async act({ params: { id }, principal }, services) {
      const row = await load(id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const shown = await presentMeeting(row.ok, { principal, directory }, (source) => services.markdown(principal, source));
      return answer(shown, row.ok.version);
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/meetings/:id/preparation',
    name: 'meetings.prepare',
    summary: 'Prepare a meeting: what it is for, its document, and what it is to settle',
    description:
      'All of it as it shall be. A question that stays word for word keeps its answer. The gate looks at once whether it passes.',
    body: z.strictObject(prepared),
    async act(asked, services) {
      const document = await documentOf(asked.body.document, asked.principal, services);
      if (document.refused) return document;
      return change(asked, services, 'prepare', { ...asked.body, document: document.ok }, refsOf(document.ok));
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/meetings/:id/time',
    name: 'meetings.move',
    summary: 'Move a meeting, or make it shorter',
    body: z.strictObject(when),
    act: (asked, services) => change(asked, services, 'move', { from: Date.parse(asked.body.from), minutes: asked.body.minutes }),
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/meetings/:id/questions/:question/answer',
    name: 'meetings.settle',
    summary: 'Settle one of its questions in writing',
    description: 'When the last one is settled before it begins, the meeting is cancelled with thanks.',
    params: params.extend({ question: z.coerce.number<string>().int().min(1) }),
    body: z.strictObject({ words: text(LONGEST_TEXT) }),
    act: (asked, services) => change(asked, services, 'settle', { question: asked.params.question, words: asked.body.words }),
  }),
  route({
    ...shared,
    method: 'DELETE',
    path: '/api/meetings/:id/questions/:question/answer',
    name: 'meetings.raise-again',
    summary: 'Raise a question again that was settled',
    params: params.extend({ question: z.coerce.number<string>().int().min(1) }),
    act: (asked, services) => change(asked, services, 'raise-again', { question: asked.params.question }),
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/:id/cancellations',
    name: 'meetings.cancel',
    summary: 'Cancel a meeting',
    body: z.strictObject({ reason: text(LONGEST_TEXT).exactOptional() }),
    act: (asked, services) => change(asked, services, 'cancel', asked.body),
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/meetings/:id/outcome',
    name: 'meetings.end',
    summary: 'Say how a meeting went, and which decisions were made in it',
    description: '[M1] Its person-hours count for the decisions that are named.',
    body: z.strictObject({
      how: z.enum(['held', 'shortened', 'overran', 'cancelled']),
      minutes: z.int().exactOptional().describe('That it took, where it was shorter or longer'),
      people: z.int().min(1).exactOptional().describe('How many were there; left out: as many as were asked'),
      decisions: z.array(reference).max(20).default([]),
      words: text(LONGEST_TEXT).exactOptional(),
    }),
    async act(asked, services) {
      const decisions = await artifactIds(asked.body.decisions, '/decisions', asked.principal, services);
      if (decisions.refused) return decisions;
      return change(asked, services, 'end', { ...asked.body, decisions: [...decisions.ok] }, decisions.ok);
    },
  }),
] as const;
