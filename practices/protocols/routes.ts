import { z } from 'zod';
import type { Protocol } from '#kernel/protocol/document.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { outlineOf } from '#kernel/protocol/outline.ts';
import { writeWho } from '#kernel/protocol/who.ts';
import { protocolSchema } from '#kernel/protocol/schema.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { answer, iso, route } from '#server/route.ts';
import { declaredKinds, declaredTriggers } from './declared.ts';
import { list, one, ran, ranCounts, type ProtocolRow, type RanRow } from './queries.ts';

const space = z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable();
const item = z.object({
  artifact: z.string(),
  number: z.number(),
  version: z.number(),
  /** The protocol's own name: `decide/consent`. */
  id: z.string(),
  title: z.string(),
  status: z.enum(['in-force', 'retired']),
  /** Null: the whole organization. */
  space,
  /** What makes it begin. */
  on: z.string(),
  /** Something here does. */
  begins: z.boolean(),
  when: z.string().nullable(),
  urgent: z.boolean(),
  steps: z.array(z.string()),
  publishedAt: z.string(),
  /** [P1] What it says, in plain English, made from its YAML. */
  prose: z.string(),
  /** The same in a sentence or two. */
  short: z.string(),
  /** "when a decision is opened" */
  governs: z.string(),
});

const words = z.array(z.string()).readonly();

/** The prose in pieces, for a picture of it. */
const outline = z.object({
  governs: z.string(),
  short: z.string(),
  begins: z.string(),
  steps: z
    .array(
      z.object({
        step: z.string(),
        entry: words,
        who: z.string(),
        time: z.string(),
        passes: z.string(),
        next: z.string().nullable(),
        otherwise: z.string().nullable(),
        leadsTo: z.string().nullable(),
        more: words,
      }),
    )
    .readonly(),
  lease: words,
  ends: words,
});

const protocolReply = item.extend({
  revision: z.number(),
  source: z.string(),
  html: z.string(),
  outline,
  asked: z.array(z.object({ step: z.string(), of: z.string() })),
});

/** What a page holds, or held once; null: a page that never held a protocol. */
const heldBy = ({ state }: ProtocolRow) => {
  if (state.status === 'deleted' || state.governed === null) return null;
  const inForce = state.status === 'published' && state.protocol !== null;
  return { state, protocol: state.governed, status: inForce ? ('in-force' as const) : ('retired' as const) };
};

const present = (
  row: ProtocolRow,
  { state, protocol, status }: NonNullable<ReturnType<typeof heldBy>>,
  directory: Directory,
): z.output<typeof item> => {
  const { title, revisedAt } = state;
  const room = row.space === null ? undefined : directory.spaces.get(row.space);
  return {
    ...{ artifact: row.id, number: row.number, version: row.version, id: protocol.id, title, status },
    space: room ? { id: room.id, slug: room.slug, name: room.name } : null,
    ...{ on: protocol.on, when: protocol.when ?? null, urgent: protocol.urgent === true },
    begins: protocol.on.startsWith('schedule:') || declaredTriggers().has(protocol.on),
    steps: protocol.steps.map(({ step }) => step),
    publishedAt: iso(revisedAt),
    prose: explain(protocol),
    ...briefly(protocol),
  };
};

const briefly = (protocol: Protocol): { readonly short: string; readonly governs: string } => {
  const { short, governs } = outlineOf(protocol);
  return { short, governs };
};

/** A protocol in an address: its artifact's id or number, or its own name with a slash written as %2F. */
const params = z.strictObject({
  id: z.union([z.uuid(), z.coerce.number<number | string>().int().min(1).max(2_147_483_647), z.string().min(1).max(100)]),
});
const NONE = refuse('not-found', 'There is no such protocol that you can see.');

const SCHEMA = `${JSON.stringify(protocolSchema(), null, 2)}\n`;

