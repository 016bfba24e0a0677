import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, cursorOf, paging, readCursor, ready, route, type Principal, type Services } from '#server/route.ts';
import { spaceId, spaceName, subjectId, subjectParams } from './addresses.ts';
import { presentRequest } from './present.ts';
import { list, subject, type ListRow, type SubjectRow } from './queries.ts';
import { listReply, requestReply, status } from './reply.ts';

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
): Promise<Result<SubjectRow>> => {
  const artifact = await subjectId(id, principal, services);
  if (artifact.refused) return artifact;
  const [row] = await services.db.rows<SubjectRow>(subject(principal, artifact.ok));
  return row ? ok(row) : refuse('not-found', 'There is no such request that you can see.');
};

/** A space and all inside of it; the audience decides what is seen of them. */
const spacesOf = async (
  name: string | undefined,
  principal: Principal,
  { directory }: Pick<Services, 'directory'>,
): Promise<Result<readonly string[] | null>> => {
  if (name === undefined) return ok(null);
  const known = await directory(principal.org);
  const id = spaceId(name, known);
  if (id.refused) return { ...id, field: '/query/space' };
  const inside = new Set([id.ok ?? '']);
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const space of known.spaces.values()) if (space.parent !== null && inside.has(space.parent)) inside.add(space.id);
  }
  return ok([...inside]);
};

export const readRoutes = [
  route({
    method: 'GET',
    path: '/api/requests',
    name: 'requests.list',
    summary: 'List requests: all, those that you asked, or those that you were asked',
    description: 'Newest number first. `closed` stands for every status but open.',
    tag: 'requests',
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: statuses.describe('Several with commas: open,answered'),
      whose: z.enum(['mine', 'asked']).optional().describe('mine: you asked. asked: you were asked, now or before'),
      space: spaceName.optional().describe('Id or slug; with the spaces inside of it'),
    }),
    reply: listReply,
    async act({ query, principal }, services) {
      const spaces = await spacesOf(query.space, principal, services);
      if (spaces.refused) return spaces;
      const after = readCursor(query.after, z.tuple([z.int().min(0)]));
      if (after.refused) return after;
      const { actor } = principal;
      const filter = {
        statuses: query.status ?? null,
        spaces: spaces.ok,
        author: query.whose === 'mine' ? actor : null,
        asked: query.whose === 'asked' ? actor : null,
      };
      const [row] = await services.db.rows<ListRow>(list(principal, filter, after.ok?.[0] ?? null, query.limit));
      const next = row && row.found > query.limit && row.last !== null ? `"${cursorOf([Number(row.last)])}"` : 'null';
      return ready(`{"items":${row?.items ?? '[]'},"next":${next}}`);
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
      return answer(await presentRequest(row.ok, { principal, directory }, services.markdown), row.ok.version);
    },
  }),
] as const;
