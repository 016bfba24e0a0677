import { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameId } from '#practices/protocols';
import { answer, created, iso, line, route, uuid, type Principal, type Question } from '#server/route.ts';
import type { RepositoryState } from './repository.ts';

const tag = 'changes';
const params = z.strictObject({ id: uuid });
const pattern = line(300);
const settings = {
  space: uuid.nullable().describe('Null: everybody sees its changes, and stewards of the organization look after it'),
  protect: z.array(pattern).max(200).describe('Paths that are always looked at, as CODEOWNERS writes them'),
  withoutChecks: z.boolean().describe('It reports no checks, so nothing waits for them'),
  production: z.array(line(100)).max(20).describe('Environments that count as production, beside those that the forge marks so'),
  incidents: z.array(line(100)).max(20).describe('Issues that bear one of these labels count as incidents'),
  issues: z
    .array(line(100))
    .max(20)
    .nullable()
    .describe('Issues that bear one of these labels become tasks here; none named: all of them. Null: none does'),
};
const shown = z.object({
  ...{
    id: uuid,
    name: z.string(),
    forge: uuid.nullable(),
    space: z.object({ id: z.string(), name: z.string(), slug: z.string() }).nullable(),
  },
  ...{
    protect: z.array(z.string()),
    withoutChecks: z.boolean(),
    production: z.array(z.string()),
    incidents: z.array(z.string()),
    issues: z.array(z.string()).nullable(),
  },
  ...{ connectedAt: z.string(), changes: z.number() },
});

const list = ({ org, keys }: Principal): Question => ({
  name: 'repositories.list',
  text: `select a.id, a.state, (select count(*)::int from artifacts c where c.org = a.org and c.kind = 'change' and c.summary->>'repository' = a.id::text) as changes
    from artifacts a where a.org = $1 and a.kind = 'repository' and a.number = 0 and a.parent is null and a.status = 'connected' and a.audience && $2::text[]
    order by a.title, a.id limit 1000`,
  values: [org, keys],
});
type Row = { readonly id: ArtifactId; readonly state: RepositoryState; readonly changes: number };

export const repositoryRoutes = [
  route({
    method: 'GET',
    path: '/api/repositories',
    name: 'repositories.list',
    summary: 'List the repositories whose changes are known here',
    tag,
    who: 'member',
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { db, directory }) {
      const [rows, { spaces }] = await Promise.all([db.rows<Row>(list(principal)), directory(principal.org)]);
      return answer({
        items: rows.map(({ id, state, changes }): z.output<typeof shown> => {
          const space = state.space === null ? undefined : spaces.get(state.space);
          return {
            ...{ id, name: state.name, forge: state.forge, changes, connectedAt: iso(state.connectedAt) },
            space: space ? { id: space.id, name: space.name, slug: space.slug } : null,
            ...{ protect: [...state.protect], withoutChecks: state.withoutChecks },
            ...{ production: [...state.production], incidents: [...state.incidents], issues: state.issues && [...state.issues] },
          };
        }),
      });
    },
  }),
  route({
    method: 'POST',
    path: '/api/repositories',
    name: 'repositories.connect',
    summary: 'Connect a repository: from now on its changes are taken in',
    tag,
    who: 'member',
    changes: 'repository',
    body: z.strictObject({
      name: line(300).describe('As the forge calls it: northwind/freight'),
      forge: uuid.nullable().default(null).describe('Who tells of its changes; null: nobody'),
      space: settings.space.default(null),
      protect: settings.protect.default([]),
      withoutChecks: settings.withoutChecks.default(false),
      production: settings.production.default(['production']),
      incidents: settings.incidents.default(['incident']),
      issues: settings.issues.default(null),
    }),
    status: 201,
    reply: z.object({ id: uuid }),
    async act({ body, principal }, { send }) {
      // One and the same, however often it is connected.
      const id = nameId('repository', principal.org, body.forge ?? '', body.name.toLowerCase());
      const refs = body.forge === null ? [] : [body.forge];
      const sent = await send({ kind: 'repository', artifact: id, name: 'connect', data: body, refs });
      return sent.refused ? sent : created({ id }, `/api/repositories/${id}`);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/repositories/:id/settings',
    name: 'repositories.settle',
    summary: 'Say how a repository is watched',
    tag,
    who: 'member',
    changes: 'repository',
    params,
    body: z.strictObject(settings),
    reply: z.strictObject({}),
    async act({ params: { id }, body }, { send }) {
      const sent = await send({ kind: 'repository', artifact: id, name: 'settle', data: body });
      return sent.refused ? sent : answer({});
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/repositories/:id',
    name: 'repositories.end',
    summary: 'Take in no more of a repository; what is known of it stays',
    tag,
    who: 'member',
    changes: 'repository',
    params,
    reply: z.strictObject({}),
    async act({ params: { id } }, { send }) {
      const sent = await send({ kind: 'repository', artifact: id, name: 'end', data: {} });
      return sent.refused ? sent : answer({});
    },
  }),
] as const;
