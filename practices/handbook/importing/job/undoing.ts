import { standingPage, textAt } from '../../page-queries.ts';
import { aboveOf } from '../../place-queries.ts';
import { textFor } from '../../publishing.ts';
import { mark, order, titleAfter, type FileItem, type PageItem, type Writing, type Written } from './items.ts';
import { reconcile } from './reconciling.ts';
import { undoFile } from './write-file.ts';

/** Items that are taken back together. */
const AT_ONCE = 128;

/**
 * Takes back what this import did, those below before those above. What somebody has changed since is theirs: it stays, and is told.
 */
export const undo = async (writing: Writing): Promise<void> => {
  const { pool, job } = writing;
  await reconcile(writing, true);
  for (;;) {
    const { rows } = await pool.query<(PageItem | FileItem) & { readonly done: Written }>({
      name: 'import-undo-next',
      text: `select seq, kind, key, depth, target, planned, links, null as body, intent, done from import_items
             where org = $1 and import = $2 and (done->>'wrote' = 'true' or done->>'moved' = 'true')
               and depth = (select max(depth) from import_items where org = $1 and import = $2 and (done->>'wrote' = 'true' or done->>'moved' = 'true'))
             order by seq desc limit ${AT_ONCE}`,
      values: [job.org, job.id],
    });
    if (rows.length === 0) return;
    writing.progress({ done: 0, total: 0, at: rows[0]?.planned.source ?? '' });
    const left = await Promise.all(rows.map((item) => undoOne(item, writing)));
    await mark(
      pool,
      job,
      rows.map(({ seq, done }, index) => ({
        seq,
        done: {
          ...done,
          wrote: false,
          moved: false,
          remarks: left[index] == null ? [] : [{ code: 'refused', detail: left[index] }],
        },
      })),
    );
  }
};

/** Why it was left as it is; null: it is as it was before. */
const undoOne = async (item: (PageItem | FileItem) & { readonly done: Written }, writing: Writing): Promise<string | null> => {
  const { db, importer, job } = writing;
  const { target, seq, done, intent } = item;
  const reason = 'The import was cancelled';
  if (item.kind === 'file') return undoFile(item, writing);
  const page = await standingPage(db, importer, target);
  if (page === null || page.state.status === 'deleted') return null;
  const send = async (name: string, data: object, refs: readonly string[] = []): Promise<string | null> => {
    const sent = await order(writing, seq, `undo ${name}`, { kind: 'page', artifact: target, name, data, refs });
    return sent.refused ? sent.message : null;
  };
  if (done.outcome === 'archived') return send('unarchive', {});
  if (done.outcome === 'created')
    return page.state.revision > done.revision
      ? 'Somebody has written on this page since it was imported; it stays.'
      : send('delete', { reason });
  if (done.moved && intent.was !== null) {
    const { under } = intent.was;
    const refs = under === null ? [] : [under, ...(await aboveOf(db, importer, under))];
    const failed = await send('move', { space: job.space, ...intent.was, title: titleAfter(page, intent.was.name) }, [
      ...new Set(refs),
    ]);
    if (failed !== null) return failed;
  }
  if (!done.wrote) return null;
  if (page.state.revision > done.revision) return 'Somebody has written on this page since it was imported; its text stays.';
  const before = await textAt(db, importer, target, done.revision - 1);
  if (before === null) return null;
  const text = await textFor(writing, importer, { place: page.state, self: target, known: page.state.links }, before);
  return send('revise', { ...text, base: page.state.revision, reason, from: job.id });
};
