import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite } from '../addresses.ts';
import { blobOf } from '../git/commits.ts';
import { fileTree, SPACES } from '../git/tree.ts';
import { publish, type Published } from '../publishing.ts';
import { pathsAround, standingAbove, textsNow, type StandingRow } from './stray-queries.ts';
import { straightened, strayed } from './stray.ts';

/** Of one page, and of all that stands below it, so many addresses are looked at. */
const MOST_ADDRESSES = 20_000;
/** So many pages are published at one moment. */
const AT_ONCE = 8;

/** The strays in the text of one page. */
export interface StraysIn {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  /** Whether the reader writes where that page stands. */
  readonly writable: boolean;
  /** Without its anchor: how it is written, and the path that leads there from this page's file. */
  readonly addresses: readonly { readonly href: string; readonly to: string }[];
}

type Needed = Pick<Services, 'db' | 'directory' | 'address' | 'send'>;

/**
 * Addresses that lead astray in clones and exports, of those that lead to a page or to what stands below it, and of those in their own texts: through the
 * reader's view, whose files their clone has. Two statements.
 */
export const straysAround = async (
  page: ArtifactId,
  principal: Principal,
  { db, directory }: Pick<Services, 'db' | 'directory'>,
): Promise<readonly StraysIn[]> => {
  const rows = await pathsAround(db, principal, page, MOST_ADDRESSES);
  if (rows.length === 0) return [];
  const standing = await standingAbove(db, principal, [...new Set(rows.flatMap(({ source, target }) => [source, target]))]);
  const nodes = new Map(standing.map((row) => [row.id, row]));
  const organization = await directory(principal.org);
  const rooms = new Map([...organization.spaces.values()].map(({ id, slug }) => [id, `${SPACES}/${slug}`]));
  const paths = pathsOf(
    standing,
    [...organization.spaces.values()].map(({ id, slug }) => [id, slug]),
  );
  return [...Map.groupBy(rows, ({ source }) => source)].flatMap(([id, from]) => {
    const source = nodes.get(id);
    if (!source) return [];
    const room = rooms.get(source.space ?? '') ?? '';
    const addresses = from.flatMap(({ href, target }) => {
      const ends = { from: paths(id), to: paths(target), room, file: nodes.get(target)?.kind === 'file' };
      const to =
        ends.from === undefined || ends.to === undefined ? null : strayed(href, { ...ends, from: ends.from, to: ends.to });
      return to === null ? [] : [{ href, to }];
    });
    const writable = mayWrite(source.space, principal.actor, organization);
    return addresses.length === 0 ? [] : [{ id, number: source.number, title: source.title, writable, addresses }];
  });
};

/** Where these lie in a clone: as git has them. */
const pathsOf = (
  standing: readonly StandingRow[],
  slugs: readonly (readonly [id: string, slug: string])[],
): ((id: ArtifactId) => string | undefined) => {
  const tree = fileTree({ nodes: [], slugs, paths: [] });
  const empty = blobOf(Buffer.alloc(0));
  for (const { id, number, under, space, name, file, empty: nothing } of standing)
    tree.put({ id, number, under, space, name, file, blob: nothing ? empty : 'text' });
  return tree.pathOf;
};

/** What became of the strays of one page. */
export interface Straightened {
  readonly page: StraysIn;
  /** How many of its addresses lead there now. */
  readonly count: number;
  readonly outcome: Result<Published>;
}

/** Publishes these pages with their strays written anew. Where a page is changed by proposals alone it stays as it is. */
export const straighten = async (
  strays: readonly StraysIn[],
  reason: string,
  principal: Principal,
  services: Needed,
): Promise<readonly Straightened[]> => {
  const done: Straightened[] = [];
  for (let from = 0; from < strays.length; from += AT_ONCE) {
    const some = strays.slice(from, from + AT_ONCE);
    const texts = new Map(
      (
        await textsNow(
          services.db,
          principal,
          some.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    );
    const outcomes = await Promise.all(
      some.map(async (page) => {
        const text = texts.get(page.id);
        if (!text) return [];
        const { body, count } = straightened(text.body, new Map(page.addresses.map(({ href, to }) => [href, to])));
        const wanted = {
          page: page.id,
          body,
          base: text.revision,
          reason,
          exact: true,
          proposes: 'never',
          part: page.id,
        } as const;
        return [{ page, count, outcome: await publish(services, principal, wanted) }];
      }),
    );
    done.push(...outcomes.flat());
  }
  return done;
};
