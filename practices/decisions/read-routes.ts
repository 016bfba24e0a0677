import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { idOf, reference, subjectParams } from '#practices/comments';
import { actorIds } from '#practices/people';
import { spaceId, spaceName, spacesInside } from '#practices/spaces';
import { answer, cursorOf, iso, paging, inCursor, readCursor, ready, route, uuid } from '#server/route.ts';
import { load } from './addresses.ts';
import type { DecisionEvent } from './events.ts';
import { foreseenOf, openingOf } from './opening.ts';
import { presentDecision } from './present.ts';
import { graph, graphAround, log, texts, timeline, type GraphRow, type LogRow, type TextRow } from './queries.ts';
import { documentOf } from './record.ts';
import { madrFileName, toMadr } from './records/madr.ts';
import { decisionReply, graphReply, logReply, openingReply, textsReply, timelineReply } from './reply.ts';

const people = z.string().max(8_000);
const namesIn = (list: string): readonly string[] => list.split(',').filter((name) => name !== '');

const STATUSES = [
  'draft',
  'open',
  'accepted',
  'rejected',
  'lapsed',
  'withdrawn',
  'superseded',
  'deprecated',
  'proposed',
] as const;

const statuses = z
  .string()
  .max(200)
  .refine(
    (words) => words.split(',').every((word) => STATUSES.some((status) => status === word)),
    `must be some of ${STATUSES.join(',')}`,
  )
  .optional()
  .describe('Several with commas: open,accepted. Left out: all but drafts');

const inSpace = { space: spaceName.optional().describe('Id or slug; with the spaces inside of it') };

