import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { parseProtocol, type Protocol } from '#kernel/protocol/document.ts';
import type { Comparison } from '#kernel/sim/compare.ts';
import { EXIT } from './failure.ts';
import { NO_HISTORY, readHistory } from './history.ts';
import { progressLine } from './progress-line.ts';
import { complain, out, read, tell } from './protocol-file.ts';
import { json, shown } from './words.ts';

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
    return number;
  };

interface Options {
  readonly seed: string;
  readonly actors: number;
  readonly days: number;
  readonly worlds: number;
  readonly from: string;
  readonly history?: string;
  readonly json?: boolean;
  readonly html?: string;
}

const AFTER = `
Every protocol is played in the same worlds: the same people, proposals, moods and response times; only the rules differ. Beside each figure stands
where it lies in 95 % of such worlds. The same seed gives the same figures.

How people answer is fitted to a history, if there is one: the folder that "proceed export --everything" wrote, or JSON Lines, one for each ask,
  {"actor":"raj","team":"platform","kind":"stance","asked":"2026-03-02T09:00:00Z","minutes":135,"answered":true}
where minutes are working time until the answer, or until no answer was possible any more. kind: answer, review, stance, acknowledge, contribute,
verify or approve. Its newest 30 % are held out; where the 80 % interval covers less than 70 % of that, the report says "not calibrated".

Examples:
  proceed protocol simulate ours.yaml
  proceed protocol simulate asf/lazy ours.yaml --actors 120 --days 180 --html report.html
  proceed protocol simulate decide/default ours.yaml --history ../northwind
  proceed protocol simulate ours.yaml theirs.yaml --history asks.jsonl --json

Exit codes: 0 done, 1 a file cannot be read or is no protocol, 2 wrong usage.
`;

/** `proceed protocol simulate A.yaml B.yaml`: no server has a part in it. */
export const simulateCommand = (): Command =>
  new Command('simulate')
    .description('play protocols in worlds of chance, and compare what they come to')
    .argument('<file...>', 'protocol files, or ids of the gallery such as asf/lazy; the others are compared with the first')
    .option('--seed <words>', 'another seed, other worlds', '1')
    .option('--actors <count>', 'people of the organization', whole(4, 2_000), 40)
    .option('--days <count>', 'how long people propose things', whole(7, 730), 90)
    .option('--worlds <count>', 'worlds of chance', whole(2, 200), 20)
    .option('--from <date>', 'the first day', '2026-03-02')
    .option('--history <path>', 'how people answered: an export of everything, or JSON Lines')
    .option('--json', 'one JSON document; times in ms')
    .option('--html <file>', 'write a page with plots, which stands alone')
    .addHelpText('after', AFTER)
    .action(run);

const run = async (files: readonly string[], options: Options): Promise<void> => {
  const protocols = files.flatMap((file) => readProtocol(file, options.json === true) ?? []);
  const history = options.history === undefined ? NO_HISTORY : await readHistory(options.history);
  const from = Date.parse(`${options.from}T00:00:00Z`);
  if (Number.isNaN(from)) throw new Error(`${options.from} is no date. Write it as 2026-03-02.`);
  if (protocols.length < files.length || history === null) {
    process.exitCode = EXIT['no, or something is wrong'];
    return;
  }
  const { compare } = await import('#kernel/sim/compare.ts');
  const { calibrate } = await import('#kernel/sim/calibration.ts');
  const { USUAL_CONDUCT } = await import('#kernel/sim/conduct.ts');
  const { usualResponses } = await import('#kernel/sim/response.ts');
  const { model, calibration: told } = calibrate(history.asks);
  const calibration = history.asks.length === 0 && history.why !== null ? { ...told, why: history.why } : told;
  const progress = progressLine(options.json === true);
  const { seed, actors, days, worlds } = options;
  const comparison = compare(
    {
      ...{ protocols, calibration, seed, actors, days, from, worlds },
      conduct: { ...USUAL_CONDUCT, responses: model.fitted ? model : usualResponses() },
    },
    (done, of) => progress.show(`World ${done} of ${of}`),
  );
  progress.clear();
  if (options.html !== undefined) {
    const { reportPage } = await import('./simulate-report.ts');
    writeFileSync(options.html, reportPage(comparison));
  }
  const { tableOf } = await import('./simulate-table.ts');
  out(options.json === true ? json(toJson(comparison)) : shown(tableOf(comparison)));
  if (options.html !== undefined && options.json !== true) out(`\nThe report is in ${shown(options.html)}.\n`);
};

/** Without the points of the plots. */
const toJson = ({ compared, ...about }: Comparison) => ({
  ...about,
  compared: compared.map(({ latency: _latency, load: _load, ...one }) => one),
});

/** Null, having said why. A lease is claimed, not asked about. */
const readProtocol = (file: string, asJson: boolean): Protocol | null => {
  const text = read(file);
  if (text === null) return null;
  const { protocol, problems } = parseProtocol(text);
  const wrong = problems.filter(({ severity }) => severity === 'error');
  if (!protocol) tell(file, wrong, asJson);
  if (protocol?.lease) complain(`${file}: ${protocol.id} is a lease: work is claimed under it, and nobody is asked.\n`);
  return protocol && !protocol.lease ? protocol : null;
};
