import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { connect, type Connection } from './client.ts';
import { EXIT } from './failure.ts';
import { progressLine } from './progress-line.ts';
import { json } from './words.ts';

const AFTER = `
Forty people on four continents, and one quarter of what they decided, asked, discussed and wrote down, made by the simulator: the same seed gives the
same. It goes into an organization in which nobody has done anything yet, whole or not at all; Ctrl-C gives it up.

Examples:
  proceed sample
  proceed sample --seed lighthouse --json

Exit codes: 0 it is there, 1 it is not, 2 wrong usage, 3 no server.
`;

/** `proceed sample`: what the founding screen offers. */
export const sampleCommand = (): Command =>
  new Command('sample')
    .description('fill an empty organization with a sample, to explore')
    .option('--seed <words>', 'another seed, another quarter', '1')
    .option('--json', 'one JSON document: { state, failure }')
    .addHelpText('after', AFTER)
    .action(run);

const run = async ({ seed, json: asJson = false }: { readonly seed: string; readonly json?: boolean }): Promise<void> => {
  const connection = connect();
  const progress = progressLine(asJson);
  const { id } = await connection.call('POST /api/samples', { body: { seed } });
  let leaving = false;
  process.once('SIGINT', () => {
    leaving = true;
    void connection.call('PUT /api/samples/:id/cancellation', { params: { id } });
  });
  const ended = await watch(connection, (done, total) =>
    progress.show(
      leaving ? 'It is being given up.' : `A quarter passes: ${total === 0 ? 0 : Math.round((100 * done) / total)} %`,
    ),
  );
  progress.clear();
  const { state, failure } = ended;
  if (asJson) process.stdout.write(json({ state, failure }));
  else if (state === 'done') process.stdout.write('It is there: `proceed today` says what waits for you.\n');
  else process.stderr.write(`${failure?.message ?? 'It was given up. Nothing of it is there.'}\n`);
  if (state !== 'done') process.exitCode = EXIT['no, or something is wrong'];
};

type Latest = NonNullable<Awaited<ReturnType<typeof look>>>;
const look = async (connection: Connection) => (await connection.call('GET /api/samples')).latest;

const watch = async (connection: Connection, tell: (done: number, total: number) => void): Promise<Latest> => {
  for (;;) {
    const latest = await look(connection);
    if (latest === null) throw new Error('The server knows of no sample.');
    if (latest.state !== 'waiting' && latest.state !== 'working') return latest;
    tell(latest.progress.done, latest.progress.total);
    await wait(300);
  }
};