export const readRoutes = [
  route({
    method: 'GET',
    path: '/api/decisions',
    name: 'decisions.log',
    summary: 'Read the decision log',
    description: 'Newest number first. `q` finds words or parts of words of the title, or a number.',
    tag: 'decisions',
    who: 'member',
    hot: true,
    query: z.strictObject({
      ...paging,
      status: statuses,
      ...inSpace,
      author: uuid.optional(),
      q: z.string().max(200).optional(),
      year: z.coerce.number<number | string>('must be a year').int().min(1900).max(9998).optional(),
    }),
    reply: logReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const after = readCursor(query.after, z.tuple([inCursor.count]));
      if (after.refused) return after;
      const filter = {
        statuses: query.status?.split(',') ?? null,
        spaces: spaces.ok,
        author: query.author ?? null,
        words: query.q?.trim() ? query.q : null,
        year: query.year ?? null,
      };
      const [row] = await services.db.rows<LogRow>(log(principal, filter, after.ok?.[0] ?? null, query.limit));
      const next = row && row.found > query.limit && row.last !== null ? `"${cursorOf([Number(row.last)])}"` : 'null';
      return ready(`{"items":${row?.items ?? '[]'},"next":${next}}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/graph',
    name: 'decisions.graph',
    summary: 'See which decisions supersede, implement and build on which',
    description:
      'Around one decision: what is at most four links away. Otherwise the newest decisions that are linked. At most 300.',
    tag: 'decisions',
    who: 'member',
    query: z.strictObject({ ...inSpace, around: reference.optional() }),
    reply: graphReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const around = query.around === undefined ? null : await idOf(query.around, 'decision', principal, services);
      if (around?.refused) return around;
      const [row] = await services.db.rows<GraphRow>(
        around === null ? graph(principal, spaces.ok) : graphAround(principal, around.ok),
      );
      return ready(`{"nodes":${row?.nodes ?? '[]'},"edges":${row?.edges ?? '[]'}}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/timeline',
    name: 'decisions.timeline',
    summary: 'Count what was decided, by month and outcome',
    tag: 'decisions',
    who: 'member',
    query: z.strictObject({
      ...inSpace,
      months: z.coerce.number<number | string>('must be a number from 1 to 600').int().min(1).max(600).default(24),
    }),
    reply: timelineReply,
    async act({ query, principal }, services) {
      const spaces = await spacesInside(query.space, principal, services);
      if (spaces.refused) return spaces;
      const [row] = await services.db.rows<{ items: string }>(timeline(principal, spaces.ok, query.months));
      return ready(`{"items":${row?.items ?? '[]'}}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/:id',
    name: 'decisions.look',
    summary: 'Read a decision: its text, its run and proof, what was said, and what you may do now',
    tag: 'decisions',
    who: 'member',
    params: subjectParams,
    reply: decisionReply,
    async act({ params, principal }, services) {
      const row = await load(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const reply = await presentDecision(row.ok, { principal, directory, now: row.ok.now }, (source) =>
        services.markdown(principal, source),
      );
      return answer(reply, row.ok.version);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/opening',
    name: 'decisions.foresee',
    summary: 'See whom a decision would ask if it were opened now, and until when',
    description:
      'Nothing is written. What it says of itself, not its words, goes into that. Refused as opening would be: `nobody-to-ask`, `affected-shut-out`, `no-protocol`.',
    tag: 'decisions',
    who: 'member',
    query: z.strictObject({
      space: spaceName.optional().describe('Id or slug; left out: the whole organization'),
      audience: people.optional().describe('Handles or ids of those who see it, with commas; left out: whoever sees the space'),
      affected: people.optional().describe('Handles or ids of those whom it affects, with commas'),
      impact: z.enum(['low', 'medium', 'high']).default('medium'),
      reversible: z.enum(['true', 'false']).default('true'),
      urgent: z.enum(['true', 'false']).default('false'),
      options: z.coerce.number<string>('must be a number from 0 to 20').int().min(0).max(20).default(0).describe('How many'),
      steps: z.coerce
        .number<string>('must be a number from 0 to 50')
        .int()
        .min(0)
        .max(50)
        .default(0)
        .describe('How many next steps'),
    }),
    reply: openingReply,
    async act({ query, principal }, services) {
      const directory = await services.directory(principal.org);
      const space = spaceId(query.space ?? null, principal.actor, directory);
      if (space.refused) return { ...space, field: '/query/space' };
      const audience =
        query.audience === undefined ? ok(undefined) : actorIds(namesIn(query.audience), '/query/audience', directory);
      if (audience.refused) return audience;
      const affected = actorIds(namesIn(query.affected ?? ''), '/query/affected', directory);
      if (affected.refused) return affected;
      const data = {
        ...{ space: space.ok, affected: [...affected.ok], impact: query.impact },
        ...{ reversible: query.reversible === 'true', urgent: query.urgent === 'true' },
        options: Array.from({ length: query.options }, (_, index) => ({ title: String(index + 1), consequences: '' })),
        nextSteps: Array.from({ length: query.steps }, (_, index) => String(index + 1)),
        ...(audience.ok && { audience: [...audience.ok] }),
      };
      const opening = foreseenOf(data, principal.actor, { org: principal.org, directory, now: principal.at });
      return opening.refused ? opening : answer(opening.ok);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/:id/opening',
    name: 'decisions.preview-opening',
    summary: 'See whom opening a draft would ask now, and until when',
    tag: 'decisions',
    who: 'member',
    params: subjectParams,
    reply: openingReply,
    async act({ params, principal }, services) {
      const row = await load(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const opening = openingOf(row.ok, { org: principal.org, directory, now: row.ok.now });
      return opening.refused ? opening : answer(opening.ok, row.ok.version);
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/:id/record.md',
    name: 'decisions.record',
    summary: 'Take the decision away as a MADR file',
    tag: 'decisions',
    who: 'member',
    params: subjectParams,
    reply: z.string(),
    type: 'text/markdown; charset=utf-8',
    async act({ params, principal }, services) {
      const row = await load(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const document = documentOf(row.ok, principal.actor, directory);
      return ok({
        body: toMadr(document),
        version: row.ok.version,
        // The name by which other records link to it.
        headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(madrFileName(document))}` },
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/decisions/:id/texts',
    name: 'decisions.texts',
    summary: 'Read every text that a decision had, with the reason of each change',
    tag: 'decisions',
    who: 'member',
    params: subjectParams,
    reply: textsReply,
    async act({ params, principal }, services) {
      const artifact = await idOf(params.id, 'decision', principal, services);
      if (artifact.refused) return artifact;
      const rows = await services.db.rows<TextRow>(texts(principal, artifact.ok));
      if (rows.length === 0) return refuse('not-found', 'There is no such decision that you can see.');
      const directory = await services.directory(principal.org);
      return answer({ items: rows.map((row) => textOf(row, directory.actors.get(row.by)?.name ?? 'somebody')) });
    },
  }),
] as const;

const textOf = ({ version, at, by, body: event }: TextRow, name: string): z.output<typeof textsReply>['items'][number] => {
  const body = event as Extract<DecisionEvent, { body: unknown; title: string }>;
  const { affected, options, nextSteps, supersedes, implements: carriesOut, buildsOn, proposes: _, ...plain } = body.body;
  const [label, reason, markdown] =
    body.type === 'decision-amended'
      ? ([body.label, body.reason, null] as const)
      : body.type === 'decision-imported' || body.type === 'record-changed'
        ? (['imported', null, body.record.markdown] as const)
        : (['draft', null, null] as const);
  return {
    ...{ version, at: iso(at), by: { id: by, name }, label, reason, title: body.title, markdown },
    body: {
      ...plain,
      affected: [...affected],
      options: options.map((option) => ({ ...option })),
      nextSteps: [...nextSteps],
      supersedes: [...supersedes],
      implements: [...carriesOut],
      buildsOn: [...buildsOn],
    },
  };
};
