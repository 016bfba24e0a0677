import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { answer, route, uuid, type Db, type Principal } from '#server/route.ts';
import { titleNumbered, titlesFrom, titlesLike, titlesWith, type TitleRow } from './queries.ts';
import { folded, rank } from './rank.ts';

const found = z.object({
  id: uuid,
  kind: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  status: z.string(),
  space: z.string().nullable().describe('Name of its space'),
  handle: z.string().nullable().describe('Of people, agents and teams; the address of a space'),
});
type Found = z.output<typeof found>;

export const searchRoutes = [
  route({
    method: 'GET',
    path: '/api/search',
    name: 'search.find',
    summary: 'Find people, spaces and whatever has a title, by the beginning, a part or a number',
    description: 'As one types: the best answer first, mistyped words included, and only what you may see.',
    tag: 'search',
    who: 'member',
    query: z.strictObject({
      q: z.string().max(200),
      limit: z.coerce.number<string>('must be a number from 1 to 50').int().min(1).max(50).default(20),
    }),
    reply: z.object({ items: z.array(found) }),
    async act({ query, principal }, { db, directory }) {
      const words = query.q.normalize('NFC').trim();
      if (words === '') return answer({ items: [] });
      const [rows, organization] = await Promise.all([titles(db, principal, words, query.limit), directory(principal.org)]);
      const typed = folded(words);
      const spaceName = spaceNames(principal, organization);
      const artifacts = rows.map((row, index): Ranked => [
        exact(row, words) ? 5 : rank(folded(row.title), typed),
        index,
        ofTitle(row, spaceName),
      ]);
      const all = [...actorsLike(typed, organization), ...spacesLike(typed, principal, organization), ...artifacts];
      const items = all.toSorted((one, other) => other[0] - one[0] || one[1] - other[1]).map(([, , item]) => item);
      return answer({ items: items.slice(0, query.limit) });
    },
  }),
] as const;

/** Rank, order among equals, and what was found. */
type Ranked = readonly [rank: number, order: number, item: Found];

const NUMBER = /^#?(\d{1,9})$/;

const titles = async (db: Db, principal: Principal, words: string, limit: number): Promise<readonly TitleRow[]> => {
  const number = NUMBER.exec(words)?.[1];
  const length = [...words].length;
  const [numbered, lettered] = await Promise.all([
    number === undefined ? [] : titleNumbered(db, principal, Number(number)),
    length < 3 ? titlesFrom(db, principal, words, limit) : titlesWith(db, principal, words, MOST_RANKED),
  ]);
  // Only where letters find little: what was meant is rarely something else when they find it.
  const like =
    lettered.length < FEW && length >= 3 && length <= LONGEST_MISTYPED ? await titlesLike(db, principal, words, limit) : [];
  return [...new Map([...numbered, ...lettered, ...like].map((row) => [row.id, row])).values()];
};

/** How many of the newest titles that hold the letters are put in order by how well they answer. */
const MOST_RANKED = 200;
const FEW = 5;
/** Longer ones are like so many titles that looking would take a while, and tell little. */
const LONGEST_MISTYPED = 20;

const exact = ({ number }: TitleRow, words: string): boolean => NUMBER.exec(words)?.[1] === number;

const ofTitle = ({ id, kind, number, title, status, space }: TitleRow, spaceName: (id: string) => string | null): Found => ({
  id,
  kind,
  number: Number(number),
  title,
  status,
  space: space === null ? null : spaceName(space),
  handle: null,
});

const actorsLike = (typed: string, { actors }: Directory): readonly Ranked[] => {
  const handle = typed.startsWith('@') ? typed.slice(1) : typed;
  return [...actors.values()].flatMap(({ id, kind, name, handle: own, status }, index): readonly Ranked[] => {
    if (status === 'left' || handle === '') return [];
    const score = Math.max(rank(folded(name), handle), rank(folded(own), handle));
    return score === 0 ? [] : [[score, index, { id, kind, number: null, title: name, status, space: null, handle: own }]];
  });
};

const spacesLike = (typed: string, { actor }: Principal, directory: Directory): readonly Ranked[] => {
  const self = directory.actors.get(actor);
  return [...directory.spaces.values()].flatMap((space, index): readonly Ranked[] => {
    const score = Math.max(rank(folded(space.name), typed), rank(folded(space.slug), typed));
    if (score === 0 || !self || space.archived || (self.role !== 'steward' && roleIn(self, space, directory) === null)) return [];
    const { id, name, slug, access } = space;
    return [[score, index, { id, kind: 'space', number: null, title: name, status: access, space: null, handle: slug }]];
  });
};

const spaceNames = ({ actor }: Principal, directory: Directory) => {
  const self = directory.actors.get(actor);
  return (id: string): string | null => {
    const space = directory.spaces.get(id);
    return self && space && roleIn(self, space, directory) !== null ? space.name : null;
  };
};
