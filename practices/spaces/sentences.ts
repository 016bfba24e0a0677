import type { Sentence } from '#kernel/stream/sentence.ts';
import type { OrganizationEvent } from './organization.ts';
import type { SpaceEvent } from './space.ts';

export const organizationSentence: Sentence<OrganizationEvent> = ({ body, by }, names) => {
  switch (body.type) {
    case 'organization-founded':
      return `${body.name} was founded.`;
    case 'organization-renamed':
      return `${names.actor(by)} renamed the organization to ${body.name}.`;
    case 'settings-changed':
      return `${names.actor(by)} changed the organization's longest window.`;
    default:
      return body satisfies never;
  }
};

export const spaceSentence: Sentence<SpaceEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const space = names.space(artifact);
  switch (body.type) {
    case 'space-opened':
      return `${who} opened the space ${space}${body.parent === null ? '' : ` in ${names.space(body.parent)}`}.`;
    case 'space-renamed':
      return `${who} renamed a space to ${body.name}.`;
    case 'space-purpose-changed':
      return `${who} changed what ${space} is for.`;
    case 'space-moved':
      return `${who} moved ${space} ${body.parent === null ? 'to the outermost level' : `into ${names.space(body.parent)}`}.`;
    case 'space-opened-up':
      return `${who} opened ${space} to the whole organization.`;
    case 'space-closed':
      return `${who} closed ${space} to all but its members.`;
    case 'space-made-public':
      return `${who} made the handbook of ${space} public: everybody who has its address may read it.`;
    case 'space-made-private':
      return `${who} took the handbook of ${space} back from the public.`;
    case 'space-member-added':
    case 'space-role-changed':
      return `${who} made ${names.actor(body.member)} a ${body.role} of ${space}.`;
    case 'space-member-removed':
      return by === body.member ? `${who} left ${space}.` : `${who} took ${names.actor(body.member)} out of ${space}.`;
    case 'named-role-assigned':
      return body.actors.length === 0
        ? `${who} ended the role ${body.role} in ${space}.`
        : `${who} gave the role ${body.role} in ${space} to ${body.actors.map(names.actor).join(', ')}.`;
    case 'meeting-days-set':
      return `${who} set the days on which ${space} holds no meetings.`;
    case 'space-archived':
      return `${who} archived ${space}.`;
    case 'space-restored':
      return `${who} restored ${space}.`;
    default:
      return body satisfies never;
  }
};