export const protocolRoutes = [
  route({
    method: 'GET',
    path: '/schemas/protocol.json',
    name: 'protocols.schema',
    summary: 'Get the grammar of protocols as a JSON Schema, for editors',
    tag: 'protocols',
    who: 'anyone',
    reply: z.string(),
    type: 'application/schema+json; charset=utf-8',
    async act() {
      return ok({ body: SCHEMA, headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' } });
    },
  }),
  route({
    method: 'GET',
    path: '/api/protocols',
    name: 'protocols.list',
    summary: 'List the protocols in force, and those that were',
    tag: 'protocols',
    who: 'member',
    reply: z.object({ items: z.array(item) }),
    async act({ principal }, { db, directory }) {
      const [rows, known] = await Promise.all([db.rows<ProtocolRow>(list(principal)), directory(principal.org)]);
      return answer({
        items: rows.flatMap((row) => {
          const held = heldBy(row);
          return held ? [present(row, held, known)] : [];
        }),
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/protocols/:id',
    name: 'protocols.look',
    summary: 'Read a protocol: what it says in plain English, and as it was written',
    tag: 'protocols',
    who: 'member',
    params,
    reply: protocolReply,
    async act({ params: { id }, principal }, { db, directory, markdown }) {
      const [[row], known] = await Promise.all([db.rows<ProtocolRow>(one(principal, id)), directory(principal.org)]);
      const held = row ? heldBy(row) : null;
      if (!row || !held) return NONE;
      const { protocol, state } = held;
      const asked = protocol.steps.map(({ step, of }) => ({ step, of: writeWho(of) }));
      const shown = present(row, held, known);
      const { revision, body: source } = state;
      return answer(
        { ...shown, revision, source, html: await markdown(principal, shown.prose), outline: outlineOf(protocol), asked },
        row.version,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/api/protocols/:id/runs',
    name: 'protocols.runs',
    summary: 'List what ran under a protocol, newest first, each with the version to which it is pinned',
    tag: 'protocols',
    who: 'member',
    params,
    query: z.strictObject({
      version: z.coerce.number<string>().int().min(1).max(1_000_000).optional(),
      after: z.coerce.number<string>().int().min(1).max(2_147_483_647).optional().describe('The number behind which it goes on'),
      limit: z.coerce.number<string>().int().min(1).max(100).default(50),
    }),
    reply: z.object({
      versions: z.array(z.object({ version: z.number(), runs: z.number() })).describe('Of those that you can see'),
      items: z.array(
        z.object({
          ...{ id: z.string(), kind: z.string(), number: z.number(), title: z.string(), status: z.string() },
          version: z.number(),
          openedAt: z.string().nullable(),
        }),
      ),
      next: z.number().nullable(),
    }),
    async act({ params: { id }, query, principal }, { db }) {
      const [row] = await db.rows<ProtocolRow>(one(principal, id));
      if (!row) return NONE;
      const { version = null, after = null, limit } = query;
      const [rows, versions] = await Promise.all([
        db.rows<RanRow>(ran(principal, row.id, { version, after, limit: limit + 1 })),
        db.rows<{ version: number; runs: number }>(ranCounts(principal, row.id)),
      ]);
      const items = rows
        .slice(0, limit)
        .map(({ opened, ...one }) => ({ ...one, openedAt: opened === null ? null : iso(opened) }));
      return answer({ versions: [...versions], items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null });
    },
  }),
  route({
    method: 'GET',
    path: '/api/protocols/vocabulary',
    name: 'protocols.vocabulary',
    summary: 'What begins a protocol here, and what conditions may ask of each kind of artifact, by which type',
    tag: 'protocols',
    who: 'member',
    reply: z.object({
      triggers: z.array(z.string()).describe('All that begins a run here, beside the clock'),
      kinds: z.array(z.object({ kind: z.string(), facts: z.record(z.string(), z.string()) })),
    }),
    act: async () =>
      answer({
        triggers: [...declaredTriggers()].toSorted(),
        kinds: [...declaredKinds()].map(([kind, facts]) => ({ kind, facts: { ...facts } })),
      }),
  }),
] as const;
