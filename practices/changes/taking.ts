import { own } from '#kernel/stream/own.ts';
import { fileName } from '#kernel/text/file-name.ts';
import { iso, type Takes } from '#server/route.ts';
import { after } from './queries.ts';
import { looksOf, statusOf, type ChangeState } from './state.ts';
import { verdictLine } from './telling.ts';

const AT_ONCE = 200;

/** Each change with what was found in it, what was said, and what came of it. */
export const changesTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  for (let number = 0; ;) {
    const rows = await db.rows<{ number: number; state: ChangeState }>(after(reader, number, AT_ONCE));
    for (const { number: numbered, state } of rows) {
      number = numbered;
      const name = (login: string): string => {
        const actor = own(state.people, login.toLowerCase());
        return (actor && actors.get(actor)?.name) ?? login;
      };
      const file = fileName(numbered, state.seen.snapshot.title, 'change');
      yield { path: `changes/${file}`, bytes: Buffer.from(written(state, name)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};

const written = (state: ChangeState, name: (login: string) => string): string => {
  const { snapshot } = state.seen;
  const looks = looksOf(state);
  return (
    [
      `# ${snapshot.title}`,
      `Proposed by ${name(snapshot.login)} to ${state.repositoryName}, ${iso(snapshot.openedAt)}. ${statusOf(state)}: ${verdictLine(state)}.`,
      ...(snapshot.url === null ? [] : [`<${snapshot.url}>`]),
      ...(snapshot.text === '' ? [] : [snapshot.text]),
      ...(looks === null
        ? []
        : [
            [
              '## Looked at',
              ...looks.terms.map((term) => `- ${term.name}: ${term.amount} (${term.value.toFixed(1)})`),
              ...looks.guards.map(({ guard, path }) => `- guard, ${guard}: ${path}`),
              ...looks.owners.map(({ owner, because }) => `- ${owner} (${because})`),
            ].join('\n'),
          ]),
      ...Object.values(state.said)
        .filter(({ verdict, text }) => verdict !== 'gone' && text !== '')
        .toSorted((a, b) => a.saidAt - b.saidAt)
        .map(({ login, saidAt, text }) => `### ${name(login)}, ${iso(saidAt)}\n\n${text}`),
      ...(state.shipped ? [`Shipped ${iso(state.shipped.at)}${state.shipped.alone ? ', alone' : ''}.`] : []),
      ...(state.reverted ? [`Reverted ${iso(state.reverted.at)}.`] : []),
    ].join('\n\n') + '\n'
  );
};
