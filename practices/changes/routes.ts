import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { reference } from '#practices/comments';
import { answer, cursorOf, inCursor, paging, readCursor, ready, route, text, uuid } from '#server/route.ts';
import { presentChange } from './present.ts';
import { list, subject, type ListRow, type SubjectRow } from './queries.ts';
import { changeReply, listReply, status } from './reply.ts';
import { LONGEST_TEXT } from './words.ts';

const tag = 'changes';
const params = z.strictObject({
  id: reference,
});
const NONE = refuse('not-found', 'There is no such change that you can see.');

const statuses = z
  .string()
  .max(200)
  .refine(
    (words) => words.split(',').every((word) => status.safeParse(word).success),
    `must be some of ${status.options.join(',')}`,
  )
  .transform((words) => words.split(','))
  .optional();

export const changeRoutes = [
  route({
    method: 'GET',
    path: '/api/changes',
    name: 'changes.list',
    summary: 'List changes of the repositories that are known here',
    description: 'Newest first. `q` finds words of the title.',
    tag,
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: statuses.describe('Several with commas: open,asked'),
      whose: z.enum(['mine', 'asked']).optional().describe('mine: you proposed it. asked: you are asked, and have not answered'),
      repository: uuid.optional(),
      q: z.string().max(200).optional(),
    }),
    reply: listReply,
    async act({ query, principal }, { db }) {
      const after = readCursor(query.after, z.tuple([inCursor.count]));
      if (after.refused) return after;
      const filter = {
        statuses: query.status ?? null,
        repository: query.repository ?? null,
        author: query.whose === 'mine' ? principal.actor : null,
        asked: query.whose === 'asked' ? principal.actor : null,
        words: query.q?.trim() ? query.q.trim() : null,
      };
      const [row] = await db.rows<ListRow>(list(principal, filter, after.ok?.[0] ?? null, query.limit));
      const next = row && row.found > query.limit && row.last !== null ? `"${cursorOf([Number(row.last)])}"` : 'null';
      return ready<z.output<typeof listReply>>(`{"items":${row?.items ?? '[]'},"next":${next}}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/changes/:id',
    name: 'changes.look',
    summary: 'Read a change: its score with its terms, the guards that it sets off, what the protocol says and why',
    description: 'Who is asked, and until when, is at `/api/runs/NUMBER`, where one takes a stance, too.',
    tag,
    who: 'member',
    params,
    reply: changeReply,
    async act({ params: { id }, principal }, services) {
      const [[row], directory] = await Promise.all([
        services.db.rows<SubjectRow>(subject(principal, id)),
        services.directory(principal.org),
      ]);
      if (!row) return NONE;
      const shown = await presentChange(row, { principal, directory }, (source) =>
        services.markdown(principal, source, 'elsewhere'),
      );
      return answer(shown, row.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/changes/:id/sample',
    name: 'changes.answer-sample',
    summary: 'Say what you found in a change that shipped alone and that you were asked to look at',
    description: 'Refused with `not-asked`, and with `words-required` where something has to be mended and nobody says what.',
    tag,
    who: 'member',
    changes: 'change',
    params,
    body: z.strictObject({ found: z.enum(['sound', 'better', 'faulty']), words: text(LONGEST_TEXT).exactOptional() }),
    reply: z.object({ id: z.string(), number: z.number(), version: z.number() }),
    async act({ params: { id }, body, principal }, { db, send }) {
      const [row] = await db.rows<SubjectRow>(subject(principal, id));
      if (!row) return NONE;
      const sent = await send({ kind: 'change', artifact: row.id, name: 'answer-sample', data: body });
      if (sent.refused) return sent;
      const { artifact, number, version } = sent.ok;
      return answer({ id: artifact, number, version }, version);
    },
  }),
] as const;
