import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { numbersIn } from '#practices/comments';
import { answer, text, uuid, type Answer, type Principal, type Services } from '#server/route.ts';
import { idsOfNumbers, type NumberRow } from './queries.ts';
import type { changed } from './reply.ts';
import { LONGEST_TEXT } from './words.ts';

/** An artifact in an address: its id, or its number in the organization. */
export const reference = z.union([
  uuid,
  z.coerce.number<number | string>('must be an id or a number like 142').int().min(1).max(2_147_483_647),
]);
export const subjectParams = z.strictObject({ id: reference });
export type Reference = z.output<typeof reference>;

/** A space as people name it: its id or its slug. */
export const spaceName = z.string().min(1).max(120);
/** Somebody as people name them: an id, or a handle with or without its @. */
export const actorName = z.string().min(1).max(120);
export const words = text(LONGEST_TEXT);

const NO_SPACE = refuse('not-found', 'There is no such space that you can see.', { field: '/space' });

/** [safety] A space that its reader is inside of, or knows of because they run the organization. */
export const spaceId = (name: string | null, reader: ActorId, directory: Directory): Result<SpaceId | null> => {
  if (name === null) return ok(null);
  const wanted = name.normalize('NFC').toLowerCase();
  const space = directory.spaces.get(wanted) ?? [...directory.spaces.values()].find(({ slug }) => slug === wanted);
  const self = directory.actors.get(reader);
  if (!space || !self) return NO_SPACE;
  return self.role === 'steward' || roleIn(self, space, directory) !== null ? ok(space.id) : NO_SPACE;
};

/** A space and all inside of it; the audience decides what is seen of them. */
export const spacesInside = async (
  name: string | undefined,
  principal: Principal,
  { directory }: Pick<Services, 'directory'>,
): Promise<Result<readonly string[] | null>> => {
  if (name === undefined) return ok(null);
  const known = await directory(principal.org);
  const id = spaceId(name, principal.actor, known);
  if (id.refused) return { ...id, field: '/query/space' };
  const inside = new Set([id.ok ?? '']);
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const space of known.spaces.values()) if (space.parent !== null && inside.has(space.parent)) inside.add(space.id);
  }
  return ok([...inside]);
};

/** Without accents: people type `tomas` for `tomás`. */
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** By id, by handle, or by a handle or name that only one has when accents are left out. */
export const actorId = (name: string, field: string, directory: Directory): Result<ActorId> => {
  const wanted = name.normalize('NFC').trim().replace(/^@/, '').toLowerCase();
  const here = [...directory.actors.values()].filter((one) => one.status !== 'left');
  const known = directory.actors.get(wanted) ?? here.find(({ handle }) => handle === wanted);
  if (known) return ok(known.id);
  const named = here.filter((one) => [one.handle, one.name].some((word) => plain(word) === plain(wanted)));
  if (named.length === 1 && named[0]) return ok(named[0].id);
  const message =
    named.length > 1 ? `There are several called ${name}. Use the handle.` : `There is nobody here called ${name.slice(0, 60)}.`;
  return refuse('not-found', message, { field, accepted: 'a handle, such as raj, or an id' });
};

/** The artifact of an address; a number that its reader may not see is none. `kind` null: anything. */
export const idOf = async (
  ref: Reference,
  kind: string | null,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
  field?: string,
): Promise<Result<ArtifactId>> => {
  if (typeof ref === 'string') return ok(ref.toLowerCase());
  const [row] = await db.rows<NumberRow>(idsOfNumbers(principal, [ref]));
  return row && (kind === null || row.kind === kind)
    ? ok(row.id)
    : refuse('not-found', `There is no ${kind ?? 'artifact'} #${ref} that you can see.`, field === undefined ? {} : { field });
};

/** Of a door's instants, as the decider takes them. */
export const msOf = (moment: string | null): Instant | null => (moment === null ? null : Date.parse(moment));

/** What texts name by number, so that it becomes a link. */
export const namedIn = async (
  said: readonly (string | undefined)[],
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<readonly ArtifactId[]> => {
  const numbers = numbersIn(said.join('\n'));
  return numbers.length === 0 ? [] : (await db.rows<NumberRow>(idsOfNumbers(principal, numbers))).map(({ id }) => id);
};

type Changed = z.output<typeof changed>;

export const changedBy = ({ artifact, number, version }: Receipt): Changed => ({ id: artifact, number, version });

/** Sends one command to the artifact of the address, and answers where it stands then. */
export const change = async (
  kind: 'task' | 'goal' | 'plan',
  { params, principal }: { readonly params: { readonly id: Reference }; readonly principal: Principal },
  services: Services,
  name: string,
  data: unknown,
  refs: readonly ArtifactId[] = [],
): Promise<Result<Answer<Changed>>> => {
  const id = await idOf(params.id, kind, principal, services);
  if (id.refused) return id;
  const sent = await services.send({ kind, artifact: id.ok, name, data, refs });
  return sent.refused ? sent : answer(changedBy(sent.ok), sent.ok.version);
};
