import type { ActorId, ArtifactId, OrgId, SpaceId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import type { PageState } from './page.ts';

/* [safety] These see everything: nothing of it is shown to anybody. */

export const standing = async (
  db: Db,
  org: OrgId,
  page: ArtifactId,
): Promise<{ readonly version: number; readonly state: PageState } | null> => {
  const [row] = await db.rows<{ version: number; state: PageState }>({
    name: 'handbook.standing',
    text: `select version, state from artifacts where org = $1 and id = $2 and kind = 'page'`,
    values: [org, page],
    byKey: true,
  });
  return row ?? null;
};

/** What still stands below a page. */
export const orphansOf = (db: Db, org: OrgId, page: ArtifactId) =>
  db.rows<{ id: ArtifactId }>({
    name: 'handbook.orphans-of',
    text: `select c.id from artifacts p join artifacts c on c.org = p.org and c.kind = 'page' and c.status <> 'deleted'
             and c.summary->>'in' = coalesce(p.space::text, '') || '/' || p.id::text
           where p.org = $1 and p.id = $2 and p.status = 'deleted'`,
    values: [org, page],
    byKey: true,
  });

/** What stands directly below a page, and still in another space than that one. */
export const leftBelow = (db: Db, org: OrgId, page: ArtifactId, space: SpaceId | null, spaces: readonly SpaceId[]) =>
  db.rows<{ id: ArtifactId; state: PageState }>({
    name: 'handbook.left-below',
    text: `select id, state from artifacts
           where org = $1 and kind = 'page' and status <> 'deleted' and summary->>'in' = any($2::text[]) order by number`,
    values: [org, ['', ...spaces].filter((one) => one !== (space ?? '')).map((one) => `${one}/${page}`)],
    byKey: true,
  });

/** What a page stood below before an event of its. */
export const placeBefore = async (db: Db, org: OrgId, page: ArtifactId, version: number): Promise<ArtifactId | null> => {
  const [row] = await db.rows<{ under: ArtifactId | null }>({
    name: 'handbook.place-before',
    text: `select body->>'under' as under from events where org = $1 and artifact = $2 and version < $3 and type in ('page-created', 'page-moved')
           order by version desc limit 1`,
    values: [org, page, version],
    byKey: true,
  });
  return row?.under ?? null;
};

const MOST_BROKEN_LOOKED_AT = 200;

/** Of each: pages with an address that leads nowhere and ends like its name, or is its title. */
export const brokenLike = async (
  db: Db,
  pages: readonly { readonly org: OrgId; readonly name: string; readonly title: string }[],
): Promise<readonly (readonly ArtifactId[])[]> => {
  const rows = await db.rows<{ n: number; id: ArtifactId }>({
    name: 'handbook.broken-like',
    text: `select w.n::int as n, p.id from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality w (org, name, title, n)
           cross join lateral (
             select id from artifacts
             where org = w.org and kind = 'page' and status = 'published' and (summary->>'broken')::int > 0
               and exists (select from jsonb_array_elements_text(state->'broken') b (href)
                           where position(w.name in replace(lower(href), '%20', ' ')) > 0 or position(w.title in lower(href)) > 0)
             order by number limit ${MOST_BROKEN_LOOKED_AT}
           ) p order by w.n`,
    values: [
      pages.map(({ org }) => org),
      pages.map(({ name }) => name.toLowerCase()),
      pages.map(({ title }) => `[[${title.normalize('NFC').toLowerCase()}`),
    ],
  });
  const found: ArtifactId[][] = pages.map(() => []);
  for (const { n, id } of rows) found[n - 1]?.push(id);
  return found;
};

/** The keys that somebody holds. */
export const keysHeldBy = async (db: Db, org: OrgId, actor: ActorId): Promise<readonly string[]> => {
  const [row] = await db.rows<{ keys: readonly string[] }>({
    name: 'handbook.keys-of',
    text: `select keys from actors where org = $1 and id = $2 and status = 'active'`,
    values: [org, actor],
    byKey: true,
  });
  return row?.keys ?? [];
};
