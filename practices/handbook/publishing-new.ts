import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { spaceOf } from './addresses.ts';
import { placeFor } from './page-placing.ts';
import type { Place } from './page.ts';
import { segmentFrom, segmentOf } from './place.ts';
import { begin, type Published } from './publishing.ts';
import { readText } from './text.ts';

export interface NewPage {
  readonly id: ArtifactId;
  readonly body: string;
  /** Its id or slug; null: the whole organization. */
  readonly space: string | null;
  readonly under: ArtifactId | null;
  /** The sibling that it follows; null: it comes first; left out: it comes last. */
  readonly after?: ArtifactId | null | undefined;
  /** Its segment of the path; left out: after its title. */
  readonly name?: string | undefined;
  /** Who sees it instead of its space. */
  readonly only: readonly ActorId[] | null;
  readonly owners: readonly ActorId[];
  readonly reason: string;
  readonly propose: boolean;
  /** Tells the commands of one request apart. */
  readonly part?: string;
}

/** A new page at a free place, published at once or proposed. */
export const publishNew = async (
  services: Services,
  principal: Principal,
  asked: NewPage,
): Promise<Result<Pick<Published, 'id' | 'number' | 'version' | 'proposal'>>> => {
  const { id, body, only, owners, reason, propose: proposes, part } = asked;
  const room = spaceOf(asked.space, principal, await services.directory(principal.org));
  if (room.refused) return room;
  const where = { space: room.ok, under: asked.under };
  const titled = () => segmentFrom(readText(body, 'page').title);
  const given = asked.name === undefined ? ok(titled()) : segmentOf(asked.name, '/name');
  if (given.refused) return given;
  const wanted = asked.name === undefined ? { wish: given.ok } : { name: given.ok };
  const found = await placeFor(services, principal, where, wanted, id, asked.after);
  if (found.refused) return found;
  const place: Place = { ...where, ...found.ok, file: { name: `${found.ok.name}.md`, inside: false } };
  return begin(services, principal, { id, place, body, only, owners, reason, proposes, ...(part !== undefined && { part }) });
};
