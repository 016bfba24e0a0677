import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { artifactIds, idOf, reference, subjectParams, type ToldRow } from '#practices/comments';
import { actorId, actorIds, actorName } from '#practices/people';
import { spaceName, spacesInside } from '#practices/spaces';
import { answer, cursorOf, paging, inCursor, readCursor, ready, route, type Principal, type Services } from '#server/route.ts';
import { placeOf } from './addresses.ts';
import { presentRequest } from './present.ts';
import { previewOf } from './preview.ts';
import { askedBefore, dueCursorOf, list, listByDue, type AskedBeforeRow, type ListRow } from './lists.ts';
import { subject } from './queries.ts';
import { askedBeforeReply, listReply, previewReply, requestReply, status } from './reply.ts';
import { LONGEST_TITLE } from './words.ts';

const CLOSED = status.options.filter((one) => one !== 'open');

const statuses = z
  .string()
  .max(200)
  .refine(
    (words) => words.split(',').every((word) => word === 'closed' || status.safeParse(word).success),
    `must be some of ${status.options.join(',')}, or closed`,
  )
  .transform((words) => words.split(',').flatMap((word) => (word === 'closed' ? CLOSED : [word])))
  .optional();

export const loadRequest = async (
  id: string | number,
  principal: Principal,
  services: Pick<Services, 'db'>,
): Promise<Result<ToldRow>> => {
  const artifact = await idOf(id, 'request', principal, services);
  if (artifact.refused) return artifact;
  const [row] = await services.db.rows<ToldRow>(subject(principal, artifact.ok));
  return row ? ok(row) : refuse('not-found', 'There is no such request that you can see.');
};

/** A page as PostgreSQL made it; `cursor` reads where the next one begins. */
const pageOfRow = (row: ListRow | undefined, limit: number, cursor: (last: string) => Parameters<typeof cursorOf>[0]) => {
  const next = row && row.found > limit && row.last !== null ? `"${cursorOf(cursor(row.last))}"` : 'null';
  return ready<z.output<typeof listReply>>(`{"items":${row?.items ?? '[]'},"next":${next}}`);
};

/** All that was ever asked has no order of this kind to be read by. */
const UNORDERED = refuse('invalid-request', 'Only what is open, or yours, has an order by due.', {
  field: '/query/order',
  accepted: 'order=due with whose=mine, whose=asked or status=open',
});

export const readRoutes = [
  route({
    method: 'GET',
    path: '/api/requests',
    name: 'requests.list',
    summary: 'List requests: all, those that you asked, or those that you were asked',
    description:
      'Newest number first; with `order=due` the soonest due first, which asks for `whose` or for `status=open`. `closed` stands for every status but open. `q` finds words or parts of words of the title.',
    tag: 'requests',
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: statuses.describe('Several with commas: open,answered'),
      whose: z.enum(['mine', 'asked']).optional().describe('mine: you asked. asked: you were asked, now or before'),
      space: spaceName.optional().describe('Id or slug; with the spaces inside of it'),
      q: z.string().max(200).optional(),
      order: z.enum(['newest', 'due']).default('newest'),
    }),
    reply: listReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const { actor } = principal;
      const filter = {
        statuses: query.status ?? null,
        spaces: spaces.ok,
        author: query.whose === 'mine' ? actor : null,
        asked: query.whose === 'asked' ? actor : null,
        words: query.q?.trim() ? query.q : null,
      };
      if (query.order === 'due') {
        if (query.whose === undefined && query.status?.join() !== 'open') return UNORDERED;
        const after = readCursor(query.after, z.tuple([z.iso.datetime().nullable(), inCursor.count]));
        if (after.refused) return after;
        const [row] = await services.db.rows<ListRow>(listByDue(principal, filter, after.ok, query.limit));
        return pageOfRow(row, query.limit, dueCursorOf);
      }
      const after = readCursor(query.after, z.tuple([inCursor.count]));
      if (after.refused) return after;
      const [row] = await services.db.rows<ListRow>(list(principal, filter, after.ok?.[0] ?? null, query.limit));
      return pageOfRow(row, query.limit, (last) => [Number(last)]);
    },
  }),
  route({
    method: 'GET',
    path: '/api/requests/asking',
    name: 'requests.preview',
    summary: 'See whom asking now would ask, and until when',
    description:
      'Nothing is written. Refused as asking would be: `nobody-to-ask`, `asked-shut-out`, `asks-oneself`, `no-protocol`.',
    tag: 'requests',
    who: 'member',
    query: z.strictObject({
      to: actorName.describe('A handle or an id'),
      others: z.string().max(8_000).optional().describe('Handles or ids of those beside them, with commas: everybody answers'),
      urgent: z.enum(['true', 'false']).default('false'),
      space: spaceName.optional().describe('Id or slug; left out: the whole organization'),
      audience: z.enum(['space', 'two']).default('space').describe('two: you and who is asked alone'),
      blocks: reference.optional().describe('What waits for the answer: without `space` it is at home there'),
    }),
    reply: previewReply,
    async act({ query, principal }, services) {
      const directory = await services.directory(principal.org);
      const to = actorId(query.to, '/query/to', directory);
      if (to.refused) return to;
      const others = actorIds(query.others?.split(',') ?? [], '/query/others', directory);
      if (others.refused) return others;
      const { blocks: named, urgent } = query;
      const blocks = await artifactIds(named === undefined ? [] : [named], '/query/blocks', principal, services);
      if (blocks.refused) return blocks;
      const audience = query.audience === 'two' ? [] : undefined;
      const place = await placeOf({ space: query.space, audience }, blocks.ok, directory, principal, services);
      if (place.refused) return { ...place, field: '/query/space' };
      const wanted = { to: to.ok, others: others.ok, urgent: urgent === 'true', ...place.ok };
      const asker = { org: principal.org, by: principal.actor, now: principal.at, directory, fresh: randomUUID() };
      const preview = previewOf(wanted, asker);
      return preview.refused ? preview : answer(preview.ok);
    },
  }),
  route({
    method: 'GET',
    path: '/api/requests/asked-before',
    name: 'requests.asked-before',
    summary: 'Find what was asked before in words like these',
    description: 'At most five, those that share the most words with the question first; nothing that was withdrawn.',
    tag: 'requests',
    who: 'member',
    query: z.strictObject({ q: z.string().max(LONGEST_TITLE) }),
    reply: askedBeforeReply,
    async act({ query, principal }, { db }) {
      const question = askedBefore(principal, query.q);
      return answer({ items: question === null ? [] : [...(await db.rows<AskedBeforeRow>(question))] });
    },
  }),
  route({
    method: 'GET',
    path: '/api/requests/:id',
    name: 'requests.look',
    summary: 'Read a request: its rounds, the proof of its window, and what you may do now',
    tag: 'requests',
    who: 'member',
    params: subjectParams,
    reply: requestReply,
    async act({ params, principal }, services) {
      const row = await loadRequest(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      return answer(
        await presentRequest(row.ok, { principal, directory }, (text) => services.markdown(principal, text)),
        row.ok.version,
      );
    },
  }),
] as const;
