import type { ArtifactId } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import type { Pool } from '#store/connection.ts';
import { targetsOf } from './comparing.ts';
import { mark, NOTHING, refused, type Item, type Writing, type Written } from './items.ts';
import type { Job } from './job.ts';
import { reconcile } from './reconciling.ts';
import { writeFile } from './write-file.ts';
import { change, create, leave } from './write-page.ts';

const AT_ONCE = 128;
const FILES_AT_ONCE = 4;

/**
 * Does what was decided, those above before those below, in batches. Every command's id follows from the import and the item, so that
 * whoever goes on after a crash sends the same commands, and each takes effect once. False: it was stopped.
 */
export const write = async (writing: Writing): Promise<boolean> => {
  const { pool, job } = writing;
  const targets = await targetsOf(pool, job);
  await reconcile(writing, false);
  const { rows: counts } = await pool.query<{ total: number; left: number }>({
    name: 'import-left',
    text: `select count(*)::int as total, count(*) filter (where done is null)::int as left from import_items where org = $1 and import = $2`,
    values: [job.org, job.id],
  });
  const total = counts[0]?.total ?? 0;
  let done = total - (counts[0]?.left ?? 0);
  for (;;) {
    if (writing.stopped()) return false;
    const items = await nextItems(pool, job);
    const [first] = items;
    if (first === undefined) return true;
    writing.progress({ done, total, at: first.planned.source });
    const outcomes = await Promise.all(items.map((item) => writeOne(item, targets, writing)));
    await mark(
      pool,
      job,
      items.map((item, index) => ({ seq: item.seq, done: outcomes[index] })),
    );
    done += items.length;
  }
};

/** Of one level, so that nothing is sent before what stands above it. */
const nextItems = async (pool: Pool, { org, id }: Job): Promise<readonly Item[]> => {
  const { rows } = await pool.query<Item>({
    name: 'import-next',
    text: `select seq, kind, key, depth, target, planned, links, body, intent from import_items
           where org = $1 and import = $2 and done is null
             and depth = (select min(depth) from import_items where org = $1 and import = $2 and done is null)
           order by seq limit ${AT_ONCE}`,
    values: [org, id],
  });
  // Of files, few at a time: each is held whole.
  return rows[0]?.kind === 'file' ? rows.slice(0, FILES_AT_ONCE) : rows;
};

const writeOne = async (item: Item, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { intent } = item;
  if (item.kind === 'gone') return leave(item, writing);
  if (intent.outcome === 'refused')
    return refused(refuse('not-found', 'A page stands here that you cannot see, so it stays as it is.'));
  if (item.kind === 'file') return writeFile(item, targets, writing);
  if (intent.text === 'create') return create(item, targets, writing);
  if (intent.outcome === 'kept')
    return { ...NOTHING, outcome: 'kept', remarks: [{ code: 'refused', detail: 'The page is archived here, and stays so.' }] };
  return change(item, targets, writing);
};
