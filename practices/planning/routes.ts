import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { changedBy, changedReply, changeOf, idOf, reference, subjectParams } from '#practices/comments';
import { actorId, actorIds, actorName } from '#practices/people';
import { pageSql } from '#practices/protocols';
import { spaceId, spaceName, spacesInside } from '#practices/spaces';
import { taskDoor } from '#practices/work';
import {
  answer,
  created,
  cursorOf,
  inCursor,
  instant,
  line,
  paging,
  readCursor,
  ready,
  route,
  type Principal,
  type Question,
  type Services,
} from '#server/route.ts';
import { USUAL_SHARE } from './capacity.ts';
import { presentPlan } from './present.ts';
import { listReply, planReply, status } from './reply.ts';
import type { PlanState } from './state.ts';

const { subject, words } = taskDoor;

const story = {
  title: line(300),
  text: words,
  criteria: z.array(line(1000)).max(50).describe('What must be true when it is done'),
  depth: z.enum(['deep', 'shallow']),
  minutes: z.number().int().describe('About how long it takes'),
  needs: z.array(line(80)).max(20).describe('Skills'),
  context: z.string().max(80),
  goal: reference.nullable(),
};
const body = {
  title: line(300),
  text: words.describe('Markdown: what matters in this period, and why'),
  goals: z.array(reference).max(20),
  from: instant,
  to: instant,
  people: z.array(actorName).min(1).max(100).describe('Handles or ids of people and teams'),
  share: z.number().int().describe('Percent of their working time that is planned with'),
};
const storyParams = subjectParams.extend({ story: z.coerce.number<number | string>('must be a number').int().min(1).max(1000) });
const base = { tag: 'planning', who: 'member', changes: 'plan', params: subjectParams, reply: changedReply } as const;
const onStory = { ...base, params: storyParams } as const;

type ListRow = { readonly items: string; readonly found: number; readonly last: string | null };

const list = (
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  statuses: readonly string[] | null,
  spaces: readonly string[] | null,
  after: number | null,
  limit: number,
): Question => ({
  name: 'planning.list',
  text: pageSql(
    `select a.number, a.line from artifacts a where a.org = $1 and a.kind = 'plan' and a.number > 0 and a.audience && $2::text[]
       and ($4::text[] is null or a.status = any($4)) and ($5::uuid[] is null or a.space = any($5)) and ($6::bigint is null or a.number < $6)
     order by a.number desc limit $3::int + 1`,
    '$3::int',
  ),
  values: [org, keys, limit, statuses, spaces, after],
});

type SubjectRow = Parameters<typeof presentPlan>[0];

const load = async (ref: z.output<typeof reference>, principal: Principal, services: Services): Promise<Result<SubjectRow>> => {
  const id = await idOf(ref, 'plan', principal, services);
  if (id.refused) return id;
  const [row] = await services.db.rows<SubjectRow>(subject('plan', principal, id.ok));
  return row ? ok(row) : refuse('not-found', 'There is no such plan that you can see.');
};

/** Ids of goals in an address or a number, in their order. */
const goalIds = async (
  refs: readonly z.output<typeof reference>[],
  principal: Principal,
  services: Pick<Services, 'db'>,
  field: string,
): Promise<Result<readonly ArtifactId[]>> => {
  const ids: ArtifactId[] = [];
  for (const ref of refs) {
    const id = await idOf(ref, 'goal', principal, services, field);
    if (id.refused) return id;
    ids.push(id.ok);
  }
  return ok(ids);
};

const peopleIds = async (
  names: readonly string[],
  principal: Principal,
  services: Pick<Services, 'directory'>,
): Promise<Result<readonly string[]>> => {
  const ids = actorIds(names, '/people', await services.directory(principal.org));
  return ids.refused ? ids : ok([...new Set(ids.ok)]);
};

