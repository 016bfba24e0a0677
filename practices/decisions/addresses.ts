import { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { artifactIds, changeOf, idOf, type Reference, reference } from '#practices/comments';
import { line, text, uuid, type Principal, type Services } from '#server/route.ts';
import { bodyFields } from './body.ts';
import type { decisionCommands } from './commands.ts';
import { subject, type DecisionRow } from './queries.ts';

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
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) data[key] = value;
  const all: ArtifactId[] = [];
  for (const [rel, list] of Object.entries(named)) {
    if (list === undefined) continue;
    const resolved = await artifactIds(list, `/${rel}`, principal, { db });
    if (resolved.refused) return resolved;
    data[rel] = resolved.ok;
    all.push(...resolved.ok);
  }
  return ok({ data: given.parse(data), refs: all });
};

type Commands = typeof decisionCommands;

/** Sends one command to the decision of the address, and answers where it stands then. */
export const change = <N extends keyof Commands>(
  asked: { readonly params: { readonly id: Reference }; readonly principal: Principal },
  services: Services,
  name: N,
  data: z.output<Commands[N]>,
  refs: readonly ArtifactId[] = [],
) => changeOf('decision', asked, services, { name, data, refs });

/** The decision of an address, as its reader sees it. */
export const load = async (id: string | number, principal: Principal, services: Services): Promise<Result<DecisionRow>> => {
  const artifact: Result<ArtifactId> = await idOf(id, 'decision', principal, services);
  if (artifact.refused) return artifact;
  const [row] = await services.db.rows<DecisionRow>(subject(principal, 'decision', artifact.ok));
  return row ? ok(row) : refuse('not-found', 'There is no such decision that you can see.');
};
