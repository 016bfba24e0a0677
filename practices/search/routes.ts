import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { answer, iso, route, uuid, type Db, type Principal } from '#server/route.ts';
import { excerptOf, titlePieces, type Piece } from './excerpt.ts';
import { find, LAST, type Answered } from './find.ts';
import { namedLike, spaceNames, type Named } from './people-and-spaces.ts';
import { plainOf, type FoundRow } from './queries.ts';

const pieces = z
  .array(z.object({ text: z.string(), hit: z.boolean() }))
  .describe('Pieces of a line in order; `hit`: this is what was looked for');

const found = z.object({
  id: uuid,
  kind: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  titlePieces: pieces,
  excerpt: pieces.describe('The place that answers best, or how it begins; [] where there is no text'),
  status: z.string(),
  space: z.string().nullable().describe('Name of its space'),
  handle: z.string().nullable().describe('Of people, agents and teams; the address of a space'),
  by: z.string().nullable().describe('Name of its author'),
  when: z.string().nullable().describe('When its text last changed'),
  on: z
    .object({ id: uuid, kind: z.string(), number: z.number(), title: z.string() })
    .nullable()
    .describe('What a comment is about'),
});
type Found = z.output<typeof found>;

const description = `Words in any order, the best answer first; not every word has to be there. Only what you may see.

| typed | means |
| --- | --- |
| \`"time off"\` | these words, one after the other |
| \`time -sick\` | not with this word; \`-"sick leave"\` |
| \`paris or berlin\` | one of the two |
| \`#142\` | by number |
| \`space:platform\` | in this space, or in one below it |
| \`kind:decision\` | of this kind: page, decision, request, meeting, task, goal, plan, comment, file, person, team, agent, space |
| \`by:ines\`, \`by:"Ines Prado"\`, \`by:me\` | by this author |
| \`before:2026-03\`, \`after:30d\` | by when its text last changed: a day, month, year or age |
| \`is:open\` | in this state |

A minus before \`space:\`, \`kind:\`, \`by:\` or \`is:\` turns it round. A word that stands nowhere is taken for the likest one, and one that stands in a text or two for one beside it that many have; \`mended\` says so.
A filter that means nothing is refused with \`filter\`.`;

export const searchRoutes = [
  route({
    method: 'GET',
    path: '/api/search',
    name: 'search.find',
    summary: 'Find anything by its words, people and spaces by their names',
    description,
    tag: 'search',
    who: 'member',
    query: z.strictObject({
      q: z.string().max(400),
      limit: z.coerce.number<string>('must be a number from 1 to 50').int().min(1).max(50).default(20),
      after: z
        .string()
        .regex(/^\d{1,4}$/u, 'must be `next` of the page before')
        .exactOptional(),
    }),
    reply: z.object({
      items: z.array(found),
      next: z.string().nullable().describe('`after` of the next page; null: that is all'),
      mended: z
        .array(z.object({ typed: z.string(), meant: z.string(), also: z.boolean() }))
        .describe('Words that stand nowhere, and what was looked for instead; `also`: in a text or two, which come first'),
    }),
    async act({ query, principal }, { db, directory }) {
      const organization = await directory(principal.org);
      const from = Math.min(Number(query.after ?? 0), LAST);
      const answered = await find(db, principal, organization, { q: query.q, limit: query.limit, from });
      if (answered.refused) return answered;
      const { found: rows, more, mended } = answered.ok;
      const texts = await present(db, principal, organization, answered.ok);
      const [before, after] = from > 0 ? [[], []] : namesAround(answered.ok, principal, organization);
      const items = [...before, ...texts, ...(more ? [] : after)].slice(0, Math.max(query.limit, rows.length));
      return answer({ items, next: more ? String(from + query.limit) : null, mended: [...mended] });
    },
  }),
] as const;

const present = async (
  db: Db,
  principal: Principal,
  directory: Directory,
  { found: all }: Answered,
): Promise<readonly Found[]> => {
  const spaceName = spaceNames(principal, directory);
  const plain = await plainOf(
    db,
    principal,
    all.map(({ row }) => row.id),
  );
  return all.map(({ row, hits }) => ({
    ...known(row, directory),
    titlePieces: of(titlePieces(row.title, row.kind === 'comment' ? new Map() : hits)),
    excerpt: of(excerptOf(plain.get(row.id) ?? '', hits)),
    space: row.space === null ? null : spaceName(row.space),
  }));
};

const known = ({ id, kind, number, title, status, author, changed, on }: FoundRow, { actors }: Directory) => ({
  id,
  kind,
  number: Number(number) > 0 ? Number(number) : null,
  title,
  status,
  handle: null,
  by: author === null ? null : (actors.get(author)?.name ?? null),
  when: iso(changed),
  on,
});

const of = (some: readonly Piece[]): Piece[] => [...some];

/** People and spaces whose names begin so come first, unless a title says it whole; where it is only part of their names, last. */
const namesAround = (
  { asked, narrowing: { kinds, notKinds, ...others }, found: rows }: Answered,
  principal: Principal,
  directory: Directory,
): readonly [readonly Found[], readonly Found[]] => {
  const narrowed = Object.values(others).some((value) => value !== null && !(Array.isArray(value) && value.length === 0));
  if (narrowed || asked.number !== null) return [[], []];
  const wanted = namedLike(asked.plain, principal, directory).filter(
    ({ kind }) => (kinds === null || kinds.includes(kind)) && !notKinds.includes(kind),
  );
  const titled = rows.some(({ row }) => row.title.toLowerCase() === asked.plain.toLowerCase());
  const isFirst = (one: Named): boolean => one.rank === 4 || (one.rank > 1 && !titled);
  return [
    wanted
      .filter(isFirst)
      .slice(0, kinds === null ? 5 : 50)
      .map(ofName),
    wanted.filter((one) => !isFirst(one)).map(ofName),
  ];
};

const ofName = ({ id, kind, name, status, handle }: Named): Found => ({
  id,
  kind,
  number: null,
  title: name,
  titlePieces: [{ text: name, hit: false }],
  excerpt: [],
  status,
  space: null,
  handle,
  by: null,
  when: null,
  on: null,
});
