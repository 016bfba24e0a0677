import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { answer, created, route, uuid } from '#server/route.ts';
import { agentCommands, type AgentState } from './agent.ts';
import { actorRef, refOf, type ActorRef } from './present.ts';
import { changesToday, stateOf } from './queries.ts';
import { teamCommands, type TeamState } from './team.ts';

const tag = 'people';
const id = z.strictObject({ id: uuid });
const changed = z.object({ version: z.number() });
const begun = z.object({ id: uuid, version: z.number() });
const teamRole = z.enum(['member', 'steward']);

type Member = { readonly actor: ActorRef; readonly role: z.output<typeof teamRole> };

const stewardsFirst = (one: Member, other: Member): number =>
  Number(other.role === 'steward') - Number(one.role === 'steward') || one.actor.name.localeCompare(other.actor.name, 'en');

export const teamRoutes = [
  route({
    method: 'POST',
    path: '/api/teams',
    name: 'teams.form',
    summary: 'Form a team',
    description: 'Whoever forms it is its steward. A team may be a member of spaces: then its members are let in with it.',
    tag,
    who: 'member',
    changes: 'team',
    body: teamCommands.form,
    reply: begun,
    status: 201,
    async act({ body, fresh }, { send }) {
      const sent = await send({ kind: 'team', artifact: fresh, name: 'form', data: body });
      return sent.refused ? sent : created({ id: fresh, version: sent.ok.version }, `/api/teams/${fresh}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/teams/:id',
    name: 'teams.one',
    summary: 'Look at a team and who is in it',
    tag,
    who: 'member',
    params: id,
    reply: actorRef.extend({
      purpose: z.string(),
      status: z.enum(['formed', 'disbanded']),
      members: z.array(z.object({ actor: actorRef, role: teamRole })),
      version: z.number(),
    }),
    async act({ params, principal }, { db, directory }) {
      const [found, organization] = await Promise.all([
        stateOf<TeamState>(db, principal, 'team', params.id),
        directory(principal.org),
      ]);
      if (!found) return refuse('not-found', 'There is no such team.');
      const { state, version } = found;
      const members = state.status === 'formed' ? Object.entries(state.members) : [];
      return answer(
        {
          ...refOf(params.id, organization),
          purpose: state.status === 'formed' ? state.purpose : '',
          status: state.status,
          members: members.map(([member, role]) => ({ actor: refOf(member, organization), role })).toSorted(stewardsFirst),
          version,
        },
        version,
      );
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/teams/:id',
    name: 'teams.rename',
    summary: 'Change the name or the purpose of a team',
    tag,
    who: 'member',
    changes: 'team',
    params: id,
    body: teamCommands.rename,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'team', artifact: params.id, name: 'rename', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/teams/:id/members/:member',
    name: 'teams.add-member',
    summary: 'Take somebody into a team, or change their role in it',
    tag,
    who: 'member',
    changes: 'team',
    params: z.strictObject({ id: uuid, member: uuid }),
    body: z.strictObject({ role: teamRole.default('member') }),
    reply: changed,
    async act({ params, body }, { send }) {
      const data = { member: params.member, role: body.role };
      const sent = await send({ kind: 'team', artifact: params.id, name: 'add-member', data });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/teams/:id/members/:member',
    name: 'teams.remove-member',
    summary: 'Leave a team, or take somebody out of it',
    tag,
    who: 'member',
    changes: 'team',
    params: z.strictObject({ id: uuid, member: uuid }),
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'team', artifact: params.id, name: 'remove-member', data: { member: params.member } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/teams/:id',
    name: 'teams.disband',
    summary: 'Disband a team',
    tag,
    who: 'member',
    changes: 'team',
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'team', artifact: params.id, name: 'disband', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;

export const agentRoutes = [
  route({
    method: 'POST',
    path: '/api/agents',
    name: 'agents.register',
    summary: 'Register an agent and who is accountable for it',
    tag,
    who: 'member',
    changes: 'agent',
    body: agentCommands.register,
    reply: begun,
    status: 201,
    async act({ body, fresh }, { send }) {
      const sent = await send({ kind: 'agent', artifact: fresh, name: 'register', data: body });
      return sent.refused ? sent : created({ id: fresh, version: sent.ok.version }, `/api/agents/${fresh}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/agents/:id',
    name: 'agents.one',
    summary: 'Look at an agent',
    tag,
    who: 'member',
    params: id,
    reply: actorRef.extend({
      purpose: z.string(),
      status: z
        .enum(['active', 'suspended', 'stopped'])
        .describe('`stopped`: who answered for it has left; it sees and does nothing until somebody else does'),
      accountable: actorRef,
      asked: z.array(actorRef).describe('Who is asked to answer for it from now on'),
      limits: z.object({
        perDay: z.int().nullable(),
        spaces: z.array(z.object({ id: uuid, name: z.string() })).nullable(),
        scopes: z.array(z.string()).nullable().describe('The kinds of artifact that it may change; null: all'),
        hidden: z.int().describe('Spaces of it that the reader does not see'),
        today: z.int().describe('Changes so far, where they are counted'),
      }),
      version: z.number(),
    }),
    async act({ params, principal }, { db, directory }) {
      const [found, organization, [day]] = await Promise.all([
        stateOf<AgentState>(db, principal, 'agent', params.id),
        directory(principal.org),
        db.rows<{ readonly changes: number }>(changesToday(principal, params.id)),
      ]);
      if (!found) return refuse('not-found', 'There is no such agent.');
      const { purpose, status, accountable, orphaned, limits } = found.state;
      const reader = organization.actors.get(principal.actor);
      const spaces = limits.spaces?.flatMap((space) => organization.spaces.get(space) ?? []) ?? null;
      const seen = spaces?.filter((space) => reader !== undefined && roleIn(reader, space, organization) !== null) ?? null;
      const stopped = status === 'active' && organization.actors.get(params.id)?.status !== 'active';
      return answer(
        {
          ...refOf(params.id, organization),
          purpose,
          status: stopped ? ('stopped' as const) : status,
          accountable: refOf(accountable, organization),
          asked: Object.entries(orphaned?.asked ?? {}).flatMap(([asked, { status: is }]) =>
            is === 'open' ? [refOf(asked, organization)] : [],
          ),
          limits: {
            perDay: limits.perDay,
            scopes: limits.scopes && [...limits.scopes],
            spaces: seen?.map(({ id: space, name }) => ({ id: space, name })) ?? null,
            hidden: (spaces?.length ?? 0) - (seen?.length ?? 0),
            today: day?.changes ?? 0,
          },
          version: found.version,
        },
        found.version,
      );
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/agents/:id',
    name: 'agents.describe',
    summary: 'Change the name or the purpose of an agent',
    tag,
    who: 'member',
    changes: 'agent',
    params: id,
    body: agentCommands.describe,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'agent', artifact: params.id, name: 'describe', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/agents/:id/accountable',
    name: 'agents.make-accountable',
    summary: 'Make another person accountable for an agent',
    tag,
    who: 'member',
    changes: 'agent',
    params: id,
    body: agentCommands['make-accountable'],
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'agent', artifact: params.id, name: 'make-accountable', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/agents/:id/limits',
    name: 'agents.limit',
    summary: 'Say what an agent may change, how much of it in a day, and in which spaces',
    description:
      'Beside what its keys and its roles say. For who answers for it and stewards of the organization; no agent sets its own. Commands beyond are refused with `budget-spent` or `outside-limits`.',
    tag,
    who: 'member',
    changes: 'agent',
    params: id,
    body: agentCommands.limit,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'agent', artifact: params.id, name: 'limit', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/agents/:id/suspension',
    name: 'agents.suspend',
    summary: 'Suspend an agent: it sees and does nothing until it is resumed',
    tag,
    who: 'member',
    changes: 'agent',
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'agent', artifact: params.id, name: 'suspend', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/agents/:id/suspension',
    name: 'agents.resume',
    summary: 'Let a suspended agent go on',
    tag,
    who: 'member',
    changes: 'agent',
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'agent', artifact: params.id, name: 'resume', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;
