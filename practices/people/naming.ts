import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';

/** Somebody as people name them: an id, or a handle with or without its @. */
export const actorName = z.string().min(1).max(120);

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

/** Several of them; a fault is of the place of the one in the list. */
export const actorIds = (names: readonly string[], field: string, directory: Directory): Result<readonly ActorId[]> => {
  const found: ActorId[] = [];
  for (const [index, name] of names.entries()) {
    const one = actorId(name, `${field}/${index}`, directory);
    if (one.refused) return one;
    found.push(one.ok);
  }
  return ok(found);
};

/** Which of some ids belongs to nobody here; people, teams and agents do. */
export const absentFault = (
  ids: readonly ActorId[],
  field: string,
  { directory }: Pick<Context, 'directory'>,
): Refusal | null => {
  const at = ids.findIndex((id) => (directory.actors.get(id)?.status ?? 'left') === 'left');
  return at < 0 ? null : refuse('not-found', 'There is nobody here with this id.', { field: `${field}/${at}` });
};
