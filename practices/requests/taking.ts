import type { ActorId } from '#kernel/stream/event.ts';
import { fileName } from '#kernel/text/file-name.ts';
import { iso, type Takes } from '#server/route.ts';
import { after } from './queries.ts';
import { roundsOf, statusOf, type RequestState } from './state.ts';

const AT_ONCE = 200;

/** Each request with all that was asked, answered and said. */
export const requestsTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  for (let number = 0; ;) {
    const rows = await db.rows<{ number: number; state: RequestState }>(after(reader, number, AT_ONCE));
    for (const { number: own, state } of rows) {
      number = own;
      const name = (id: ActorId): string => actors.get(id)?.name ?? state.names[id] ?? 'somebody';
      yield { path: `requests/${fileName(own, state.title, 'request')}`, bytes: Buffer.from(written(state, name)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};

const written = (state: RequestState, name: (id: ActorId) => string): string =>
  [
    `# ${state.title}`,
    `Asked by ${name(state.author)}, ${iso(state.askedAt)}. ${statusOf(state)}.`,
    ...roundsOf(state).flatMap(({ to, urgent, askedAt, question, answers, said }) => [
      `## To ${name(to)}, ${iso(askedAt)}${urgent ? ', urgent' : ''}`,
      question,
      ...[...answers, ...said]
        .toSorted((a, b) => a.at - b.at)
        .flatMap((one) => [
          `### ${name(one.by)} ${'to' in one && one.to === null ? 'asks' : 'answers'}, ${iso(one.at)}`,
          one.text,
        ]),
    ]),
    ...(state.status === 'asking' ? [state.asking.question] : []),
  ].join('\n\n') + '\n';
