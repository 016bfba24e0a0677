import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface CareRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly space: string | null;
  readonly revisedAt: Instant;
  readonly broken: number;
  readonly verify: {
    readonly days: number;
    readonly at: Instant;
    readonly wanting: boolean;
    readonly last: Instant | null;
  } | null;
}

/** Pages that an actor owns, by themself or with a team, newest first. */
export const ownedBy = (db: Db, { org, keys }: Reader, owners: readonly string[], before: number | null, limit: number) =>
  db.rows<CareRow>({
    name: 'handbook.owned-by',
    text: `select id, number::int, title, space, (summary->>'revisedAt')::float8 as "revisedAt", (summary->>'broken')::int as broken, summary->'verify' as verify
           from artifacts
           where org = $1 and kind = 'page' and status = 'published' and summary->'owners' <> '[]'::jsonb and summary->'owners' ?| $3::text[] and audience && $2::text[]
             and ($4::bigint is null or number < $4)
           order by number desc limit $5`,
    values: [org, keys, owners, before, limit],
  });

/** Pages of a space that are to be verified, or were found wanting; the longest overdue first. */
export const toVerify = (
  db: Db,
  { org, keys }: Reader,
  space: string | null,
  by: Instant,
  after: readonly [number, number] | null,
  limit: number,
) =>
  db.rows<CareRow>({
    name: 'handbook.to-verify',
    text: `select id, number::int, title, space, (summary->>'revisedAt')::float8 as "revisedAt", (summary->>'broken')::int as broken, summary->'verify' as verify
           from artifacts
           where org = $1 and kind = 'page' and status = 'published' and space is not distinct from $3::uuid and jsonb_typeof(summary->'verify') = 'object'
             and ((summary#>>'{verify,at}')::float8 <= $4 or (summary#>>'{verify,wanting}')::boolean) and audience && $2::text[]
             and ($5::float8 is null or ((summary#>>'{verify,at}')::float8, number) > ($5::float8, $6::bigint))
           order by (summary#>>'{verify,at}')::float8, number limit $7`,
    values: [org, keys, space, by, after?.[0] ?? null, after?.[1] ?? null, limit],
  });

export interface BrokenRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly broken: readonly string[];
}

/** Pages of a space with addresses that lead nowhere. */
export const brokenIn = (db: Db, { org, keys }: Reader, space: string | null, before: number | null, limit: number) =>
  db.rows<BrokenRow>({
    name: 'handbook.broken-in',
    text: `select id, number::int, title, state->'broken' as broken from artifacts
           where org = $1 and kind = 'page' and status = 'published' and (summary->>'broken')::int > 0 and space is not distinct from $3::uuid
             and audience && $2::text[] and ($4::bigint is null or number < $4)
           order by number desc limit $5`,
    values: [org, keys, space, before, limit],
  });
