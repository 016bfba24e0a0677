import { TOLD } from '#practices/comments';
import type { Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** A request with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.subject',
  text: `
    select ${TOLD}
    from artifacts a where a.org = $1 and a.id = $3 and a.kind = 'request' and a.audience && $2::text[]`,
  values: [org, keys, id],
});

export type CommentRow = { readonly state: unknown };

/** What was said about a request, in order; the newest hundred. */
export const commentsOn = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.comments',
  text: `
    select state from (
      select c.state, c.created_at from artifacts c join artifacts a on a.org = c.org and a.id = c.parent and a.audience && $2::text[]
      where c.org = $1 and c.parent = $3 and c.kind = 'comment' and c.status <> 'deleted' and c.audience && $2::text[]
      order by c.created_at desc limit 100
    ) c order by c.created_at`,
  values: [org, keys, id],
});

export type HomeRow = { readonly space: string | null; readonly audience: readonly string[] };

/** Where an artifact is at home, and who sees it. */
export const homeOf = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.home',
  text: `select space, audience from artifacts where org = $1 and id = $3 and audience && $2::text[]`,
  values: [org, keys, id],
});

/** Requests behind a number, in their order. */
export const after = ({ org, keys }: Asker, number: number, limit: number): Question => ({
  name: 'requests.after',
  text: `select number::int, state from artifacts
    where org = $1 and kind = 'request' and number > $3 and audience && $2::text[] order by number limit $4`,
  values: [org, keys, number, limit],
});
