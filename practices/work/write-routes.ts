import { z } from 'zod';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { changedBy, changedReply, changeOf, idOf, namedIn, reference, type Reference, subjectParams } from '#practices/comments';
import { actorId, actorName } from '#practices/people';
import { spaceId, spaceName } from '#practices/spaces';
import { answer, created, instant, line, route, type Principal, type Services } from '#server/route.ts';
import { msOf, words } from './addresses.ts';
import { heldBy, homeOf, type HeldRow, type HomeRow } from './queries.ts';
import { loadTask } from './read-routes.ts';
import { claimed, depth } from './reply.ts';
import { claimOf } from './state.ts';
import { LONGEST_LINE, LONGEST_TITLE } from './words.ts';

const token = z.number().int().min(1).describe('The fencing token that claiming answered');
const said = words.min(1, 'must say something');
const body = {
  title: line(LONGEST_TITLE),
  text: words,
  criteria: z.array(line(LONGEST_LINE)).max(50).describe('What must be true when it is done. None: it cannot be claimed'),
  depth,
  minutes: z.number().int().describe('Its size: about how long it takes'),
  needs: z.array(line(80)).max(20).describe('Skills, as people name theirs'),
  context: z.string().max(80).describe('What one has in one’s head while at it, in a word'),
  dueAt: instant.nullable(),
  goal: reference.nullable(),
};
const base = { tag: 'work', who: 'member', changes: 'task', params: subjectParams, reply: changedReply } as const;

/** Where a task is at home that does not say so: with what it is drafted from, and seen by the same; else the whole organization's. */
const placeOf = async (
  space: string | null | undefined,
  from: ArtifactId | null,
  principal: Principal,
  { db, directory }: Pick<Services, 'db' | 'directory'>,
): Promise<Result<{ readonly space: string | null; readonly audience: readonly string[] | null }>> => {
  if (space === undefined && from !== null) {
    const [home] = await db.rows<HomeRow>(homeOf(principal, from));
    const named = home?.audience.every((key) => key.startsWith('actor:'))
      ? home.audience.map((key) => key.slice('actor:'.length))
      : null;
    return ok({ space: home?.space ?? null, audience: named });
  }
  const id = spaceId(space ?? null, principal.actor, await directory(principal.org));
  return id.refused ? id : ok({ space: id.ok, audience: null });
};

const goalOf = async (
  goal: Reference | null | undefined,
  principal: Principal,
  services: Pick<Services, 'db'>,
): Promise<Result<ArtifactId | null>> =>
  goal === null || goal === undefined ? ok(null) : idOf(goal, 'goal', principal, services, '/goal');

