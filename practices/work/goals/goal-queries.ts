import type { Principal, Question } from '#server/route.ts';

export interface GoalRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: 'set' | 'reached' | 'dropped';
  readonly outcome: string;
  readonly above: string | null;
  readonly space: string | null;
  readonly dueAt: string | null;
  readonly tasks: { readonly draft: number; readonly ready: number; readonly claimed: number; readonly done: number };
}

const MOST = 500;

const counted = (status: string): string => `count(*) filter (where t.status = '${status}')`;

/** The goals, the soonest due first, each with how many of its tasks stand where, as far as the reader may see them. */
export const goalsList = (
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  statuses: readonly string[] | null,
  spaces: readonly string[] | null,
): Question => ({
  name: 'work.goals',
  text: `
    with goals as materialized (
      select id, number::int, title, status, space, due_at, summary from artifacts a
      where org = $1 and kind = 'goal' and number > 0 and audience && $2::text[]
        and ($3::text[] is null or status = any($3)) and ($4::uuid[] is null or space = any($4))
      order by number desc limit ${MOST}
    ), tasks as (
      select t.summary->>'goal' as goal, ${['draft', 'ready', 'claimed', 'done'].map((one) => `${counted(one)}::int as ${one}`).join(', ')}
      from artifacts t where t.org = $1 and t.kind = 'task' and t.number > 0 and t.audience && $2::text[]
        and t.summary->>'goal' = any (array(select id::text from goals)) group by 1
    )
    select g.id, g.number, g.title, g.status, coalesce(g.summary->>'outcome', '') as outcome, g.summary->>'above' as above, g.space,
      to_char(g.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
      json_build_object('draft', coalesce(t.draft, 0), 'ready', coalesce(t.ready, 0), 'claimed', coalesce(t.claimed, 0), 'done', coalesce(t.done, 0)) as tasks
    from goals g left join tasks t on t.goal = g.id::text order by g.due_at nulls last, g.number desc`,
  values: [org, keys, statuses, spaces],
});
