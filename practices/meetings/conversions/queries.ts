import type { Principal, Question } from '#server/route.ts';
import type { ConversionState } from './conversion.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export interface ConversionRow {
  readonly id: string;
  readonly version: number;
  readonly state: ConversionState;
  readonly result: { readonly id: string; readonly kind: string; readonly number: number; readonly title: string } | null;
}

const COLUMNS = `a.id, a.version, a.state,
  (select json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title) from artifacts r
   where r.org = a.org and r.id = (a.state->>'result')::uuid and r.audience && $2::text[]) as result`;

/** The newest conversions of series at which the reader was. */
export const conversions = ({ org, keys }: Asker): Question => ({
  name: 'meetings.conversions',
  text: `select ${COLUMNS} from artifacts a where a.org = $1 and a.kind = 'conversion' and a.audience && $2::text[] order by a.opened_at desc limit 200`,
  values: [org, keys],
});

export interface EndedRow {
  readonly status: string;
  readonly how: string | null;
  readonly why: string | null;
  readonly meetings: number;
  readonly hours: number;
  readonly saved: number;
  readonly decisions: number;
  readonly deciding: number;
}

/** What became of meetings since a moment, by how they ended: hours that they took and gave back, and of those with decisions how many hours. */
export const endedSince = ({ org, keys }: Asker, since: number): Question => ({
  name: 'meetings.ended-since',
  text: `
    select status, summary->>'how' as how, summary->>'why' as why, count(*)::int as meetings, coalesce(sum((summary->>'hours')::float8), 0) as hours,
      coalesce(sum((summary->>'saved')::float8), 0) as saved,
      coalesce(sum(jsonb_array_length(coalesce(summary->'decisions', '[]'))), 0)::int as decisions,
      coalesce(sum((summary->>'hours')::float8) filter (where jsonb_array_length(coalesce(summary->'decisions', '[]')) > 0), 0) as deciding
    from artifacts where org = $1 and kind = 'meeting' and number > 0 and audience && $2::text[] and status in ('ended', 'cancelled')
      and closed_at >= to_timestamp($3::float8 / 1000)
    group by 1, 2, 3`,
  values: [org, keys, since],
});
