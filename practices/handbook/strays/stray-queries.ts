import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';
import { DOWN } from '../page-queries.ts';
import type { PageFile } from '../page.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface AddressRow {
  /** The page in whose text it stands. */
  readonly source: ArtifactId;
  readonly href: string;
  readonly target: ArtifactId;
}

/** Addresses that are paths: those that lead to a page, to what stands below it and to files there, and those that stand in these texts themselves. */
export const pathsAround = (db: Db, { org, keys }: Reader, page: ArtifactId, limit: number) =>
  db.rows<AddressRow>({
    name: 'handbook.paths-around',
    text: `
      with recursive ${DOWN}, own as materialized (
        select id from down
        union
        select f.id from down d join artifacts f on f.org = $1 and f.parent = d.id and f.kind = 'file' and f.status = 'kept'
      ), texts as (
        select id from down union select l.source from own join links l on l.org = $1 and l.target = own.id
      )
      select p.id as source, l.href, l.target from texts
      join artifacts p on p.org = $1 and p.id = texts.id and p.kind = 'page' and p.status = 'published' and p.audience && $2::text[]
      cross join lateral jsonb_each_text(p.state->'links') l (href, target)
      where (p.id in (select id from own) or l.target::uuid in (select id from own)) and l.href !~* '^([a-z][a-z0-9+.-]*:|//|#|\\[\\[|/?[0-9]+$)'
      order by p.number, l.href limit $4`,
    values: [org, keys, page, limit],
  });

export interface StandingRow {
  readonly id: ArtifactId;
  readonly kind: 'page' | 'file';
  readonly number: number;
  readonly title: string;
  readonly under: ArtifactId | null;
  readonly space: SpaceId | null;
  readonly name: string;
  readonly file: PageFile;
  readonly empty: boolean;
}

/** Pages and files with the pages above them, as far as the reader sees them: what paths are made of. */
export const standingAbove = (db: Db, { org, keys }: Reader, ids: readonly ArtifactId[]) =>
  db.rows<StandingRow>({
    name: 'handbook.standing-above',
    text: `
      with recursive up as (
        select id, (summary->>'under')::uuid as under, 0 as depth from artifacts where org = $1 and id = any($3::uuid[])
        union
        select a.id, (a.summary->>'under')::uuid, up.depth + 1 from up join artifacts a on a.org = $1 and a.id = up.under and a.kind = 'page'
        where up.depth < 100
      )
      select a.id, a.kind, a.number::int, a.title, (a.summary->>'under')::uuid as under, a.space,
             case when a.kind = 'page' then a.summary->>'name' else a.state->>'path' end as name,
             case when a.kind = 'page' then a.summary->'file' else jsonb_build_object('name', a.state->>'path', 'inside', false) end as file,
             coalesce(a.state->>'body', 'file') = '' as empty
      from artifacts a
      where a.org = $1 and a.id in (select id from up) and a.audience && $2::text[]
        and (a.kind = 'page' and a.status = 'published' or a.kind = 'file' and a.status = 'kept' and a.state->>'path' is not null)
      order by a.number, a.id`,
    values: [org, keys, ids],
  });

/** The texts of some pages, with the revision at which they stand. */
export const textsNow = (db: Db, { org, keys }: Reader, ids: readonly ArtifactId[]) =>
  db.rows<{ readonly id: ArtifactId; readonly body: string; readonly revision: number }>({
    name: 'handbook.texts-now',
    text: `select id, state->>'body' as body, (state->>'revision')::int as revision from artifacts
           where org = $1 and id = any($3::uuid[]) and kind = 'page' and status = 'published' and audience && $2::text[]`,
    values: [org, keys, ids],
    byKey: true,
  });
