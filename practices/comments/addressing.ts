import { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import { answer, uuid, type Answer, type Db, type Principal, type Services } from '#server/route.ts';
import { numbersIn } from './mentions.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** An artifact in an address: its id, or its number in the organization. */
export const reference = z.union([
  uuid,
  z.coerce.number<number | string>('must be an id or a number like 142').int().min(1).max(2_147_483_647),
]);
export const subjectParams = z.strictObject({ id: reference });
export type Reference = z.output<typeof reference>;

interface NumberedRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly kind: string;
}

/** The artifacts with these numbers, of any kind; those that the reader may not see are not there. */
export const numbered = async (db: Db, { org, keys }: Asker, numbers: readonly number[]): Promise<readonly NumberedRow[]> =>
  numbers.length === 0
    ? []
    : db.rows<NumberedRow>({
        name: 'comments.numbered',
        text: 'select id, number::int, kind from artifacts where org = $1 and number > 0 and number = any($3::bigint[]) and audience && $2::text[]',
        values: [org, keys, numbers],
      });

/** The artifact of an address; a number that its reader may not see is none. `kind` null: anything. */
export const idOf = async (
  ref: Reference,
  kind: string | null,
  principal: Asker,
  { db }: Pick<Services, 'db'>,
  field?: string,
): Promise<Result<ArtifactId>> => {
  if (typeof ref === 'string') return ok(ref.toLowerCase());
  const [row] = await numbered(db, principal, [ref]);
  return row && (kind === null || row.kind === kind)
    ? ok(row.id)
    : refuse('not-found', `There is no ${kind ?? 'artifact'} #${ref} that you can see.`, field === undefined ? {} : { field });
};

/** The ids of artifacts that a request names, in their order. */
export const artifactIds = async (
  refs: readonly Reference[],
  field: string,
  principal: Asker,
  { db }: Pick<Services, 'db'>,
): Promise<Result<readonly ArtifactId[]>> => {
  const found = await numbered(
    db,
    principal,
    refs.filter((one) => typeof one === 'number'),
  );
  const ids = new Map(found.map(({ id, number }) => [number, id]));
  const resolved: ArtifactId[] = [];
  for (const [index, one] of refs.entries()) {
    const id = typeof one === 'number' ? ids.get(one) : one.toLowerCase();
    if (id === undefined) return refuse('not-found', `There is no #${one} that you can see.`, { field: `${field}/${index}` });
    resolved.push(id);
  }
  return ok(resolved);
};

/** What texts name by number (`#142`) or address, so that it becomes a link. */
export const namedIn = async (
  said: readonly (string | undefined)[],
  principal: Asker,
  { db, address }: Pick<Services, 'db' | 'address'>,
): Promise<readonly ArtifactId[]> => (await numbered(db, principal, numbersIn(said.join('\n'), address))).map(({ id }) => id);

/** What a write answers: where the artifact stands now. */
export const changedReply = z.object({ id: z.string(), number: z.number(), version: z.number() });
type Changed = z.output<typeof changedReply>;

export const changedBy = ({ artifact, number, version }: Receipt): Changed => ({ id: artifact, number, version });

/** Sends one command to the artifact of the address, and answers where it stands then. */
export const changeOf = async (
  kind: string,
  { params, principal }: { readonly params: { readonly id: Reference }; readonly principal: Principal },
  services: Services,
  { name, data, refs = [] }: { readonly name: string; readonly data: unknown; readonly refs?: readonly ArtifactId[] },
): Promise<Result<Answer<Changed>>> => {
  const id = await idOf(params.id, kind, principal, services);
  if (id.refused) return id;
  const sent = await services.send({ kind, artifact: id.ok, name, data, refs });
  return sent.refused ? sent : answer(changedBy(sent.ok), sent.ok.version);
};
