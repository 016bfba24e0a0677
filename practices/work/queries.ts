import { TOLD } from '#practices/comments';
import type { Principal, Question } from '#server/route.ts';
import type { TaskState } from './state.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export type HeldRow = { readonly id: string; readonly number: number; readonly state: TaskState };

/** [L4] What somebody holds, as far as the reader may see it. */
export const heldBy = ({ org, keys }: Asker, actor: string): Question => ({
  name: 'work.held',
  text: `select id, number::int, state, line from artifacts
    where org = $1 and kind = 'task' and status = 'claimed' and summary->>'holder' = $3 and audience && $2::text[] order by number`,
  values: [org, keys, actor],
  byKey: true,
});

/** [L4] Who holds a task of this depth that the reader may see. */
export const holders = ({ org, keys }: Asker, depth: string): Question => ({
  name: 'work.holders',
  text: `select distinct summary->>'holder' as holder from artifacts
    where org = $1 and kind = 'task' and status = 'claimed' and summary->>'depth' = $3 and audience && $2::text[]`,
  values: [org, keys, depth],
});

/** One with what is around it, each through the reader's own view. */
export const subject = (kind: 'task' | 'goal' | 'plan', { org, keys }: Asker, id: string): Question => ({
  name: `work.${kind}`,
  text: `
    select ${TOLD}
    from artifacts a where a.org = $1 and a.id = $3 and a.kind = '${kind}' and a.audience && $2::text[]`,
  values: [org, keys, id],
});

export type HomeRow = {
  readonly kind: string;
  readonly title: string;
  readonly space: string | null;
  readonly audience: readonly string[];
  readonly state: unknown;
};

/** Where an artifact is at home, and who sees it. */
export const homeOf = ({ org, keys }: Asker, id: string): Question => ({
  name: 'work.home',
  text: `select kind, title, space, audience, state from artifacts where org = $1 and id = $3 and audience && $2::text[]`,
  values: [org, keys, id],
});

/** Those of a kind behind a number, in their order. */
export const after = ({ org, keys }: Asker, kind: string, number: number, limit: number): Question => ({
  name: 'work.after',
  text: `select number::int, state from artifacts
    where org = $1 and kind = $5 and number > $3 and audience && $2::text[] order by number limit $4`,
  values: [org, keys, number, limit, kind],
});
