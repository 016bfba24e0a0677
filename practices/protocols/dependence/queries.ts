import type { Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export type StandingRow = {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly state: unknown;
};

/** What is open and runs; some hundreds at most. */
export const openRuns = ({ org, keys }: Asker, kinds: readonly string[]): Question => ({
  name: 'dependence.open',
  text: `
    select id, kind, number::int, title, state from artifacts
    where org = $1 and kind = any($3::text[]) and status = 'open' and number > 0 and audience && $2::text[]
    order by number desc limit 500`,
  values: [org, keys, kinds],
});

export type OwnedRow = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly owner: string;
  readonly total: number;
};

/** Pages that one actor alone answers for. */
export const ownedAlone = ({ org, keys }: Asker): Question => ({
  name: 'dependence.pages',
  text: `
    select id, number::int, title, state->'owners'->>0 as owner, (count(*) over ())::int as total from artifacts
    where org = $1 and kind = 'page' and status = 'published' and number > 0 and audience && $2::text[]
      and jsonb_array_length(coalesce(nullif(state->'owners', 'null'), '[]')) = 1
    order by title limit 100`,
  values: [org, keys],
});

export type HistoryRow = {
  readonly protocol: string;
  readonly step: string;
  readonly runs: number;
  readonly asked: number;
  readonly answered: number;
  readonly lapsed: number;
  readonly people: number;
};

/** How it went: what each step of each protocol asked since. */
export const askedSince = ({ org, keys }: Asker, since: number): Question => ({
  name: 'dependence.history',
  text: `
    select coalesce(a.state #>> '{protocol,id}', a.state #>> '{rounds,-1,protocol,id}') as protocol, w.step,
           count(distinct a.id)::int as runs, count(*)::int as asked,
           count(*) filter (where w.status = 'answered')::int as answered,
           count(*) filter (where w.status = 'lapsed')::int as lapsed,
           count(distinct w.asked)::int as people
    from awaits w join artifacts a on a.org = w.org and a.id = w.artifact
    where w.org = $1 and a.audience && $2::text[] and w.step is not null and w.opened_at >= to_timestamp($3::float8 / 1000)
    group by 1, 2`,
  values: [org, keys, since],
});
