import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { answer, created, line, route, uuid } from '../route.ts';
import { SCOPES } from '../scopes.ts';
import type { ServerServices } from '../services.ts';
import { endKey, listKeys, makeKey } from './keys.ts';

const TAG = 'accounts';
const scope = z.enum(SCOPES);
const key = z.object({
  id: uuid,
  name: z.string(),
  actor: uuid,
  scopes: z.array(scope),
  hint: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
});

export const keyRoutes = [
  route({
    method: 'GET',
    path: '/api/keys',
    name: 'keys.list',
    summary: 'List your API keys; an agent’s key is told of those of that agent',
    tag: TAG,
    who: 'member',
    reply: z.object({ items: z.array(key) }),
    async act({ principal }, { tables }: ServerServices) {
      const items = await listKeys(tables, principal);
      return answer({ items: items.map((one) => ({ ...one, scopes: [...one.scopes] })) });
    },
  }),
  route({
    method: 'POST',
    path: '/api/keys',
    name: 'keys.make',
    summary: 'Make an API key',
    description:
      'The token is in this answer and nowhere else. A key never reaches further than the person, or the agent, whose it is. Scopes: `read`; `write` changes artifacts; `admin` also people, spaces and protocols.',
    tag: TAG,
    who: 'member',
    changes: 'account',
    body: z.strictObject({
      name: line(120),
      scope: scope.default('read'),
      days: z.int().min(1).max(3650).nullable().default(365).describe('After so many days it ends; null: never'),
      agent: uuid.optional().describe('Acts as this agent, for which you are accountable'),
    }),
    reply: key.extend({ token: z.string() }),
    status: 201,
    async act({ body, principal, fresh }, { tables, directory }: ServerServices) {
      const agent = body.agent === undefined ? undefined : (await directory(principal.org)).actors.get(body.agent);
      if (
        body.agent !== undefined &&
        (agent?.kind !== 'agent' || agent.status !== 'active' || agent.accountable !== principal.actor)
      )
        return refuse('not-found', 'There is no agent with this id for which you are accountable.', { field: '/agent' });
      const made = await makeKey(tables, principal, {
        id: fresh,
        name: body.name,
        actor: agent?.id ?? principal.actor,
        scopes: [body.scope],
        days: body.days,
      });
      if (made.refused) return made;
      return created({ ...made.ok, scopes: [...made.ok.scopes] }, `/api/keys/${made.ok.id}`);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/keys/:id',
    name: 'keys.end',
    summary: 'End an API key',
    tag: TAG,
    who: 'member',
    changes: 'account',
    params: z.strictObject({ id: uuid }),
    reply: z.strictObject({}),
    async act({ params, principal }, { tables, accounts }: ServerServices) {
      const ended = await endKey(tables, principal.account, params.id);
      if (ended.refused) return ended;
      accounts.ended([ended.ok]);
      return answer({});
    },
  }),
] as const;
