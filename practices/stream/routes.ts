import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { actorRef, refOf } from '#practices/people';
import { answer, cursorOf, iso, pageOf, paging, readCursor, route, uuid, type Principal, type Services } from '#server/route.ts';
import { artifactById, artifactByNumber, feed, historyOf, titlesOf, type ArtifactRow, type FeedRow } from './queries.ts';
import { namedIn, namesFor, told, type Sentences } from './tell.ts';

const tag = 'stream';
const NOTHING = refuse('not-found', 'There is nothing here that you can see.');

const spaceRef = z.object({ id: uuid, slug: z.string(), name: z.string() });

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
  space: spaceRef.nullable(),
});

const place = z.tuple([z.string().regex(/^\d{1,20}$/), z.string().regex(/^\d{1,19}$/)]);

const artifactReply = z.object({
  id: uuid,
  kind: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  status: z.string(),
  space: spaceRef.nullable(),
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

/** The stream as people read it, and whatever has an address. `sentences` are those of every practice. */
export const streamRoutes = (sentences: Sentences) => {
  const kinds = Object.keys(sentences);

  const present = async (
    rows: readonly FeedRow[],
    principal: Principal,
    { db, directory }: Pick<Services, 'db' | 'directory'>,
  ): Promise<z.output<typeof happening>[]> => {
    const [organization, titles] = await Promise.all([
      directory(principal.org),
      titlesOf(db, principal, namedIn(rows, sentences, principal.org)),
    ]);
    const names = namesFor(principal.actor, organization, titles);
    return rows.flatMap((row) => {
      const sentence = told(row, sentences, names, principal.org);
      if (sentence === null) return [];
      const { artifact, kind, version, at, by, body, subject, subject_kind, number, title, status } = row;
      return [
        {
          id: `${artifact}:${version}`,
          at: iso(at),
          by: refOf(by, organization),
          type: body.type,
          sentence,
          subject: {
            id: subject,
            kind: subject_kind,
            number: numberOf(number),
            handle: handleOf(subject, principal, organization),
            title,
            status,
          },
          artifact,
          kind,
          space: row.space === null ? null : spaceFor(row.space, principal, organization),
        },
      ];
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
      query: z.strictObject({ ...paging, space: uuid.optional(), kind: z.enum(kinds).optional(), by: uuid.optional() }),
      reply: pageOf(happening),
      async act({ query, principal }, services) {
        const start = readCursor(query.after, place);
        if (start.refused) return start;
        const items: z.output<typeof happening>[] = [];
        let before: readonly [string, string] | null = start.ok;
        for (let look = 0; look < LOOKS; look += 1) {
          const wanted = {
            before,
            kinds: query.kind === undefined ? kinds : [query.kind],
            space: query.space ?? null,
            by: query.by ?? null,
            limit: query.limit - items.length,
          };
          const page = await feed(services.db, principal, wanted);
          items.push(...(await present(page.rows, principal, services)));
          before = page.behind;
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
      params: z.strictObject({ id: uuid }),
      query: z.strictObject(paging),
      reply: pageOf(happening),
      async act({ params, query, principal }, services) {
        const start = readCursor(query.after, place);
        if (start.refused) return start;
        if (!(await artifactById(services.db, principal, params.id))) return NOTHING;
        const rows = await historyOf(services.db, principal, params.id, kinds, start.ok, query.limit);
        const last = rows.at(-1);
        const next = last && rows.length === query.limit ? cursorOf([last.xid, last.position]) : null;
        return answer({ items: await present(rows, principal, services), next });
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
  space: row.space === null ? null : spaceFor(row.space, asker, directory),
  author: row.author === null ? null : refOf(row.author, directory),
  parent: row.parent,
  openedAt: isoOrNull(row.opened),
  closedAt: isoOrNull(row.closed),
  dueAt: isoOrNull(row.due),
  summary: row.summary,
  version: row.version,
});

/** What the page of somebody, or of a space, is called by. */
const handleOf = (id: ArtifactId, asker: Pick<Principal, 'actor'>, directory: Directory): string | null =>
  directory.actors.get(id)?.handle ?? spaceFor(id, asker, directory)?.slug ?? null;

/** Who was named to see an artifact may be outside of its space, and then is not told which it is. */
const spaceFor = (id: SpaceId, { actor }: Pick<Principal, 'actor'>, directory: Directory): z.output<typeof spaceRef> | null => {
  const [self, space] = [directory.actors.get(actor), directory.spaces.get(id)];
  return self && space && roleIn(self, space, directory) !== null ? { id, slug: space.slug, name: space.name } : null;
};
