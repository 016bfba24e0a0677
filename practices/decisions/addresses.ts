import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory, Space } from '#kernel/actors/directory.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, line, text, uuid, type Answer, type Principal, type Services } from '#server/route.ts';
import { bodyFields } from './body.ts';
import { byNumber, idsOfNumbers } from './queries.ts';
import type { decisionCommands } from './commands.ts';
import type { changed } from './reply.ts';

/** An artifact in an address: its id, or its number in the organization. */
export const reference = z.union([
  uuid,
  z.coerce.number<number | string>('must be an id or a number like 142').int().min(1).max(2_147_483_647),
]);
export const subjectParams = z.strictObject({ id: reference });

/** A space as people name it: its id or its slug. */
export const spaceName = z.string().min(1).max(120);
export const words = text(20_000);
export const reason = words.min(1, 'must say why');

const refs = z.array(reference).max(100).optional();

/** The text of a decision as a request gives it: fields left out stay as they are; other decisions by id or number. */
export const bodyInput = {
  title: line(300).optional(),
  problem: text(100_000).optional(),
  options: z
    .array(z.strictObject({ title: line(300), consequences: text(100_000) }))
    .max(20)
    .optional(),
  recommendation: text(100_000).optional(),
  nextSteps: z.array(text(1000)).max(50).optional(),
  reversible: z.boolean().optional(),
  impact: z.enum(['low', 'medium', 'high']).optional(),
  affected: z.array(uuid).max(100).optional(),
  urgent: z.boolean().optional(),
  reviewOn: z.iso.date().nullable().optional(),
  supersedes: refs,
  implements: refs,
  buildsOn: refs,
} as const;

const input = z.strictObject(bodyInput);
const given = z.strictObject({ title: z.string().exactOptional(), ...bodyFields });
type Given = z.output<typeof given>;

/** What was given, with every other artifact by its id; `refs` are to be loaded through the sender's own view. */
export const bodyGiven = async (
  fields: z.output<typeof input>,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<{ readonly data: Given; readonly refs: readonly ArtifactId[] }>> => {
  const named = { supersedes: fields.supersedes, implements: fields.implements, buildsOn: fields.buildsOn };
  const numbers = [...new Set(Object.values(named).flatMap((list) => (list ?? []).filter((one) => typeof one === 'number')))];
  const found = numbers.length === 0 ? [] : await db.rows<{ id: string; number: number }>(idsOfNumbers(principal, numbers));
  const ids = new Map(found.map(({ id, number }) => [number, id]));
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) data[key] = value;
  const all: ArtifactId[] = [];
  for (const [rel, list] of Object.entries(named)) {
    if (list === undefined) continue;
    const resolved: ArtifactId[] = [];
    for (const [index, one] of list.entries()) {
      const id = typeof one === 'number' ? ids.get(one) : one;
      if (id === undefined) return refuse('not-found', `There is no #${one} that you can see.`, { field: `/${rel}/${index}` });
      resolved.push(id);
    }
    data[rel] = resolved;
    all.push(...resolved);
  }
  return ok({ data: given.parse(data), refs: all });
};

/** The decision of an address, by id or number; a number that its reader may not see is none. */
export const subjectId = async (
  id: string | number,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<ArtifactId>> => {
  if (typeof id === 'string') return ok(id.toLowerCase());
  const [row] = await db.rows<{ id: string }>(byNumber(principal, 'decision', id));
  return row ? ok(row.id) : refuse('not-found', `There is no decision #${id} that you can see.`);
};

const NO_SPACE = refuse('not-found', 'There is no such space that you can see.', { field: '/space' });

/** The space of a request, where its sender may know of it; null stays null. */
export const spaceId = (name: string | null, reader: ActorId, directory: Directory): Result<string | null> => {
  if (name === null) return ok(null);
  const wanted = name.normalize('NFC').toLowerCase();
  const space = directory.spaces.get(wanted) ?? [...directory.spaces.values()].find(({ slug }) => slug === wanted);
  return space && knownSpace(space.id, reader, directory) ? ok(space.id) : NO_SPACE;
};

/** [safety] A space, for whoever may know of it: who is inside, and who runs the organization. */
export const knownSpace = (id: SpaceId | null, reader: ActorId, directory: Directory): Space | null => {
  const [self, space] = [directory.actors.get(reader), id === null ? undefined : directory.spaces.get(id)];
  if (!self || !space) return null;
  return self.role === 'steward' || roleIn(self, space, directory) !== null ? space : null;
};

type Changed = z.output<typeof changed>;

export const changedBy = ({ artifact, number, version }: Receipt): Changed => ({ id: artifact, number, version });

type Commands = typeof decisionCommands;

/** Sends one command to the decision of the address, and answers where it stands then. */
export const change = async <N extends keyof Commands>(
  { params, principal }: { readonly params: { readonly id: string | number }; readonly principal: Principal },
  services: Services,
  name: N,
  data: z.output<Commands[N]>,
  more: readonly ArtifactId[] = [],
): Promise<Result<Answer<Changed>>> => {
  const id = await subjectId(params.id, principal, services);
  if (id.refused) return id;
  const sent = await services.send({ kind: 'decision', artifact: id.ok, name, data, refs: more });
  return sent.refused ? sent : answer(changedBy(sent.ok), sent.ok.version);
};
