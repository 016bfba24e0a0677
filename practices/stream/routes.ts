import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { actorRef, refOf } from '#practices/people';
import { spaceReply, spaceShown } from '#practices/spaces';
import {
  answer,
  cursorOf,
  iso,
  pageOf,
  paging,
  inCursor,
  readCursor,
  route,
  uuid,
  type Principal,
  type Services,
} from '#server/route.ts';
import { eventBodies } from './bodies.ts';
import { artifactById, artifactByNumber, feedWithout, historyOf, titlesOf, type ArtifactRow, type FeedRow } from './queries.ts';
import { namesFor, told, type Sentences, type Silence } from './tell.ts';

const tag = 'stream';
const NOTHING = refuse('not-found', 'There is nothing here that you can see.');

const happening = z.object({
  id: z.string().describe('ARTIFACT:VERSION, unique'),
  at: z.string(),
  by: actorRef,
  type: z.string(),
  sentence: z.string(),
  subject: z
    .object({
      id: uuid,
      kind: z.string(),
      number: z.number().nullable(),
      handle: z.string().nullable().describe("Of people, agents and teams; a space's slug"),
      title: z.string(),
      status: z.string(),
    })
    .describe('What it is about: of a comment, what was commented on'),
  artifact: uuid,
  kind: z.string(),
  space: spaceReply.nullable(),
});

const eventType = z
  .string()
  .max(80)
  .regex(/^[a-z]+(?:-[a-z]+)*$/, 'must be a type of events, such as page-moved')
  .describe('Only events of this type: `page-moved`');

const inStream = z.tuple([inCursor.xid, inCursor.big]);

