import type { ArtifactId } from '#kernel/stream/event.ts';
import { fileName } from '#kernel/text/file-name.ts';
import type { Takes } from '#server/route.ts';
import { filesApart } from './file-queries.ts';

const AT_ONCE = 100;

/** Files that no text finds by a path, as they hang on something: `attachments/0142-keep-one-postgresql/plan.pdf`. The handbook's repository has the others. */
export const filesTaken: Takes = async function* ({ db, files }, reader) {
  let last: readonly [number, ArtifactId] | null = null;
  let [folder, names] = ['', new Set<string>()];
  for (;;) {
    const rows = await filesApart(db, reader, last, AT_ONCE);
    for (const { id, number, title, kind, state } of rows) {
      last = [number, id];
      const at = `attachments/${fileName(number, title, kind).replace(/\.md$/, '')}`;
      if (at !== folder) [folder, names] = [at, new Set()];
      if (state.status !== 'kept') continue;
      const bytes = await files.read(reader.org, state.hash, 0, state.size);
      if (bytes === null) continue;
      // Two of one name: the second bears a piece of its id.
      const name = names.has(state.name.toLowerCase()) ? `${id.slice(0, 8)}-${state.name}` : state.name;
      names.add(name.toLowerCase());
      yield { path: `${at}/${name}`, bytes };
    }
    if (rows.length < AT_ONCE) return;
  }
};
