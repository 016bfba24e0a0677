import { calledIn } from '#kernel/actors/names.ts';
import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { iso, uuid, type Document, type Principal } from '#server/route.ts';
import { mayWrite, reads, runs } from './addresses.ts';
import { peopleAmong } from './audience.ts';
import type { PageRow, TrailRow } from './page-queries.ts';
import type { Verification } from './page.ts';

export const actorReply = z.object({ id: uuid, name: z.string(), handle: z.string() });

export const nodeReply = z.object({
  id: uuid,
  number: z.number(),
  title: z.string(),
  name: z.string().describe('Its segment of the path'),
  below: z.boolean().describe('Whether something stands below it'),
  restricted: z.boolean(),
});

const verificationReply = z.object({
  days: z.number(),
  at: z.string().describe('When it is asked for next'),
  last: z.object({ by: actorReply, at: z.string(), revision: z.number() }).nullable(),
  needsWork: z.object({ by: actorReply, at: z.string(), words: z.string() }).nullable(),
  asked: z.array(z.object({ actor: actorReply, status: z.enum(['open', 'answered', 'lapsed']), dueAt: z.string() })),
});

export const pageReply = z.object({
  id: uuid,
  number: z.number(),
  version: z.number(),
  title: z.string(),
  status: z.enum(['published', 'archived', 'deleted']),
  space: z.object({ id: uuid, slug: z.string(), name: z.string() }).nullable(),
  under: z.object({ id: uuid, number: z.number() }).nullable().describe('The page above it, where the reader sees that one'),
  trail: z.array(z.object({ id: uuid, number: z.number(), title: z.string() })).describe('The pages above it, from the top'),
  path: z.string().describe('Its path within its space, as far as the reader sees the pages above'),
  name: z.string(),
  moved: z.boolean().describe('Whether it has stood elsewhere, or been called otherwise'),
  revision: z.number(),
  revisedAt: z.string().nullable(),
  revisedBy: actorReply.nullable(),
  author: actorReply,
  createdAt: z.string(),
  owners: z.array(actorReply),
  only: z
    .array(actorReply)
    .nullable()
    .describe('Who alone may read it, beside its author and owners; null: whoever sees its space'),
  language: z.string().nullable(),
  html: z.string().describe('Sanitized, with the titles of what it names'),
  headings: z
    .array(z.object({ level: z.number(), id: z.string(), text: z.string() }))
    .describe('For a table of contents: `id` is that of an element of `html`'),
  plain: z
    .enum(['too-large', 'too-deep', 'too-slow'])
    .nullable()
    .describe('Why its text is shown as it was typed; null: it is not'),
  broken: z.array(z.string()).describe('Addresses in it that lead nowhere'),
  verification: verificationReply.nullable(),
  protocol: z
    .object({ id: z.string(), html: z.string() })
    .nullable()
    .describe('The protocol that its text holds, in plain English; null: it holds none'),
  may: z.object({
    write: z.boolean(),
    propose: z.boolean().describe('Another text of it'),
    delete: z.boolean(),
    verify: z.boolean(),
  }),
});

export const who = (id: string, directory: Directory): z.output<typeof actorReply> => {
  const actor = directory.actors.get(id);
  return { id, name: calledIn(directory, id, id === SYSTEM ? 'Proceed' : ''), handle: actor?.handle ?? '' };
};

export const presentPage = (
  { id, number, version, state }: PageRow,
  document: Document | null,
  trail: readonly TrailRow[],
  principal: Principal,
  directory: Directory,
  rule: string | null,
): z.output<typeof pageReply> => {
  const alive = state.status === 'deleted' ? null : state;
  const space = state.space === null ? undefined : directory.spaces.get(state.space);
  const above = trail.at(-1);
  const write = alive !== null && mayWrite(state.space, principal.actor, directory);
  return {
    id,
    number,
    version,
    title: state.title,
    status: state.status,
    space: space ? { id: space.id, slug: space.slug, name: space.name } : null,
    under: above && above.id === state.under ? { id: above.id, number: above.number } : null,
    trail: trail.map((one) => ({ id: one.id, number: one.number, title: one.title })),
    path: [...trail.map(({ name }) => name), state.name].join('/'),
    name: state.name,
    moved: state.formerly.length > 0,
    revision: alive?.revision ?? 0,
    revisedAt: alive ? iso(alive.revisedAt) : null,
    revisedBy: alive ? who(alive.revisedBy, directory) : null,
    author: who(state.author, directory),
    createdAt: iso(state.createdAt),
    owners: (alive?.owners ?? []).map((one) => who(one, directory)),
    only: state.only?.map((one) => who(one, directory)) ?? null,
    language: alive?.language ?? null,
    html: document?.html ?? '',
    headings: [...(document?.headings ?? [])],
    plain: document?.plain ?? null,
    broken: [...(alive?.broken ?? [])],
    verification: alive?.verification ? presentVerification(alive.verification, directory) : null,
    protocol: alive?.protocol && rule !== null ? { id: alive.protocol.id, html: rule } : null,
    may: {
      write,
      propose: alive?.status === 'published' && reads(state.space, principal.actor, directory),
      delete: alive !== null && (state.author === principal.actor || runs(state.space, principal.actor, directory)),
      verify:
        alive?.verification != null &&
        (alive.verification.asked[principal.actor] !== undefined ||
          peopleAmong(alive.owners.length > 0 ? alive.owners : [state.author], directory).includes(principal.actor)),
    },
  };
};

const presentVerification = (
  { days, at, last, needsWork, asked }: Verification,
  directory: Directory,
): z.output<typeof verificationReply> => ({
  days,
  at: iso(at),
  last: last && { by: who(last.by, directory), at: iso(last.at), revision: last.revision },
  needsWork: needsWork && { by: who(needsWork.by, directory), at: iso(needsWork.at), words: needsWork.words },
  asked: Object.entries(asked).map(([actor, { status, clock }]) => ({
    actor: who(actor, directory),
    status,
    dueAt: iso(clock.dueAt),
  })),
});

export const changedReply = z.object({ id: uuid, number: z.number(), version: z.number() });

/** A decision that proposes a text. */
export const proposalReply = z.object({ id: uuid, number: z.number() });

export const revisionReply = z.object({
  revision: z.number(),
  title: z.string(),
  reason: z.string(),
  by: actorReply,
  writers: z.array(actorReply).describe('Who else wrote it'),
  at: z.string(),
  decision: z.object({ number: z.number(), title: z.string() }).nullable().describe('The decision that published it'),
});

export const presentRevision = (
  row: {
    readonly revision: number;
    readonly title: string;
    readonly reason: string;
    readonly by: string;
    readonly at: number;
    readonly writers: readonly string[];
    readonly decision: number | null;
    readonly decisionTitle: string | null;
  },
  directory: Directory,
): z.output<typeof revisionReply> => ({
  revision: row.revision,
  title: row.title,
  reason: row.reason,
  by: who(row.by, directory),
  writers: row.writers.map((one) => who(one, directory)),
  at: iso(row.at),
  decision: row.decision === null ? null : { number: row.decision, title: row.decisionTitle ?? '' },
});
