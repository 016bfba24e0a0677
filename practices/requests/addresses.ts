import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { numbersIn } from '#practices/comments';
import { answer, text, uuid, type Answer, type Principal, type Services } from '#server/route.ts';
import type { requestCommands } from './commands.ts';
import { homeOf, idsOfNumbers, type HomeRow, type NumberRow } from './queries.ts';
import type { changed } from './reply.ts';
import { LONGEST_TEXT } from './words.ts';

/** An artifact in an address: its id, or its number in the organization. */
export const reference = z.union([
  uuid,
  z.coerce.number<number | string>('must be an id or a number like 142').int().min(1).max(2_147_483_647),
]);
export const subjectParams = z.strictObject({ id: reference });

/** A space as people name it: its id or its slug. */
export const spaceName = z.string().min(1).max(120);
/** Somebody as people name them: an id, or a handle with or without its @. */
export const actorName = z.string().min(1).max(120);
export const words = text(LONGEST_TEXT);

/** [safety] Whether somebody may know of a space: who is inside, and who runs the organization. */
const knowsSpace = (reader: ActorId, id: SpaceId | null, directory: Directory): boolean => {
  const [self, space] = [directory.actors.get(reader), id === null ? undefined : directory.spaces.get(id)];
  return self !== undefined && space !== undefined && (self.role === 'steward' || roleIn(self, space, directory) !== null);
};

const NO_SPACE = refuse('not-found', 'There is no such space that you can see.', { field: '/space' });

export const spaceId = (name: string | null, reader: ActorId, directory: Directory): Result<string | null> => {
  if (name === null) return ok(null);
  const wanted = name.normalize('NFC').toLowerCase();
  const space = directory.spaces.get(wanted) ?? [...directory.spaces.values()].find(({ slug }) => slug === wanted);
  return space && knowsSpace(reader, space.id, directory) ? ok(space.id) : NO_SPACE;
};

/** Without accents: people type `tomas` for `tomás`. */
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** By id, by handle, or by a handle or name that only one has when accents are left out. */
export const actorId = (name: string, field: string, directory: Directory): Result<ActorId> => {
  const wanted = name.normalize('NFC').trim().replace(/^@/, '').toLowerCase();
  const here = [...directory.actors.values()].filter(({ status }) => status !== 'left');
  const known = directory.actors.get(wanted) ?? here.find(({ handle }) => handle === wanted);
  if (known) return ok(known.id);
  const named = here.filter(({ handle, name: full }) => [handle, full].some((one) => plain(one) === plain(wanted)));
  if (named.length === 1 && named[0]) return ok(named[0].id);
  const message =
    named.length > 1 ? `There are several called ${name}. Use the handle.` : `There is nobody here called ${name.slice(0, 60)}.`;
  return refuse('not-found', message, { field, accepted: 'a handle, such as raj, or an id' });
};

/** The ids of artifacts that a request names, in their order. */
export const artifactIds = async (
  refs: readonly (string | number)[],
  field: string,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<readonly ArtifactId[]>> => {
  const numbers = refs.filter((one) => typeof one === 'number');
  const found = numbers.length === 0 ? [] : await db.rows<NumberRow>(idsOfNumbers(principal, numbers));
  const ids = new Map(found.map(({ id, number }) => [number, id]));
  const resolved: ArtifactId[] = [];
  for (const [index, one] of refs.entries()) {
    const id = typeof one === 'number' ? ids.get(one) : one.toLowerCase();
    if (id === undefined) return refuse('not-found', `There is no #${one} that you can see.`, { field: `${field}/${index}` });
    resolved.push(id);
  }
  return ok(resolved);
};

/** What a text names by number, so that it becomes a link. */
export const namedIn = async (
  said: string,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<readonly ArtifactId[]> => {
  const numbers = numbersIn(said);
  return numbers.length === 0 ? [] : (await db.rows<NumberRow>(idsOfNumbers(principal, numbers))).map(({ id }) => id);
};

/** The request of an address, by id or number; a number that its reader may not see is none. */
export const subjectId = async (
  id: string | number,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<ArtifactId>> => {
  if (typeof id === 'string') return ok(id.toLowerCase());
  const [row] = await db.rows<NumberRow>(idsOfNumbers(principal, [id]));
  return row?.kind === 'request' ? ok(row.id) : refuse('not-found', `There is no request #${id} that you can see.`);
};

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

type Changed = z.output<typeof changed>;
type Commands = typeof requestCommands;

export const changedBy = ({ artifact, number, version }: Receipt): Changed => ({ id: artifact, number, version });

/** Sends one command to the request of the address, and answers where it stands then. */
export const change = async <N extends keyof Commands>(
  { params, principal }: { readonly params: { readonly id: string | number }; readonly principal: Principal },
  services: Services,
  name: N,
  data: z.output<Commands[N]>,
  refs: readonly ArtifactId[] = [],
): Promise<Result<Answer<Changed>>> => {
  const id = await subjectId(params.id, principal, services);
  if (id.refused) return id;
  const sent = await services.send({ kind: 'request', artifact: id.ok, name, data, refs });
  return sent.refused ? sent : answer(changedBy(sent.ok), sent.ok.version);
};
