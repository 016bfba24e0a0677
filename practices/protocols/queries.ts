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
    order by status <> 'published' or summary->'protocol' is null, title limit 500`,
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

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
