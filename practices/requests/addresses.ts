import type { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { changeOf, type Reference } from '#practices/comments';
import { spaceId } from '#practices/spaces';
import { text, type Principal, type Services } from '#server/route.ts';
import type { requestCommands } from './commands.ts';
import { homeOf, type HomeRow } from './queries.ts';
import { LONGEST_TEXT } from './words.ts';

export const words = text(LONGEST_TEXT);

interface Place {
  readonly space: SpaceId | null;
  readonly audience: readonly string[] | null;
}

/** Where a request is at home that does not say so: with what waits for it, and seen by the same; else the whole organization's. */
export const placeOf = async (
  { space, audience }: { readonly space?: string | null | undefined; readonly audience?: readonly string[] | undefined },
  blocks: readonly ArtifactId[],
  directory: Directory,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<Place>> => {
  const [first] = blocks;
  if (space === undefined && audience === undefined && first !== undefined) {
    const [home] = await db.rows<HomeRow>(homeOf(principal, first));
    const named = home?.audience.every((key) => key.startsWith('actor:'))
      ? home.audience.map((key) => key.slice('actor:'.length))
      : null;
    return ok({ space: home?.space ?? null, audience: named });
  }
  const id = spaceId(space ?? null, principal.actor, directory);
  return id.refused ? id : ok({ space: id.ok, audience: audience ?? null });
};

type Commands = typeof requestCommands;

/** Sends one command to the request of the address, and answers where it stands then. */
export const change = <N extends keyof Commands>(
  asked: { readonly params: { readonly id: Reference }; readonly principal: Principal },
  services: Services,
  name: N,
  data: z.output<Commands[N]>,
  refs: readonly ArtifactId[] = [],
) => changeOf('request', asked, services, { name, data, refs });