export const writeRoutes = [
  route({
    method: 'POST',
    path: '/api/tasks',
    name: 'tasks.draft',
    summary: 'Draft a task; with acceptance criteria it can be claimed at once',
    description:
      '`from` names what it comes from (a decision, a request, a meeting): without `space` it is at home there, and seen by the same.',
    tag: 'work',
    who: 'member',
    changes: 'task',
    body: z.strictObject({
      title: body.title,
      text: body.text.default(''),
      criteria: body.criteria.default([]),
      depth: depth.default('shallow'),
      minutes: body.minutes.default(60),
      needs: body.needs.default([]),
      context: body.context.default(''),
      dueAt: body.dueAt.default(null),
      goal: body.goal.default(null),
      space: spaceName.nullable().optional(),
      from: reference.nullable().default(null),
    }),
    reply: changedReply,
    status: 201,
    async act({ body: given, principal, fresh }, services) {
      const from = given.from === null ? ok(null) : await idOf(given.from, null, principal, services, '/from');
      if (from.refused) return from;
      const goal = await goalOf(given.goal, principal, services);
      if (goal.refused) return goal;
      const place = await placeOf(given.space, from.ok, principal, services);
      if (place.refused) return place;
      const data = { ...given, ...place.ok, dueAt: msOf(given.dueAt), from: from.ok, goal: goal.ok };
      const named = await namedIn([given.title, given.text, ...given.criteria], principal, services);
      const refs = [...new Set([from.ok, goal.ok, ...named].filter((id) => id !== null))];
      const sent = await services.send({ kind: 'task', artifact: fresh, name: 'draft', data, refs });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/tasks/${sent.ok.number}`);
    },
  }),
  route({
    ...base,
    method: 'PATCH',
    path: '/api/tasks/:id',
    name: 'tasks.revise',
    summary: 'Change what a task says',
    body: z.strictObject(body).partial(),
    async act(asked, services) {
      const { goal: named, dueAt, ...rest } = asked.body;
      const given = dueAt === undefined ? rest : { ...rest, dueAt: msOf(dueAt) };
      const goal = await goalOf(named, asked.principal, services);
      if (goal.refused) return goal;
      const refs = await namedIn([given.title, given.text, ...(given.criteria ?? [])], asked.principal, services);
      const data = named === undefined ? given : { ...given, goal: goal.ok };
      return changeOf('task', asked, services, { name: 'revise', data, refs: goal.ok === null ? refs : [...refs, goal.ok] });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/claims',
    name: 'tasks.claim',
    summary: 'Claim it; of all who do at once, one holds it',
    description:
      'Answers the fencing token by which its holder finishes it. Refused with `claimed-already`, `limit-reached` (one deep and one shallow task at a time), `criteria-required`, `task-closed`.',
    reply: claimed,
    async act(asked, services) {
      const { principal, params } = asked;
      const claim = async () => {
        const held = await services.db.rows<HeldRow>(heldBy(principal, principal.actor));
        return changeOf('task', asked, services, { name: 'claim', data: {}, refs: held.map(({ id }) => id) });
      };
      const first = await claim();
      // [L4] Where another claim of theirs came between, the store lets one of them in: who asks again is told which.
      const sent = first.refused && first.code === 'busy' ? await claim() : first;
      if (sent.refused) return sent;
      const row = await loadTask(params.id, principal, services);
      if (row.refused) return row;
      const { id, number, version, state } = row.ok;
      const lease = claimOf(state);
      const until = new Date(lease?.until ?? principal.at).toISOString();
      return answer({ id, number, version, token: lease?.token ?? state.claims, until }, version);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/extensions',
    name: 'tasks.extend',
    summary: 'Go on with it: one honest sentence, where nothing else is to be seen',
    body: z.strictObject({ token, words: said }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'extend', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/releases',
    name: 'tasks.release',
    summary: 'Give it back, with a note for whoever comes next',
    body: z.strictObject({ token, note: words.default('') }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'release', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/offers',
    name: 'tasks.offer',
    summary: 'Offer it to somebody who is starting their day; they take it by claiming it',
    description: 'By its holder, with their token; by its owner while nobody holds it. It stays where it is until it is taken.',
    body: z.strictObject({ token: token.exactOptional(), to: actorName, note: words.default('') }),
    async act(asked, services) {
      const to = actorId(asked.body.to, '/to', await services.directory(asked.principal.org));
      return to.refused ? to : changeOf('task', asked, services, { name: 'offer', data: { ...asked.body, to: to.ok } });
    },
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/tasks/:id/offers',
    name: 'tasks.end-offer',
    summary: 'Say that you cannot take it, or take the offer back',
    act: (asked, services) => changeOf('task', asked, services, { name: 'end-offer', data: {} }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/activities',
    name: 'tasks.note-activity',
    summary: 'Note what was seen of the work elsewhere; the holder’s own renews their claim',
    body: z.strictObject({
      what: z.enum(['commit', 'change', 'draft', 'demo', 'note']),
      words: said,
      address: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullable()
        .default(null),
    }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'activity', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/completions',
    name: 'tasks.finish',
    summary: 'Finish it: all that it asks for is met',
    description:
      'Refused with `stale-token` and `not-the-holder` for whoever holds it no longer, `criteria-open` where something is not met.',
    body: z.strictObject({
      token,
      words: words.default('').describe('What came of it'),
      met: z.array(z.number().int().min(0)).max(50).describe('The places of the criteria that are met, from 0'),
    }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'finish', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/keepings',
    name: 'tasks.keep',
    summary: 'Say why it is still worth doing, though nobody has claimed it',
    body: z.strictObject({ words: words.default('') }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'keep', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/splits',
    name: 'tasks.split',
    summary: 'Split it: each part is a task of its own, and this one is dropped',
    description: 'A part has the space, depth, skills, context and goal of the whole, and criteria of its own.',
    body: z.strictObject({
      into: z
        .array(z.strictObject({ title: body.title, criteria: body.criteria.default([]), minutes: body.minutes }))
        .min(2)
        .max(12),
    }),
    async act(asked, services) {
      const { params, principal, body: given } = asked;
      const row = await loadTask(params.id, principal, services);
      if (row.refused) return row;
      const { id, number, state } = row.ok;
      const { text, depth: deep, needs, context, dueAt, goal, space, audience } = state;
      const numbers: number[] = [];
      for (const [index, part] of given.into.entries()) {
        const data = { ...part, text, depth: deep, needs, context, dueAt, goal, space, audience, from: id };
        const artifact = nameId('part', asked.fresh, index);
        const refs = [id, ...(goal === null ? [] : [goal])];
        const sent = await services.send({ kind: 'task', artifact, name: 'draft', data, refs, part: `part ${index}` });
        if (sent.refused) return sent;
        numbers.push(sent.ok.number);
      }
      const reason = `Split into ${numbers.map((one) => `#${one}`).join(', ')} (of #${number}).`;
      return changeOf('task', asked, services, { name: 'drop', data: { reason } });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/drops',
    name: 'tasks.drop',
    summary: 'Drop it: it will not be done',
    body: z.strictObject({ reason: words.default('') }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'drop', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/tasks/:id/reopenings',
    name: 'tasks.reopen',
    summary: 'Open it again',
    body: z.strictObject({ reason: said }),
    act: (asked, services) => changeOf('task', asked, services, { name: 'reopen', data: asked.body }),
  }),
] as const;
