import { posix } from 'node:path';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { ranksAfter, readText } from '#practices/handbook';
import type { SamplePage } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import { discuss } from './talking.ts';
import type { SampleWorld } from './world.ts';

/** Pages by the path under which the texts know them: `platform/on-call/README.md`. */
type Shelf = ReadonlyMap<string, ArtifactId>;

/** The handbook: pages in the order of the texts over the first weeks, revisions whenever somebody learns better. */
export const writeHandbook = (world: SampleWorld, cast: Cast, pages: readonly SamplePage[], notes: () => string | null): void => {
  const { id, chance, from, until, after, at } = world;
  const shelf: Shelf = new Map(pages.map((page) => [`${page.in}/${page.path}`, id('page', page.in, page.path)]));
  const ranks = ranksAfter(null, pages.length);
  const step = (until - from) / pages.length / 3;
  const writtenAt = new Map<ArtifactId | null, Instant>();
  for (const [index, page] of pages.entries()) {
    const mine = chance.of('page', page.in, page.path);
    const author = called(cast, page.by);
    const { id: space, members } = spaceCalled(cast, page.in);
    const artifact = shelf.get(`${page.in}/${page.path}`) ?? '';
    // Never before the page above it.
    const above = writtenAt.get(placeOf(page, shelf).under) ?? from;
    const written = Math.max(above + 60_000, after(author, from + index * step, mine.between(0, 6)));
    writtenAt.set(artifact, written);
    at(written, () => create(world, shelf, page, { artifact, author, space, rank: ranks[index] ?? 'a' }));
    const { verify } = page;
    if (verify !== undefined)
      at(after(author, written, 0.2), () =>
        world.sent({ by: author, kind: 'page', artifact, name: 'set-verification', data: { days: verify } }),
      );
    revise(world, cast, shelf, page, artifact, written);
    const note = mine.chance(0.25) ? notes() : null;
    if (note !== null)
      discuss(world, {
        on: artifact,
        lines: [{ by: null, text: note }],
        people: members.filter((one) => one !== author),
        from: written + mine.next() * (until - written) * 0.8,
        author,
      });
  }
};

const create = (
  world: SampleWorld,
  shelf: Shelf,
  page: SamplePage,
  {
    artifact,
    author,
    space,
    rank,
  }: { readonly artifact: ArtifactId; readonly author: ActorId; readonly space: SpaceId; readonly rank: string },
): Promise<void> => {
  const place = placeOf(page, shelf);
  return world.sent({
    by: author,
    kind: 'page',
    artifact,
    name: 'create',
    data: {
      ...place,
      space,
      rank,
      ...textOf(page, page.body, shelf),
      only: null,
      owners: [author],
      reason: 'First version',
      from: null,
    },
    refs: place.under === null ? [] : [place.under],
  });
};

const revise = (world: SampleWorld, cast: Cast, shelf: Shelf, page: SamplePage, artifact: ArtifactId, written: Instant): void => {
  const mine = world.chance.of('revisions', artifact);
  let [body, when] = [page.body, written];
  for (const [index, { by, find, to, reason }] of page.revisions.entries()) {
    const who = called(cast, by);
    body = body.replace(find, () => to);
    const text = textOf(page, body, shelf);
    when = world.after(who, when + mine.between(0.2, 0.6) * (world.until - when), mine.between(0, 4));
    // Too late for this quarter.
    if (when > world.until) return;
    world.at(when, () =>
      world.sent({ by: who, kind: 'page', artifact, name: 'revise', data: { ...text, base: index + 1, reason, from: null } }),
    );
  }
};

/** `on-call/README.md` is the page `on-call`, whose text lies inside of its folder. */
const placeOf = (page: Pick<SamplePage, 'path' | 'in'>, shelf: Shelf) => {
  const { dir, name, base } = posix.parse(page.path);
  const inside = name === 'README' && dir !== '';
  const folder = inside ? posix.dirname(dir) : dir;
  const under = folder === '' || folder === '.' ? null : (shelf.get(`${page.in}/${folder}/README.md`) ?? null);
  return { under, name: inside ? posix.basename(dir) : name.toLowerCase(), file: { name: base, inside } };
};

const textOf = (page: Pick<SamplePage, 'path' | 'in'>, body: string, shelf: Shelf) => {
  const { title, language, addresses } = readText(body, page.path);
  const links: Record<string, ArtifactId> = {};
  const broken: string[] = [];
  for (const { href } of addresses) {
    const to = shelf.get(posix.join(page.in, posix.dirname(page.path), href));
    if (to === undefined) broken.push(href);
    else links[href] = to;
  }
  return { body, title, language, links, broken };
};
