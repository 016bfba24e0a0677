import { writeFile } from 'node:fs/promises';
import { fitThreshold, readHistory, type Fit, type Point, type Read, type Repository } from '#practices/changes';
import { EXIT } from './failure.ts';
import { progressLine } from './progress-line.ts';
import { json as written, shown } from './words.ts';

interface Options {
  readonly risk: number;
  readonly html?: string;
  readonly json?: boolean;
}

/** [C4] The threshold of a repository's own history, half of it held back; or why there is none. */
export const calibrate = async (repository: Repository, words: string, { risk, html, json = false }: Options): Promise<void> => {
  const progress = progressLine(json);
  const read = await readHistory(repository, words, (done, total) =>
    progress.show(`Following mended lines back: ${done} of ${total} commits`),
  );
  progress.clear();
  const fit = fitThreshold(read.history, risk);
  if (html !== undefined && fit.fits)
    await writeFile(html, (await import('./calibrate-report.ts')).calibrationPage(fit, read, risk));
  if (json) process.stdout.write(written({ ...read, history: undefined, ...fit }));
  else process.stdout.write(shown(told(fit, read, risk, repository.isShallow)));
  if (!fit.fits) process.exitCode = EXIT['no, or something is wrong'];
  else if (html !== undefined && !json) process.stdout.write(`\nThe trade-off is in ${shown(html)}.\n`);
};

export const percent = (part: number): string => `${Math.round(part * 100)} %`;
const times = (risk: number): string => `${risk.toFixed(2)} × as often faulty as all`;
export const sayPoint = ({ share, shipped, risk, between: [low, high] }: Point): string =>
  `${percent(share)} ship at once (${shipped.toLocaleString('en')}), ${times(risk)} (90 %: ${low.toFixed(2)} to ${high.toFixed(2)})`;

export const about = ({ commits, mending, followed, tooNew }: Read): string =>
  `${commits.toLocaleString('en')} commits, ${mending.toLocaleString('en')} of which mend something by their words; the lines of ${followed.toLocaleString('en')} were followed back to where they came from. The newest ${tooNew.toLocaleString('en')} are left out: what is wrong with them is not found yet.`;

const told = (fit: Fit, read: Read, risk: number, isShallow: boolean): string => {
  const halves = [`Older half: ${sayHalf(fit.older)}.`, `Newer half: ${sayHalf(fit.newer)}.`];
  const shallow = isShallow ? ['The clone is shallow: `git fetch --unshallow` brings the rest of the history.'] : [];
  if (!fit.fits) return `${[about(read), ...halves, '', fit.why, ...shallow].join('\n')}\n`;
  return `${[
    `A threshold of ${fit.threshold} lets changes ship at once that were faulty at most ${risk} times as often as all, in the older half.`,
    '',
    `In the newer half, which had no say: ${sayPoint(fit.seen)}.`,
    `With 20, as usual: ${sayPoint(fit.usual)}.`,
    '',
    about(read),
    ...halves,
  ].join('\n')}\n`;
};

const sayHalf = ({ changes, faulty, auc }: Fit['older']): string =>
  `${changes.toLocaleString('en')} ${changes === 1 ? 'change' : 'changes'}, ${faulty.toLocaleString('en')} faulty; AUC ${auc.toFixed(2)}`;
