import type { Sentence } from '#kernel/stream/sentence.ts';
import type { AgentEvent } from './agent.ts';
import type { PersonEvent } from './person.ts';
import type { TeamEvent } from './team.ts';

export const personSentence: Sentence<PersonEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const whom = names.actor(artifact);
  const own = by === artifact;
  switch (body.type) {
    case 'person-invited':
      return `${who} invited ${whom}${body.role === 'steward' ? ' as a steward of the organization' : ''}.`;
    case 'person-joined':
      return `${whom} joined.`;
    case 'profile-changed':
      return own ? `${who} changed their profile.` : `${who} changed the profile of ${whom}.`;
    case 'mail-changed':
      return `${who} changed their mail address.`;
    case 'hours-set':
      return own ? `${who} set their hours.` : `${who} set the hours of ${whom}.`;
    case 'leave-planned':
    case 'leave-changed':
    case 'leave-cancelled': {
      const verb = body.type === 'leave-planned' ? 'planned' : body.type === 'leave-changed' ? 'changed' : 'cancelled';
      return own ? `${who} ${verb} leave.` : `${who} ${verb} leave of ${whom}.`;
    }
    case 'deputies-named': {
      const deputies = `${listed(body.deputies.map(names.actor))} as ${body.deputies.length === 1 ? 'deputy' : 'deputies'}`;
      if (body.deputies.length === 0) return own ? `${who} has no deputy any more.` : `${who} took the deputies of ${whom} back.`;
      return own ? `${who} named ${deputies}.` : `${who} named ${deputies} of ${whom}.`;
    }
    case 'skills-set':
      return own ? `${who} changed their skills.` : `${who} changed the skills of ${whom}.`;
    case 'role-granted':
      return `${who} made ${whom} a steward of the organization.`;
    case 'role-revoked':
      return own
        ? `${who} is no longer a steward of the organization.`
        : `${who} made ${whom} a member who no longer runs the organization.`;
    case 'person-left':
      return own ? `${who} left.` : `${who} recorded that ${whom} left.`;
    default:
      return body satisfies never;
  }
};

export const teamSentence: Sentence<TeamEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const team = names.actor(artifact);
  switch (body.type) {
    case 'team-formed':
      return `${who} formed the team ${team}.`;
    case 'team-renamed':
      return `${who} changed how the team ${body.name} is described.`;
    case 'team-member-added':
      return `${who} made ${names.actor(body.member)} a ${body.role} of the team ${team}.`;
    case 'team-member-removed':
      return by === body.member
        ? `${who} left the team ${team}.`
        : `${who} took ${names.actor(body.member)} out of the team ${team}.`;
    case 'team-disbanded':
      return `${who} disbanded the team ${team}.`;
    default:
      return body satisfies never;
  }
};

export const agentSentence: Sentence<AgentEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const agent = names.actor(artifact);
  switch (body.type) {
    case 'agent-registered':
      return `${who} registered ${agent}; ${names.actor(body.accountable)} is accountable for it.`;
    case 'agent-described':
      return `${who} changed how ${agent} is described.`;
    case 'agent-handed-over':
      return `${who} made ${names.actor(body.accountable)} accountable for ${agent}.`;
    case 'agent-limited':
      return `${who} set what ${agent} may change, how much of it and where.`;
    case 'agent-orphaned':
      return `${agent} stopped, because ${names.actor(body.from)} has left and answered for it. Somebody else is asked to.`;
    case 'agent-question-closed':
      return null;
    case 'agent-suspended':
      return `${who} suspended ${agent}.`;
    case 'agent-resumed':
      return `${who} let ${agent} go on.`;
    default:
      return body satisfies never;
  }
};

/** `Raj, Mere and Aroha` */
const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter((part) => part).join(' and ');
