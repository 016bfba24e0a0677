import type { ActorId } from '#kernel/stream/event.ts';
import { fileName } from '#kernel/text/file-name.ts';
import { iso, type Principal, type Question, type Takes } from '#server/route.ts';
import type { StandingRun } from './run.ts';

const AT_ONCE = 200;

const after = ({ org, keys }: Principal, number: number): Question => ({
  name: 'runs.after',
  text: `
    select number::int, state from artifacts
    where org = $1 and kind = 'run' and number > $3 and audience && $2::text[] order by number limit $4`,
  values: [org, keys, number, AT_ONCE],
});

/** Each run that stands by itself, with what was said in it. */
export const runsTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  for (let number = 0; ;) {
    const rows = await db.rows<{ number: number; state: StandingRun }>(after(reader, number));
    for (const { number: own, state } of rows) {
      number = own;
      const name = (id: ActorId): string => actors.get(id)?.name ?? state.names[id] ?? 'somebody';
      yield { path: `runs/${fileName(own, state.title, 'run')}`, bytes: Buffer.from(written(state, name)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};

const written = ({ title, protocol, openedAt, run }: StandingRun, name: (id: ActorId) => string): string =>
  [
    `# ${title}`,
    `Begun ${iso(openedAt)} under ${protocol.id}, version ${protocol.version}.`,
    ...Object.entries(run?.stances ?? {}).flatMap(([step, stances]) =>
      Object.entries(stances).map(([actor, { stance, at, reason }]) =>
        [`## ${name(actor)}: ${stance} (${step}), ${iso(at)}`, ...(reason === null ? [] : [reason])].join('\n\n'),
      ),
    ),
    run?.outcome ? `It is ${run.outcome.outcome} since ${iso(run.outcome.at)}: ${run.outcome.because}.` : 'It is open.',
  ].join('\n\n') + '\n';