export const planRoutes = [
  route({
    method: 'GET',
    path: '/api/plans',
    name: 'plans.list',
    summary: 'List plans, newest first',
    tag: 'planning',
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: status.optional(),
      space: spaceName.optional().describe('Id or slug; with the spaces inside of it'),
    }),
    reply: listReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const after = readCursor(query.after, z.tuple([inCursor.count]));
      if (after.refused) return after;
      const statuses = query.status === undefined ? null : [query.status];
      const [row] = await services.db.rows<ListRow>(list(principal, statuses, spaces.ok, after.ok?.[0] ?? null, query.limit));
      const more = row && row.found > query.limit && row.last !== null;
      return ready<z.output<typeof listReply>>(
        `{"items":${row?.items ?? '[]'},"next":${more ? `"${cursorOf([Number(row.last)])}"` : 'null'}}`,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/api/plans/:id',
    name: 'plans.look',
    summary: 'Read a plan: its stories, what is open, who has read it, and what there is room for',
    description:
      'Room is working time by calendars: holidays, short weeks and leave are out of it. What anybody finished before is no part of it.',
    tag: 'planning',
    who: 'member',
    params: subjectParams,
    reply: planReply,
    async act({ params, principal }, services) {
      const row = await load(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      return answer(
        await presentPlan(row.ok, { principal, directory }, (text) => services.markdown(principal, text)),
        row.ok.version,
      );
    },
  }),
  route({
    method: 'POST',
    path: '/api/plans',
    name: 'plans.draft',
    summary: 'Begin a plan: goals, a period, and who plans',
    tag: 'planning',
    who: 'member',
    changes: 'plan',
    body: z.strictObject({
      ...body,
      text: body.text.default(''),
      goals: body.goals.default([]),
      share: body.share.default(USUAL_SHARE),
      space: spaceName.nullable().default(null),
    }),
    reply: changedReply,
    status: 201,
    async act({ body: given, principal, fresh }, services) {
      const space = spaceId(given.space, principal.actor, await services.directory(principal.org));
      if (space.refused) return space;
      const people = await peopleIds(given.people, principal, services);
      if (people.refused) return people;
      const goals = await goalIds(given.goals, principal, services, '/goals');
      if (goals.refused) return goals;
      const period = { from: Date.parse(given.from), to: Date.parse(given.to) };
      const data = { ...given, ...period, space: space.ok, people: people.ok, goals: goals.ok };
      const sent = await services.send({ kind: 'plan', artifact: fresh, name: 'draft', data, refs: goals.ok });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/plans/${sent.ok.number}`);
    },
  }),
  route({
    ...base,
    method: 'PATCH',
    path: '/api/plans/:id',
    name: 'plans.revise',
    summary: 'Change what a plan says, its period or its goals',
    body: z.strictObject(body).partial(),
    async act(asked, services) {
      const { people: names, goals: refs, ...given } = asked.body;
      const people = names === undefined ? null : await peopleIds(names, asked.principal, services);
      if (people?.refused) return people;
      const row = await load(asked.params.id, asked.principal, services);
      if (row.refused) return row;
      const goals = refs === undefined ? null : await goalIds(refs, asked.principal, services, '/goals');
      if (goals?.refused) return goals;
      const { from, to, ...rest } = given;
      const period = {
        ...(from === undefined ? {} : { from: Date.parse(from) }),
        ...(to === undefined ? {} : { to: Date.parse(to) }),
      };
      const data = { ...rest, ...period, ...(people ? { people: people.ok } : {}), ...(goals ? { goals: goals.ok } : {}) };
      return changeOf('plan', asked, services, { name: 'revise', data, refs: goals?.ok ?? (row.ok.state as PlanState).goals });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/plans/:id/stories',
    name: 'plans.propose-story',
    summary: 'Propose a story: it becomes a task, with these criteria, when the plan holds',
    body: z.strictObject({
      title: story.title,
      text: story.text.default(''),
      criteria: story.criteria.default([]),
      depth: story.depth.default('deep'),
      minutes: story.minutes.default(480),
      needs: story.needs.default([]),
      context: story.context.default(''),
      goal: story.goal.default(null),
    }),
    async act(asked, services) {
      const { goal: named, ...given } = asked.body;
      const goal = named === null ? ok(null) : await idOf(named, 'goal', asked.principal, services, '/goal');
      if (goal.refused) return goal;
      return changeOf('plan', asked, services, {
        name: 'propose',
        data: { ...given, goal: goal.ok },
        refs: goal.ok === null ? [] : [goal.ok],
      });
    },
  }),
  route({
    ...onStory,
    method: 'PATCH',
    path: '/api/plans/:id/stories/:story',
    name: 'plans.revise-story',
    summary: 'Change a story',
    body: z.strictObject(story).partial(),
    async act(asked, services) {
      const { goal: named, ...given } = asked.body;
      const goal =
        named === null || named === undefined ? ok(null) : await idOf(named, 'goal', asked.principal, services, '/goal');
      if (goal.refused) return goal;
      const data = { story: asked.params.story, ...given, ...(named === undefined ? {} : { goal: goal.ok }) };
      return changeOf('plan', asked, services, { name: 'revise-story', data, refs: goal.ok === null ? [] : [goal.ok] });
    },
  }),
  route({
    ...onStory,
    method: 'DELETE',
    path: '/api/plans/:id/stories/:story',
    name: 'plans.leave-out',
    summary: 'Leave a story out of this plan',
    act: (asked, services) => changeOf('plan', asked, services, { name: 'leave-out', data: { story: asked.params.story } }),
  }),
  route({
    ...onStory,
    method: 'PUT',
    path: '/api/plans/:id/stories/:story',
    name: 'plans.take-in',
    summary: 'Take a story that was left out into this plan again',
    act: (asked, services) => changeOf('plan', asked, services, { name: 'take-in', data: { story: asked.params.story } }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/plans/:id/openings',
    name: 'plans.open',
    summary: 'Have it read: everybody who plans has two of their working days',
    description:
      'When everybody has read it, or had their time, it holds if nothing is open: no meeting. What is open is settled within a week, in half an hour at most, or left out.',
    act: (asked, services) => changeOf('plan', asked, services, { name: 'open', data: {} }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/plans/:id/readings',
    name: 'plans.read',
    summary: 'Say that you have read it, and have nothing more to raise',
    act: (asked, services) => changeOf('plan', asked, services, { name: 'read', data: {} }),
  }),
  route({
    ...onStory,
    method: 'POST',
    path: '/api/plans/:id/stories/:story/concerns',
    name: 'plans.raise',
    summary: 'Raise what would have to be answered before a story is taken on',
    body: z.strictObject({ text: words.min(1, 'must say something') }),
    act: (asked, services) =>
      changeOf('plan', asked, services, { name: 'raise', data: { story: asked.params.story, text: asked.body.text } }),
  }),
  route({
    ...onStory,
    method: 'POST',
    path: '/api/plans/:id/stories/:story/settlements',
    name: 'plans.settle',
    summary: 'Say that what somebody raised is settled',
    description: 'By who raised it; by who began the plan with words.',
    body: z.strictObject({ of: actorName.describe('Whose: a handle or an id'), words: words.default('') }),
    async act(asked, services) {
      const of = actorId(asked.body.of, '/of', await services.directory(asked.principal.org));
      if (of.refused) return of;
      const data = { story: asked.params.story, of: of.ok, words: asked.body.words };
      return changeOf('plan', asked, services, { name: 'settle', data });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/plans/:id/withdrawals',
    name: 'plans.withdraw',
    summary: 'Withdraw a plan',
    body: z.strictObject({ reason: words.default('') }),
    act: (asked, services) => changeOf('plan', asked, services, { name: 'withdraw', data: asked.body }),
  }),
] as const;
