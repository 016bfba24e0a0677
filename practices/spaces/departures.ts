import { nameId } from '#kernel/stream/name-id.ts';
import type { Command } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';

/**
 * [safety] Who left the organization, and a team that was disbanded, is taken out of its spaces and their named roles, so that coming
 * back opens nothing by itself.
 */
export const leaveSpaces: ReactionMaker = ({ send, directory }) => ({
  name: 'spaces.leave-spaces',
  types: new Set(['person-left', 'team-disbanded']),
  async react({ org, artifact: actor, version }) {
    for (const space of (await directory(org)).spaces.values()) {
      const named = Object.values(space.roles).some((actors) => actors.includes(actor));
      if (!named && !Object.hasOwn(space.members, actor)) continue;
      const id = nameId('leave-space', actor, version, space.id);
      const causedBy = { artifact: actor, version };
      await send({
        id,
        org,
        by: SYSTEM,
        kind: 'space',
        artifact: space.id,
        name: 'release',
        data: { actor },
        causedBy,
      } satisfies Command);
    }
  },
});
