import type { DirectoryReader } from '#kernel/actors/build.ts';
import { organizationRoutes } from './organization-routes.ts';
import { spaceRoutes } from './space-routes.ts';
import type { OrganizationState } from './organization.ts';
import { toSpace, type SpaceState } from './space.ts';

export {
  organization,
  organizationCommands,
  type OrganizationCommand,
  type OrganizationEvent,
  type OrganizationState,
} from './organization.ts';
export { space, spaceCommands, type SpaceCommand } from './space-commands.ts';
export { toSpace, type SpaceEvent, type SpaceState } from './space.ts';
export { homeFault } from './home.ts';
export { knownSpace, spaceId, spaceName, spaceReply, spaceShown, spacesInside } from './naming.ts';
export { leaveSpaces } from './departures.ts';
export { organizationSentence, spaceSentence } from './sentences.ts';

/** How the kinds of this practice are read into the organization's directory. */
export const spacesInDirectory = {
  organization: ({ state }) => {
    const { name, longestWindow } = state as OrganizationState;
    return { is: 'organization', name, longestWindow };
  },
  space: ({ id, state }) => ({ is: 'space', space: toSpace(id, state as SpaceState) }),
} satisfies Record<string, DirectoryReader>;

export const spacesRoutes = [...organizationRoutes, ...spaceRoutes] as const;
