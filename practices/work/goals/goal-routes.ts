import { z } from 'zod';
import { calledIn } from '#kernel/actors/names.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import {
  changedBy,
  changedReply,
  changeOf,
  historyReply,
  idOf,
  linkReply,
  presentHistory,
  presentLink,
  reference,
  subjectParams,
  type ToldRow,
} from '#practices/comments';
import { spaceId, spaceName, spaceReply, spaceShown, spacesInside } from '#practices/spaces';
import { answer, created, instant, iso, line, route } from '#server/route.ts';
import { msOf, words } from '../addresses.ts';
import { at } from '../present.ts';
import { subject } from '../queries.ts';
import { moment, person } from '../reply.ts';
import { goalSentence } from '../sentences.ts';
import { LONGEST_LINE, LONGEST_TITLE } from '../words.ts';
import { goalsList, type GoalRow } from './goal-queries.ts';
import type { GoalState } from './goal.ts';

const status = z.enum(['set', 'reached', 'dropped']);
const tally = z.object({
  draft: z.number(),
  ready: z.number(),
  claimed: z.number(),
  done: z.number(),
});

const goalItem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  outcome: z.string(),
  above: z.string().nullable().describe('The goal that it serves'),
  space: z.string().nullable(),
  dueAt: moment.nullable(),
  tasks: tally.describe('Its tasks that the reader sees'),
});

const goalReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  text: z.string(),
  html: z.string(),
  outcome: z.string(),
  status,
  above: z.object({ id: z.string(), number: z.number(), title: z.string() }).nullable(),
  space: spaceReply.nullable(),
  author: person,
  setAt: moment,
  dueAt: moment.nullable(),
  closed: z.object({ by: person, at: moment, words: z.string() }).nullable(),
  links: z.array(linkReply),
  comments: z.number(),
  history: z.array(historyReply),
});

const base = { tag: 'work', who: 'member', changes: 'goal', params: subjectParams, reply: changedReply } as const;
const body = {
  title: line(LONGEST_TITLE),
  text: words,
  outcome: z.string().max(LONGEST_LINE).describe('By what one sees that it is reached'),
  dueAt: instant.nullable(),
  above: reference.nullable().describe('The goal that it serves'),
};

export const goalRoutes = [
  route({
    method: 'GET',
    path: '/api/goals',
    name: 'goals.list',
    summary: 'List the goals, with how their tasks stand',
    tag: 'work',
    who: 'member',
    hot: true,
    query: z.strictObject({
      status: z.enum(['set', 'closed', 'all']).default('set'),
      space: spaceName.optional().describe('Id or slug; with the spaces inside of it'),
    }),
    reply: z.object({ items: z.array(goalItem) }),
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const statuses = { set: ['set'], closed: ['reached', 'dropped'], all: null }[query.status];
      const rows = await services.db.rows<GoalRow>(goalsList(principal, statuses, spaces.ok));
      return answer({ items: [...rows] });
    },
  }),
  route({
    method: 'GET',
    path: '/api/goals/:id',
    name: 'goals.look',
    summary: 'Read a goal',
    tag: 'work',
    who: 'member',
    params: subjectParams,
    reply: goalReply,
    async act({ params, principal }, services) {
      const id = await idOf(params.id, 'goal', principal, services);
      if (id.refused) return id;
      const [row] = await services.db.rows<ToldRow>(subject('goal', principal, id.ok));
      if (!row) return refuse('not-found', 'There is no such goal that you can see.');
      const state = row.state as GoalState;
      const directory = await services.directory(principal.org);
      const named = (who: string) => ({ id: who, name: calledIn(directory, who) });
      const above = row.links.find((link) => link.id === state.above);
      const { stage } = state;
      return answer(
        {
          ...{ id: row.id, number: row.number, version: row.version, title: state.title, text: state.text },
          html: await services.markdown(principal, state.text),
          outcome: state.outcome,
          status: stage.status === 'open' ? ('set' as const) : stage.status,
          above: above ? { id: above.id, number: above.number, title: above.title } : null,
          space: spaceShown(state.space, principal.actor, directory),
          author: named(state.author),
          setAt: iso(state.setAt),
          dueAt: at(state.dueAt),
          closed: stage.status === 'open' ? null : { by: named(stage.by), at: iso(stage.at), words: stage.words },
          links: row.links.map(presentLink),
          comments: row.comments,
          history: presentHistory(row, goalSentence, named),
        },
        row.version,
      );
    },
  }),
  route({
    method: 'POST',
    path: '/api/goals',
    name: 'goals.set',
    summary: 'Set a goal',
    tag: 'work',
    who: 'member',
    changes: 'goal',
    body: z.strictObject({
      title: body.title,
      text: body.text.default(''),
      outcome: body.outcome.default(''),
      dueAt: body.dueAt.default(null),
      above: body.above.default(null),
      from: reference.nullable().default(null).describe('What it comes from: a quarterly, a decision'),
      space: spaceName.nullable().default(null),
    }),
    reply: changedReply,
    status: 201,
    async act({ body: given, principal, fresh }, services) {
      const space = spaceId(given.space, principal.actor, await services.directory(principal.org));
      if (space.refused) return space;
      const above = given.above === null ? ok(null) : await idOf(given.above, 'goal', principal, services, '/above');
      if (above.refused) return above;
      const from = given.from === null ? ok(null) : await idOf(given.from, null, principal, services, '/from');
      if (from.refused) return from;
      const data = { ...given, dueAt: msOf(given.dueAt), above: above.ok, from: from.ok, space: space.ok };
      const refs = [above.ok, from.ok].filter((id) => id !== null);
      const sent = await services.send({ kind: 'goal', artifact: fresh, name: 'set', data, refs });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/goals/${sent.ok.number}`);
    },
  }),
  route({
    ...base,
    method: 'PATCH',
    path: '/api/goals/:id',
    name: 'goals.revise',
    summary: 'Change what a goal says',
    body: z.strictObject(body).partial(),
    async act(asked, services) {
      const { above: named, dueAt, ...rest } = asked.body;
      const given = dueAt === undefined ? rest : { ...rest, dueAt: msOf(dueAt) };
      const above =
        named === null || named === undefined ? ok(null) : await idOf(named, 'goal', asked.principal, services, '/above');
      if (above.refused) return above;
      const data = named === undefined ? given : { ...given, above: above.ok };
      return changeOf('goal', asked, services, { name: 'revise', data, refs: above.ok === null ? [] : [above.ok] });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/goals/:id/closings',
    name: 'goals.close',
    summary: 'Say that a goal is reached, or drop it',
    body: z.strictObject({ as: z.enum(['reached', 'dropped']), words: words.default('') }),
    act: (asked, services) => changeOf('goal', asked, services, { name: 'close', data: asked.body }),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/goals/:id/reopenings',
    name: 'goals.reopen',
    summary: 'Open a goal again',
    body: z.strictObject({ words: words.default('') }),
    act: (asked, services) => changeOf('goal', asked, services, { name: 'reopen', data: asked.body }),
  }),
] as const;
