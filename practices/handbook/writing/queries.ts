import type { Db, Principal } from '#server/route.ts';

/** Pages that say of themselves that others begin from them. */
export const templatePages = (db: Db, { org, keys }: Pick<Principal, 'org' | 'keys'>) =>
  db.rows<{ number: number; title: string; body: string }>({
    name: 'handbook.template-pages',
    text: `select number::int, title, state->>'body' as body from artifacts
           where org = $1 and kind = 'page' and status = 'published' and summary ? 'template' and audience && $2::text[]
           order by title limit 50`,
    values: [org, keys],
  });
