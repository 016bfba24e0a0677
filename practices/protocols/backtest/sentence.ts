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
export const sentenceOf = (report: BacktestReport): string => {
  const { protocol, days, runs, kinds, was, would } = report;
  const what = kinds.length === 1 ? (kinds[0] ?? 'run') : 'run';
  if (kinds.length === 0)
    return `Nothing here begins on ${protocol.on}, so nothing that happened can be told again under this version.`;
  if (protocol.on.startsWith('schedule:')) return scheduleSentence(report);
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

const total = ({ outcomes, untold }: BacktestReport['was']): number =>
  Object.values(outcomes).reduce((all, one) => all + one, untold);

/** [P2] Of what the clock begins: how often, and of how many of these nobody can know more. */
const scheduleSentence = ({ days, was, would }: BacktestReport): string => {
  const [then, now] = [total(was), total(would)];
  if (then + now === 0) return `In the last ${many(days, 'day')} this version would never have begun.`;
  const begun = `With this version, ${many(now, 'run')} would have begun in the last ${many(days, 'day')}, instead of ${then.toLocaleString('en')}.`;
  const untold = would.untold === 0 ? '' : ` ${untoldOf(would.untold, now)}`;
  const outside = ` ${many(would.outside, 'ask')} would have fallen outside working hours, instead of ${was.outside.toLocaleString('en')}.`;
  return `${begun}${untold}${outside}`;
};

const untoldOf = (untold: number, all: number): string => {
  const held =
    untold < all
      ? `${untold.toLocaleString('en')} of them ${untold === 1 ? 'was' : 'were'} never held`
      : all === 1
        ? 'It was never held'
        : 'None of them was ever held';
  return `${held}: whom ${all === 1 ? 'it asks' : 'they ask'} first is known, and what people would have said is not.`;
};
