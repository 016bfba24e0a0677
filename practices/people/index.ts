import type { DirectoryReader } from '#kernel/actors/build.ts';
import { agentActor, type AgentState } from './agent.ts';
import { coverageRoutes } from './coverage-routes.ts';
import { personRoutes } from './person-routes.ts';
import { agentRoutes, teamRoutes } from './team-routes.ts';
import { personActor, type PersonState } from './person.ts';
import { teamActor, type TeamState } from './team.ts';

export { person, personCommands, type PersonCommand } from './person-commands.ts';
export { calendarsOf, personActor, type PersonEvent, type PersonState } from './person.ts';
export { hoursSchema, readHours, type Hours } from './hours.ts';
export { team, teamActor, teamCommands, type TeamCommand, type TeamEvent, type TeamState } from './team.ts';
export { agent, agentActor, agentCommands, type AgentCommand, type AgentEvent, type AgentState } from './agent.ts';
export { leaveTeams, orphanAgents } from './departures.ts';
export { agentSentence, personSentence, teamSentence } from './sentences.ts';

/** How the kinds of this practice are read into the organization's directory. */
export const peopleInDirectory = {
  person: ({ id, state }) => ({ is: 'actor', actor: personActor(id, state as PersonState) }),
  team: ({ id, state }) => ({ is: 'actor', actor: teamActor(id, state as TeamState) }),
  agent: ({ id, state }) => ({ is: 'actor', actor: agentActor(id, state as AgentState) }),
} satisfies Record<string, DirectoryReader>;

export { absentFault, actorId, actorIds, actorName } from './naming.ts';
export { actorRef, refOf, type ActorRef } from './present.ts';
export const peopleRoutes = [...personRoutes, ...teamRoutes, ...agentRoutes, ...coverageRoutes] as const;
