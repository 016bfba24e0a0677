import { Command } from 'commander';
import type { Api } from '#server/routes.ts';
import { EXIT } from './failure.ts';
import { progressLine } from './progress-line.ts';
import { read } from './protocol-file.ts';
import { json, shown } from './words.ts';

const AFTER = `
Examples:
  proceed protocol backtest ours.yaml
  proceed protocol backtest handbook/decisions.md --space platform --days 365
  proceed protocol backtest asf/lazy --json

Tells the last days of your organization again as if this protocol had been in force; nothing is changed. Only what you may see is in it. The server
is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed. Ctrl-C cancels it.

Exit codes: 0 told, 1 it cannot be told, 2 wrong usage, 3 no server.
`;

type Backtest = Api['GET /api/backtests/:id']['reply'];
type Report = NonNullable<Backtest['report']>;

interface Options {
  readonly space?: string;
  readonly days: string;
  readonly json?: boolean;
}

/** `proceed protocol backtest FILE`. */
export const backtestCommand = (): Command => {
  const command = new Command('backtest')
    .description('what a protocol would have done to the last days of your organization (asks the server)')
    .argument('<file>', 'a file, an id of the gallery such as asf/lazy, or - for stdin')
    .option('--space <slug>', 'where it would hold; left out: the whole organization')
    .option('--days <n>', 'so many days back', '90')
    .option('--json', 'one JSON document, as GET /api/backtests/ID answers it')
    .addHelpText('after', AFTER);
  return command.action(async (file: string, options: Options) => {
    const days = Number(options.days);
    if (!Number.isInteger(days) || days < 1) command.error(`error: --days takes a whole number of days, not ${options.days}.`);
    const source = read(file);
    if (source === null) {
      process.exitCode = EXIT['no, or something is wrong'];
      return;
    }
    const [{ connect }, { AWAY, followed }] = await Promise.all([import('./client.ts'), import('./following.ts')]);
    const server = connect();
    const { id } = await server.call('POST /api/backtests', { body: { source, space: options.space ?? null, days } });
    const stop = (): void => void server.call('PUT /api/backtests/:id/cancellation', { params: { id } }).catch(() => undefined);
    process.once('SIGINT', stop);
    const line = progressLine(options.json === true);
    const at = await followed<Backtest>({
      look: () => server.call('GET /api/backtests/:id', { params: { id } }),
      isOver: ({ state }) => state !== 'waiting' && state !== 'working',
      show: (now) => line.show(now === null ? AWAY : doing(now)),
    });
    line.clear();
    process.off('SIGINT', stop);
    if (at.state === 'cancelled') throw new Error('It was cancelled.');
    if (at.report === null) throw new Error(at.failure?.message ?? 'It did not come to an end; the log of the server says why.');
    process.stdout.write(
      options.json ? json(at) : shown(`${at.sentence}\n\n${textOf(at.report)}\n${server.url}/protocols/backtest?of=${id}\n`),
    );
  });
};

const HOUR = 3_600_000;
const length = (ms: number | null): string =>
  ms === null
    ? '–'
    : ms === 0
      ? 'at once'
      : ms < HOUR
        ? `${Math.round(ms / 60_000)} min`
        : `${(ms / HOUR).toFixed(ms < 10 * HOUR ? 1 : 0)} h`;

const textOf = ({ kinds, was, would, differs, differing, assumed, runs, elsewhere, leftOut }: Report): string => {
  if (kinds.length === 0) return '';
  const rows: readonly (readonly [string, (side: Report['was']) => string | number])[] = [
    ['accepted', ({ outcomes }) => outcomes.accepted],
    ['rejected', ({ outcomes }) => outcomes.rejected],
    ['lapsed', ({ outcomes }) => outcomes.lapsed],
    ['withdrawn', ({ outcomes }) => outcomes.withdrawn],
    ['still open', ({ outcomes }) => outcomes.open],
    ['never held', ({ untold }) => untold],
    ['at once', ({ atOnce }) => atOnce],
    ['median', ({ elapsed }) => length(elapsed.median)],
    ['85 of 100 within', ({ elapsed }) => length(elapsed.p85)],
    ['median, working time', ({ working }) => length(working.median)],
    ['asks', ({ asks }) => asks],
    ['outside working hours', ({ outside }) => outside],
  ];
  const lines = rows.map(
    ([label, of]) => `  ${label.padEnd(24)}${String(of(was)).padStart(10)}${String(of(would)).padStart(12)}`,
  );
  const others = differing.map(
    ({ artifact, was: before, would: after }) =>
      `  #${artifact.number} ${artifact.title}: ${after.outcome}, was ${before.outcome} (${after.because})`,
  );
  const notes = [
    assumed.runs > 0
      ? `${assumed.runs} of ${runs - would.untold} rest on what nobody can know: ${assumed.moved} answers at other moments than then, ${assumed.silent} people who were never asked then.`
      : '',
    would.untold > 0
      ? `${would.untold} were never held: whom they ask first is counted, and what people would have said nobody knows.`
      : '',
    elsewhere > 0 ? `${elsewhere} more would be governed by other protocols.` : '',
    leftOut > 0 ? `${leftOut} were left out because you may not see them.` : '',
  ].filter((note) => note !== '');
  return [
    `  ${''.padEnd(24)}${'then'.padStart(10)}${'with it'.padStart(12)}`,
    ...lines,
    '',
    runs === would.untold
      ? ''
      : differs === 0
        ? 'Everything would have ended as it did.'
        : `${differs} would have ended otherwise:`,
    ...others,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n');
};

const doing = ({ progress: { done, total } }: Backtest): string =>
  total === 0 ? 'reading what happened' : `${done} of ${total} told again`;
