import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import { mayWrite } from '../addresses.ts';
import { TRIGGER } from './asking.ts';

export const mayPublish = z
  .enum(['publish', 'perhaps', 'propose'])
  .describe(
    '`perhaps`: a protocol here says of some texts that they are proposed first. `propose`: you may read here and not write',
  );

/** What somebody does who sends another text of a page in a space. */
export const publishingIn = (
  { space, protocol }: { readonly space: SpaceId | null; readonly protocol: Protocol | null },
  actor: ActorId,
  directory: Directory,
): z.output<typeof mayPublish> => {
  if (!mayWrite(space, actor, directory)) return 'propose';
  if (protocol !== null) return 'perhaps';
  const rooms: (SpaceId | null)[] = [null];
  for (let at = space; at !== null && !rooms.includes(at); at = directory.spaces.get(at)?.parent ?? null) rooms.push(at);
  return directory.protocols.some((one) => one.protocol.on === TRIGGER && rooms.includes(one.space)) ? 'perhaps' : 'publish';
};