const artifactReply = z.object({
  id: uuid,
  kind: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  status: z.string(),
  space: spaceReply.nullable(),
  author: actorRef.nullable(),
  parent: uuid.nullable(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  summary: z.record(z.string(), z.unknown()),
  version: z.number(),
});

/** How often an address looks further when what it found is all hidden from who asks. */
const LOOKS = 5;
/** Some of what is found turns out to be nothing to tell; with so much more at once, one look is mostly enough. */
const MARGIN = 1.15;
const FEW = 8;

/** The stream as people read it, and whatever has an address. `sentences` and what they are silent of are those of every practice. */
export const streamRoutes = (sentences: Sentences, silence: Silence) => {
  const kinds = Object.keys(sentences);
  const feed = feedWithout(silence);
  const withBodies = eventBodies();

  const present = async (
    found: readonly FeedRow[],
    principal: Principal,
    { db, directory }: Pick<Services, 'db' | 'directory'>,
  ): Promise<readonly { readonly row: FeedRow; readonly line: z.output<typeof happening> }[]> => {
    const [organization, rows] = await Promise.all([directory(principal.org), withBodies(db, principal.org, found)]);
    const titles = new Map(rows.map(({ subject, title }) => [subject, title]));
    // Mostly they speak of nothing but what the rows are about.
    const others = new Set<ArtifactId>();
    const first = namesFor(principal.actor, organization, titles, (id) => others.add(id));
    let lines = rows.map((row) => told(row, sentences, first, principal.org));
    if (others.size > 0) {
      for (const [id, title] of await titlesOf(db, principal, [...others])) titles.set(id, title);
      const names = namesFor(principal.actor, organization, titles);
      lines = rows.map((row) => told(row, sentences, names, principal.org));
    }
    const spaceOf = once((id: SpaceId) => spaceShown(id, principal.actor, organization));
    /** What the page of somebody, or of a space, is called by. */
    const handleOf = (id: ArtifactId): string | null => organization.actors.get(id)?.handle ?? spaceOf(id)?.slug ?? null;
    return rows.flatMap((row, index) => {
      const sentence = lines[index] ?? null;
      if (sentence === null) return [];
      const { artifact, kind, version, at, by, body, subject, subject_kind, number, title, status } = row;
      const line = {
        id: `${artifact}:${version}`,
        at: iso(at),
        by: refOf(by, organization),
        type: body.type,
        sentence,
        subject: { id: subject, kind: subject_kind, number: numberOf(number), handle: handleOf(subject), title, status },
        artifact,
        kind,
        space: row.space === null ? null : spaceOf(row.space),
      };
      return [{ row, line }];
    });
  };

  return [
    route({
      method: 'GET',
      path: '/api/events',
      name: 'stream.feed',
      summary: 'Read what happened, newest first, in sentences',
      description:
        'Only what you may see. A page may be short, or empty, with more behind it: go on while `next` is not null. Live, it is at /api/stream.',
      tag,
      who: 'member',
      hot: true,
      query: z.strictObject({
        ...paging,
        space: uuid.optional(),
        kind: z.enum(kinds).optional(),
        by: uuid.optional(),
        watched: z.literal('yes').optional().describe('Only of what you watch'),
      }),
      reply: pageOf(happening),
      async act({ query, principal }, services) {
        const start = readCursor(query.after, inStream);
        if (start.refused) return start;
        const items: z.output<typeof happening>[] = [];
        let before: readonly [string, string] | null = start.ok;
        for (let look = 0; look < LOOKS; look += 1) {
          const wanted = {
            before,
            kinds: query.kind === undefined ? kinds : [query.kind],
            space: query.space ?? null,
            by: query.by ?? null,
            watcher: query.watched === undefined ? null : principal.actor,
            limit: Math.max(FEW, Math.ceil((query.limit - items.length) * MARGIN)),
          };
          const { rows, behind } = await feed(services.db, principal, wanted);
          const lines = await present(rows, principal, services);
          const taken = lines.slice(0, query.limit - items.length);
          items.push(...taken.map(({ line }) => line));
          const last = taken.length < lines.length ? taken.at(-1)?.row : undefined;
          before = last ? [last.xid, last.position] : behind;
          if (before === null || items.length >= query.limit) break;
        }
        return answer({ items, next: before === null ? null : cursorOf(before) });
      },
    }),
    route({
      method: 'GET',
      path: '/api/artifacts/:id/events',
      name: 'stream.history',
      summary: 'Read the history of one artifact, its comments included, newest first',
      tag,
      who: 'member',
      hot: true,
      params: z.strictObject({ id: uuid }),
      query: z.strictObject({ type: eventType.optional(), ...paging }),
      reply: pageOf(happening),
      async act({ params, query, principal }, services) {
        const start = readCursor(query.after, inStream);
        if (start.refused) return start;
        if (!(await artifactById(services.db, principal, params.id))) return NOTHING;
        const rows = await historyOf(services.db, principal, params.id, kinds, query.type ?? null, start.ok, query.limit);
        const last = rows.at(-1);
        const next = last && rows.length === query.limit ? cursorOf([last.xid, last.position]) : null;
        const lines = await present(rows, principal, services);
        return answer({ items: lines.map(({ line }) => line), next });
      },
    }),
    route({
      method: 'GET',
      path: '/api/artifacts/:id',
      name: 'artifacts.one',
      summary: 'Look up anything by its id',
      tag,
      who: 'member',
      params: z.strictObject({ id: uuid }),
      reply: artifactReply,
      async act({ params, principal }, { db, directory }) {
        const row = await artifactById(db, principal, params.id);
        return row ? answer(presentArtifact(row, principal, await directory(principal.org)), row.version) : NOTHING;
      },
    }),
    route({
      method: 'GET',
      path: '/api/numbers/:number',
      name: 'artifacts.by-number',
      summary: 'Look up anything by its number',
      tag,
      who: 'member',
      params: z.strictObject({ number: z.coerce.number<string>('must be a number').int().min(1).max(Number.MAX_SAFE_INTEGER) }),
      reply: artifactReply,
      async act({ params, principal }, { db, directory }) {
        const row = await artifactByNumber(db, principal, params.number);
        return row ? answer(presentArtifact(row, principal, await directory(principal.org)), row.version) : NOTHING;
      },
    }),
  ] as const;
};

/** People, spaces and comments have none. */
const numberOf = (number: string): number | null => (Number(number) === 0 ? null : Number(number));

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

const presentArtifact = (
  row: ArtifactRow,
  asker: Pick<Principal, 'actor'>,
  directory: Directory,
): z.output<typeof artifactReply> => ({
  id: row.id,
  kind: row.kind,
  number: numberOf(row.number),
  title: row.title,
  status: row.status,
  space: row.space === null ? null : spaceShown(row.space, asker.actor, directory),
  author: row.author === null ? null : refOf(row.author, directory),
  parent: row.parent,
  openedAt: isoOrNull(row.opened),
  closedAt: isoOrNull(row.closed),
  dueAt: isoOrNull(row.due),
  summary: row.summary,
  version: row.version,
});

/** The same question is answered once. */
const once = <Key, Value>(answerTo: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const found = answerTo(key);
    known.set(key, found);
    return found;
  };
};
