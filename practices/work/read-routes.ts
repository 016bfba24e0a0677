import { z } from 'zod';
import { timeOf } from '#kernel/awaits/window.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { idOf, reference, type Reference, subjectParams, type ToldRow } from '#practices/comments';
import { actorId, actorName } from '#practices/people';
import { spaceName, spacesInside } from '#practices/spaces';
import {
  answer,
  cursorOf,
  inCursor,
  iso,
  paging,
  readCursor,
  ready,
  route,
  type Principal,
  type Services,
} from '#server/route.ts';
import { claimable, list, type FittingRow, type ListRow } from './lists.ts';
import { fitting, heldBack } from './matching.ts';
import { presentTask } from './present.ts';
import { heldBy, holders, subject, type HeldRow } from './queries.ts';
import { depth, fittingReply, listReply, status, successorsReply, taskReply } from './reply.ts';
import { claimOf, type TaskState } from './state.ts';
import { successorsOf } from './successors.ts';

const OPEN = ['draft', 'ready', 'claimed'];

const statuses = z
  .string()
  .max(200)
  .refine(
    (words) => words.split(',').every((word) => word === 'open' || status.safeParse(word).success),
    `must be some of ${status.options.join(',')}, or open`,
  )
  .transform((words) => words.split(',').flatMap((word) => (word === 'open' ? OPEN : [word])))
  .optional();

export const loadTask = async (
  ref: Reference,
  principal: Principal,
  services: Pick<Services, 'db'>,
): Promise<Result<ToldRow & { readonly state: TaskState }>> => {
  const id = await idOf(ref, 'task', principal, services);
  if (id.refused) return id;
  const [row] = await services.db.rows<ToldRow>(subject('task', principal, id.ok));
  return row ? ok({ ...row, state: row.state as TaskState }) : refuse('not-found', 'There is no such task that you can see.');
};

