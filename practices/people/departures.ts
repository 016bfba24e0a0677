import { nameId } from '#kernel/stream/name-id.ts';
import type { Command } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';

/** [safety] Who left the organization is taken out of its teams, so that coming back opens nothing by itself. */
export const leaveTeams: ReactionMaker = ({ send, directory }) => ({
  name: 'people.leave-teams',
  types: new Set(['person-left']),
  async react({ org, artifact: member, version }) {
    for (const team of (await directory(org)).actors.values()) {
      if (team.kind !== 'team' || !team.members?.includes(member)) continue;
      const id = nameId('leave-team', member, version, team.id);
      const causedBy = { artifact: member, version };
      await send({
        id,
        org,
        by: SYSTEM,
        kind: 'team',
        artifact: team.id,
        name: 'remove-member',
        data: { member },
        causedBy,
      } satisfies Command);
    }
  },
});

/** [R10] An agent whose accountable person left has stopped, and asks for another. */
export const orphanAgents: ReactionMaker = ({ send, directory }) => ({
  name: 'people.orphan-agents',
  types: new Set(['person-left']),
  async react({ org, artifact: from, version }) {
    for (const agent of (await directory(org)).actors.values()) {
      if (agent.kind !== 'agent' || agent.accountable !== from) continue;
      await send({
        id: nameId('orphan', from, version, agent.id),
        ...{ org, by: SYSTEM, kind: 'agent', artifact: agent.id, name: 'orphan', data: { from } },
        causedBy: { artifact: from, version },
      } satisfies Command);
    }
  },
});
