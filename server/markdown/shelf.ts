import type { Queryable } from '#store/connection.ts';
import type { RenderedMarkdown, Shelf } from './render.ts';

/** Of all organizations together; what was used least lately goes. */
const MOST_BYTES = 512 * 1024 * 1024;
/** So often a process looks whether there is too much, counted in what it keeps. */
const LOOKS_EVERY = 200;

/** Long texts as they were rendered, so that a restart does not render them anew. Nothing is lost with it. */
export const tableShelf = (tables: Queryable): Shelf => {
  let kept = 0;
  return {
    find: async (org, hash) => {
      const { rows } = await tables.query<{ made: string; old: boolean }>({
        name: 'renders.find',
        text: `select made, used_at < now() - interval '1 day' as old from renders where org = $1 and hash = $2`,
        values: [org, hash],
      });
      const [row] = rows;
      if (row === undefined) return null;
      if (row.old)
        await tables.query({
          name: 'renders.use',
          text: 'update renders set used_at = now() where org = $1 and hash = $2',
          values: [org, hash],
        });
      return JSON.parse(row.made) as RenderedMarkdown;
    },
    keep: async (org, hash, rendered) => {
      const made = JSON.stringify(rendered);
      await tables.query({
        name: 'renders.keep',
        text: `insert into renders (org, hash, made, size) values ($1, $2, $3, $4) on conflict (org, hash) do nothing`,
        values: [org, hash, made, Buffer.byteLength(made)],
      });
      kept += 1;
      if (kept % LOOKS_EVERY === 1) await throwAway(tables);
    },
  };
};

const throwAway = (tables: Queryable): Promise<unknown> =>
  tables.query({
    name: 'renders.throw-away',
    text: `delete from renders r using (
             select org, hash, sum(size) over (order by used_at desc, org, hash) as so_far from renders
           ) s where s.so_far > $1 and r.org = s.org and r.hash = s.hash`,
    values: [MOST_BYTES],
  });
