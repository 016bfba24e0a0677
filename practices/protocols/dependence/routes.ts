import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { answer, route, type Services } from '#server/route.ts';
import type { Governed } from '../backtest/governed.ts';
import { mapOf, pointsOf } from './map.ts';
import { askedSince, openRuns, ownedAlone, type HistoryRow, type OwnedRow, type StandingRow } from './queries.ts';
import { waitsOnOne } from './standing.ts';

interface DependenceServices extends Services {
  readonly governed: readonly Governed[];
}

const PARTS = ['asked', 'must-agree', 'casts', 'objects', 'clears', 'judges', 'overrules', 'decides', 'instead'] as const;
const who = z.object({ id: z.string(), name: z.string(), handle: z.string(), kind: z.enum(['person', 'agent', 'team']) });
const artifact = z.object({ id: z.string(), kind: z.string(), number: z.int(), title: z.string() });
const step = z.object({ artifact: z.string(), protocol: z.string(), step: z.string() });
const space = z.object({ slug: z.string(), name: z.string() }).nullable().describe('Null: where no space says otherwise');

const reply = z.object({
  space,
  spaces: z.array(z.object({ slug: z.string(), name: z.string() })),
  steps: z.array(
    step.extend({
      anyone: z.boolean().describe('Whoever wants to, speaks'),
      parts: z.array(z.object({ role: z.string(), parts: z.array(z.enum(PARTS)) })),
      lately: z
        .object({ runs: z.int(), asked: z.int(), answered: z.int(), lapsed: z.int() })
        .nullable()
        .describe('What it asked in the last 90 days, as far as the reader may see it; of fewer than five people: null'),
    }),
  ),
  roles: z.array(
    z.object({
      role: z.string(),
      holds: z.enum(['people', 'case', 'nobody']),
      many: z.int(),
      people: z.array(who).describe('Where they are at most twelve'),
      teams: z.array(z.object({ id: z.string(), name: z.string(), many: z.int() })).describe('Where they are more'),
    }),
  ),
  points: z.array(
    z.object({
      role: z.string(),
      person: who.nullable().describe('Who alone holds it; null: nobody does'),
      deputies: z.array(who),
      parts: z.array(z.enum(PARTS)),
      steps: z.array(step),
      spaces: z.array(space),
    }),
  ),
  waiting: z.array(z.object({ artifact, person: who, why: z.enum(['objection', 'must-agree']) })),
  pages: z.object({ total: z.int(), items: z.array(z.object({ artifact, owner: who })) }),
});

const MOST_PEOPLE = 12;
/** [safety] Figures of fewer people are nobody's. */
const FEWEST = 5;
const LATELY = 90 * 24 * 60 * 60 * 1000;

export const dependenceRoutes = [
  route({
    method: 'GET',
    path: '/api/dependence',
    name: 'dependence.look',
    summary: 'See who is asked for what, and what one person alone can move',
    description:
      'From the protocols in force and who holds the roles that they name, for a space or, without one, where no space says otherwise; and from what is open now.',
    tag: 'protocols',
    who: 'member',
    query: z.strictObject({ space: z.string().min(1).max(120).optional() }),
    reply,
    async act({ query, principal }, { db, directory, governed }: DependenceServices) {
      const house = await directory(principal.org);
      const asker = house.actors.get(principal.actor);
      const seen = [...house.spaces.values()].filter(
        (one) => !one.archived && asker !== undefined && roleIn(asker, one, house) !== null,
      );
      const place =
        query.space === undefined ? null : (seen.find(({ id, slug }) => id === query.space || slug === query.space) ?? null);
      if (!asker || (query.space !== undefined && place === null))
        return refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
      const kinds = governed.map(({ kind }) => kind).filter((kind) => kind !== 'request');
      const [open, pages, history] = await Promise.all([
        db.rows<StandingRow>(openRuns(principal, kinds)),
        db.rows<OwnedRow>(ownedAlone(principal)),
        db.rows<HistoryRow>(askedSince(principal, principal.at - LATELY)),
      ]);
      const person = personIn(house);
      const { steps, roles } = mapOf(house, place?.id ?? null);
      const spaceName = (id: SpaceId | null) => {
        const one = id === null ? undefined : house.spaces.get(id);
        return one ? { slug: one.slug, name: one.name } : null;
      };
      return answer({
        space: spaceName(place?.id ?? null),
        spaces: seen.map(({ slug, name }) => ({ slug, name })).toSorted((a, b) => a.name.localeCompare(b.name)),
        steps: steps.map((one) => ({
          ...one,
          parts: one.parts.map((part) => ({ ...part, parts: [...part.parts] })),
          lately: lately(one, history),
        })),
        roles: roles.map(({ role, holds, people }) => ({
          ...{ role, holds, many: people.length },
          people: people.length > MOST_PEOPLE ? [] : people.map(person),
          teams: people.length > MOST_PEOPLE ? teamsAmong(house, people) : [],
        })),
        points: pointsOf(house, asker).map(({ person: one, deputies, parts, steps: held, spaces, role }) => ({
          ...{ role, person: one === null ? null : person(one), deputies: deputies.map(person) },
          ...{ parts: [...parts], steps: [...held], spaces: spaces.map(spaceName) },
        })),
        waiting: open.flatMap((row) => waitingOf(row, governed, house, person)),
        pages: {
          total: pages[0]?.total ?? 0,
          items: pages.map(({ id, number, title, owner }) => ({
            artifact: { id, kind: 'page', number, title },
            owner: person(owner),
          })),
        },
      });
    },
  }),
] as const;

const personIn =
  ({ actors }: Directory) =>
  (id: ActorId): z.output<typeof who> => {
    const known = actors.get(id);
    return { id, name: known?.name ?? 'somebody', handle: known?.handle ?? '', kind: known?.kind ?? 'person' };
  };

const lately = (
  { protocol, step: name }: { readonly protocol: string; readonly step: string },
  history: readonly HistoryRow[],
): z.output<typeof reply>['steps'][number]['lately'] => {
  const found = history.find((one) => one.protocol === protocol && one.step === name);
  if (!found || found.people < FEWEST) return null;
  const { runs, asked, answered, lapsed } = found;
  return { runs, asked, answered, lapsed };
};

/** The teams of many people, the larger part of them first; each person in the first of their teams. */
const teamsAmong = ({ actors }: Directory, people: readonly ActorId[]): { id: string; name: string; many: number }[] => {
  const left = new Set(people);
  return [...actors.values()]
    .filter(({ kind }) => kind === 'team')
    .map(({ id, name, members = [] }) => ({ id, name, members: members.filter((member) => left.has(member)) }))
    .toSorted((a, b) => b.members.length - a.members.length)
    .flatMap(({ id, name, members }) => {
      const own = members.filter((member) => left.delete(member));
      return own.length === 0 ? [] : [{ id, name, many: own.length }];
    });
};

const waitingOf = (
  { id, kind, number, title, state }: StandingRow,
  governed: readonly Governed[],
  house: Directory,
  person: (id: ActorId) => z.output<typeof who>,
): z.output<typeof reply>['waiting'] => {
  const of = governed.find((one) => one.kind === kind);
  const [run, around] = [of?.run(state), of?.around(state, house)];
  const stuck = run && around ? waitsOnOne(run, around.world) : null;
  return stuck ? [{ artifact: { id, kind, number, title }, person: person(stuck.person), why: stuck.why }] : [];
};
