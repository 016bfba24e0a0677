import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Order } from '#server/route.ts';
import { standingFile } from '../../file-queries.ts';
import { fileAway, replaceBytes } from '../../filing.ts';
import { NOTHING, order, refused, type FileItem, type Writing, type Written } from './items.ts';

export const writeFile = async (item: FileItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { pool, job, db, files, importer } = writing;
  const { seq, target, intent, planned } = item;
  if (intent.text === 'keep') return { ...NOTHING, outcome: intent.outcome, asSource: true };
  const { rows } = await pool.query<{ bytes: Buffer }>({
    name: 'import-bytes',
    text: 'select bytes from import_items where org = $1 and import = $2 and seq = $3',
    values: [job.org, job.id, seq],
  });
  const bytes = rows[0]?.bytes ?? Buffer.alloc(0);
  const services = { db, files, send: (command: Order) => order(writing, seq, 'file', command) };
  const { name, path, under } = planned;
  const on = under === null ? null : (targets.get(under) ?? null);
  const sent =
    intent.text === 'replace'
      ? await replaceBytes(services, importer, { id: target, bytes })
      : await fileAway(services, importer, { id: target, bytes, name, path, on, space: job.space });
  return sent.refused ? refused(sent) : { ...NOTHING, outcome: intent.outcome, wrote: true, asSource: true };
};

/** Why it was left as it is; null: it is as it was before. */
export const undoFile = async (
  { target, seq, done, intent }: FileItem & { readonly done: Written },
  writing: Writing,
): Promise<string | null> => {
  const known = await standingFile(writing.db, writing.importer, target);
  if (known === null || known.state.status === 'deleted') return null;
  const refs = known.state.on === null ? [] : [known.state.on];
  const back =
    done.outcome === 'created'
      ? { name: 'delete', data: {} }
      : intent.content === undefined
        ? null
        : { name: 'replace', data: intent.content };
  if (back === null) return null;
  const sent = await order(writing, seq, `undo ${back.name}`, { kind: 'file', artifact: target, ...back, refs });
  return sent.refused ? sent.message : null;
};
