import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import { fileName } from '#kernel/text/file-name.ts';
import { iso, type Takes } from '#server/route.ts';
import { discussed, type DiscussedRow } from './queries.ts';

const AT_ONCE = 100;

/** What was said about each artifact, by threads. */
export const discussionsTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  const name = (id: ActorId): string => actors.get(id)?.name ?? 'somebody';
  for (let number = 0; ;) {
    const rows = await discussed(db, reader, number, AT_ONCE);
    for (const row of rows) {
      number = row.number;
      yield { path: `discussions/${fileName(row.number, row.title, row.kind)}`, bytes: Buffer.from(written(row, name)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};

const written = ({ number, title, comments }: DiscussedRow, name: (id: ActorId) => string): string => {
  const threads = Map.groupBy(comments, ({ id, state }) => state.thread ?? id);
  const said = [...threads.values()].map((thread) =>
    thread
      .flatMap(({ at, state }, index) =>
        state.status === 'deleted'
          ? []
          : [
              `${index === 0 ? '##' : '###'} ${state.outside && state.author === SYSTEM ? state.outside.login : name(state.author)}, ${iso(at)}`,
              state.body,
            ],
      )
      .join('\n\n'),
  );
  return `# Discussion of #${number}, ${title}\n\n${said.join('\n\n')}\n`;
};