export const readRoutes = [
  route({
    method: 'GET',
    path: '/api/tasks',
    name: 'tasks.list',
    summary: 'List tasks, newest number first',
    description: '`status=open` stands for draft, ready and claimed. `q` finds words or parts of words of the title.',
    tag: 'work',
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: statuses.describe('Several with commas: ready,claimed'),
      whose: z.enum(['mine', 'held']).optional().describe('mine: you own it. held: you hold it'),
      holder: actorName.optional().describe('A handle or an id'),
      space: spaceName.optional().describe('Id or slug; with the spaces inside of it'),
      depth: depth.optional(),
      context: z.string().max(80).optional(),
      goal: reference.optional(),
      q: z.string().max(200).optional(),
    }),
    reply: listReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const goal = query.goal === undefined ? ok(null) : await idOf(query.goal, 'goal', principal, services, '/query/goal');
      if (goal.refused) return goal;
      const named =
        query.holder === undefined ? ok(null) : actorId(query.holder, '/query/holder', await services.directory(principal.org));
      if (named.refused) return named;
      const after = readCursor(query.after, z.tuple([inCursor.count]));
      if (after.refused) return after;
      const filter = {
        statuses: query.status ?? null,
        spaces: spaces.ok,
        holder: query.whose === 'held' ? principal.actor : named.ok,
        author: query.whose === 'mine' ? principal.actor : null,
        depth: query.depth ?? null,
        context: query.context ?? null,
        goal: goal.ok,
        words: query.q?.trim() ? query.q : null,
      };
      const [row] = await services.db.rows<ListRow>(list(principal, filter, after.ok?.[0] ?? null, query.limit));
      const more = row && row.found > query.limit && row.last !== null;
      const next = more ? `"${cursorOf([Number(row.last)])}"` : 'null';
      return ready<z.output<typeof listReply>>(`{"items":${row?.items ?? '[]'},"next":${next}}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/tasks/fitting',
    name: 'tasks.fitting',
    summary: 'See what fits you now: your skills, what you hold, your minutes and your energy',
    description:
      'Minutes and energy are asked with each look and kept nowhere. Best first: how little room its due moment leaves, what you have in your head already, and how long it waits; what waits for weeks outranks everything.',
    tag: 'work',
    who: 'member',
    query: z.strictObject({
      minutes: z.coerce.number<number | string>('must be a number of minutes').int().min(0).max(1440).optional(),
      energy: z.enum(['deep', 'shallow', 'off']).optional(),
      most: z.coerce.number<number | string>('must be a number of tasks').int().min(1).max(100).default(20),
    }),
    reply: fittingReply,
    async act({ query, principal }, { db, directory: directoryOf }) {
      const [rows, held, directory] = await Promise.all([
        db.rows<FittingRow>(claimable(principal)),
        db.rows<HeldRow & { readonly line: string }>(heldBy(principal, principal.actor)),
        directoryOf(principal.org),
      ]);
      const self = directory.actors.get(principal.actor);
      const found = [...new Map(rows.map((row) => [row.id, row])).values()];
      const seeker = {
        skills: (self?.skills ?? []).map((skill) => skill.toLocaleLowerCase('en')),
        held: held.map(({ state }) => state),
        time: timeOf(self?.calendars ?? []),
      };
      const considered = found.flatMap((row) =>
        row.state.stage.status === 'ready' ? [{ ...row.state, since: row.state.stage.since, row }] : [],
      );
      const room = { minutes: query.minutes ?? null, energy: query.energy ?? null };
      const fits = fitting(considered, seeker, room, principal.at);
      return answer({
        items: fits.slice(0, query.most).map(({ task, score, reasons }) => ({
          ...lineOf(task.row),
          score: Math.round(score * 100) / 100,
          reasons: reasons.map((one) => (one.reason === 'due' ? { ...one, at: iso(one.at) } : one)),
        })),
        held: held.map((row) => lineOf(row)),
        ready: found.length,
        heldBack: heldBack(considered, seeker, room),
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/tasks/:id',
    name: 'tasks.look',
    summary: 'Read a task: its claim, what moved it, what was left by earlier holders, and what you may do now',
    tag: 'work',
    who: 'member',
    params: subjectParams,
    reply: taskReply,
    async act({ params, principal }, services) {
      const row = await loadTask(params.id, principal, services);
      if (row.refused) return row;
      const [directory, held] = await Promise.all([
        services.directory(principal.org),
        services.db.rows<HeldRow>(heldBy(principal, principal.actor)),
      ]);
      const reader = { principal, directory };
      return answer(
        await presentTask(row.ok, held, reader, (text, written) => services.markdown(principal, text, written)),
        row.ok.version,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/api/tasks/:id/successors',
    name: 'tasks.successors',
    summary: 'See who starts their day when the holder’s ends, and could carry it on',
    description: 'By calendars, never by presence. Whoever knows what it needs and holds nothing of its depth comes first.',
    tag: 'work',
    who: 'member',
    params: subjectParams,
    reply: successorsReply,
    async act({ params, principal }, services) {
      const row = await loadTask(params.id, principal, services);
      if (row.refused) return row;
      const { state } = row.ok;
      const directory = await services.directory(principal.org);
      const full = await services.db.rows<{ readonly holder: string }>(holders(principal, state.depth));
      const holder = claimOf(state)?.holder ?? principal.actor;
      const { endsAt, people } = successorsOf(state, holder, new Set(full.map((one) => one.holder)), directory, principal.at);
      return answer({
        endsAt: endsAt === null ? null : iso(endsAt),
        items: people.map((one) => ({ ...one, worksAt: iso(one.worksAt), lacks: [...one.lacks] })),
      });
    },
  }),
] as const;

type Item = z.output<typeof listReply>['items'][number];

/** As the store keeps it. */
const lineOf = ({ line }: { readonly line: string }): Item => JSON.parse(line) as Item;
