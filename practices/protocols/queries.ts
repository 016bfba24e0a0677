import type { PageState } from '#practices/handbook';
import type { Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export type ProtocolRow = {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly status: string;
  readonly space: string | null;
  readonly state: PageState;
};

/** Protocols are few: all of them, those in force first. */
export const list = ({ org, keys }: Asker): Question => ({
  name: 'protocols.list',
  text: `
    select id, number::int, version, status, space, state from artifacts
    where org = $1 and summary ? 'directory' and kind = 'page' and status <> 'deleted' and number > 0 and audience && $2::text[]
    order by status <> 'published' or summary->'protocol' is null, title limit 2000`,
  values: [org, keys],
});

export const one = ({ org, keys }: Asker, id: string | number): Question => ({
  name: 'protocols.one',
  text: `
    select id, number::int, version, status, space, state from artifacts
    where org = $1 and summary ? 'directory' and kind = 'page' and status <> 'deleted' and number > 0 and audience && $2::text[]
      and (id = $3::uuid or number = $4::bigint or summary->>'protocol' = $5) order by status <> 'published' limit 1`,
  values: [
    org,
    keys,
    typeof id === 'string' && UUID.test(id) ? id : null,
    typeof id === 'number' ? id : null,
    typeof id === 'string' ? id : null,
  ],
});

export type RanRow = {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly version: number;
  readonly opened: number | null;
};

/** [P3] What ran under a protocol's page, the newest first; `version` null: all. */
export const ran = (
  { org, keys }: Asker,
  page: string,
  { version, after, limit }: { readonly version: number | null; readonly after: number | null; readonly limit: number },
): Question => ({
  name: 'protocols.ran',
  text: `
    select id, kind, number::int, title, status, (summary->>'pinnedAt')::int as version,
      (extract(epoch from opened_at) * 1000)::float8 as opened
    from artifacts
    where org = $1 and summary ? 'pinned' and summary->>'pinned' = $3 and number > 0 and audience && $2::text[]
      and ($4::int is null or (summary->>'pinnedAt')::int = $4::int) and ($5::bigint is null or number < $5::bigint)
    order by number desc limit $6`,
  values: [org, keys, page, version, after, limit],
  byKey: true,
});

/** How many ran under each version. */
export const ranCounts = ({ org, keys }: Asker, page: string): Question => ({
  name: 'protocols.ran-counts',
  text: `
    select (summary->>'pinnedAt')::int as version, count(*)::int as runs from artifacts
    where org = $1 and summary ? 'pinned' and summary->>'pinned' = $3 and number > 0 and audience && $2::text[]
    group by 1 order by 1 desc`,
  values: [org, keys, page],
  byKey: true,
});

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
