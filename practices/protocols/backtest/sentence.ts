import type { BacktestReport } from './report.ts';

const HOUR = 3_600_000;

/** A length as one says it: `41 h`, `25 min`, `at once`. */
const spoken = (ms: number): string => {
  if (ms === 0) return 'no time';
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  return `${ms < 10 * HOUR ? Math.round(ms / (HOUR / 10)) / 10 : Math.round(ms / HOUR)} h`;
};

const many = (count: number, one: string, others = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : others}`;

/** The one sentence that heads a report. */
export const sentenceOf = ({ days, runs, kinds, was, would }: BacktestReport): string => {
  const what = kinds.length === 1 ? (kinds[0] ?? 'run') : 'run';
  if (runs === 0) return `In the last ${many(days, 'day')} this version would have governed nothing that you can see.`;
  const undone = would.atOnceUndone;
  const lasted =
    would.atOnce === 0 ? '' : undone === 0 ? ', all of which lasted' : `, ${undone.toLocaleString('en')} of which did not last`;
  const [median, before] = [would.elapsed.median, was.elapsed.median];
  const instead = before === null ? '' : ` instead of ${spoken(before)}`;
  const takes = median === null ? '' : ` The median ${what} takes ${spoken(median)}${instead}.`;
  const outside = ` ${many(would.outside, 'ask')} would have fallen outside working hours, instead of ${was.outside.toLocaleString('en')}.`;
  return `With this version, of the last ${many(days, 'day')}' ${many(runs, what)}, ${would.atOnce.toLocaleString('en')} would have gone ahead at once${lasted}.${takes}${outside}`;
};
