import type { ReactNode } from 'react';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { StepChart, StepKey } from '#web/ui/step-chart.tsx';
import { Table } from '#web/ui/table.tsx';
import { t } from './strings.ts';
import type { Simulation } from './watch.tsx';

type Report = NonNullable<Simulation['report']>;
type Compared = Report['compared'][number];
type Figure = keyof Compared['figures'];
type Estimate = NonNullable<Compared['figures'][Figure]>;
type Unit = 'hours' | 'percent' | 'number' | 'count';

const [HOUR, DAY] = [3_600_000, 86_400_000] as const;

/** [S3] What it came to: whether to trust it first, then two pictures and every figure with its uncertainty. */
export const SimulationReport = ({ report }: { readonly report: Report }): ReactNode => {
  const { compared, calibration, actors, days, worlds } = report;
  const names = namesOf(compared);
  return (
    <>
      <Section title={t('trust')}>
        <p>
          <strong>{calibration.why}</strong>
        </p>
        <Note>{t('about', { actors, days, worlds })}</Note>
        {compared
          .filter(({ elsewhere }) => elsewhere > 0)
          .map(({ protocol, elsewhere }) => t('elsewhere', { id: protocol, n: Math.round(elsewhere / worlds) }))
          .filter((words, index, all) => all.indexOf(words) === index)
          .map((words) => (
            <Note key={words}>{words}</Note>
          ))}
      </Section>
      <Section title={t('latency')}>
        <StepKey label={t('which')} names={names} />
        <StepChart label={t('latencyLabel')} across={t('latencyAcross')} {...latencyOf(compared)} asY={percent} />
      </Section>
      <Section title={t('load')}>
        <StepKey label={t('which')} names={names} />
        <StepChart label={t('loadLabel')} across={t('loadAcross')} {...loadOf(compared)} />
      </Section>
      <Section title={t('figures')} bare>
        <Table label={t('figures')} columns={columnsOf(names)} rows={rowsOf(compared)} />
      </Section>
    </>
  );
};

/** Two versions of one protocol are told apart by their places. */
const namesOf = (compared: readonly Compared[]): readonly string[] =>
  compared.map(({ protocol }, index) =>
    compared.filter((other) => other.protocol === protocol).length > 1
      ? t('place', { id: protocol, place: index + 1 })
      : protocol,
  );

const percent = (share: number): string => t('percent', { value: Math.round(share * 100) });

/** The slowest tenth may lie beyond the edge. */
const latencyOf = (compared: readonly Compared[]) => {
  const slow = Math.max(...compared.map(({ latency }) => latency[Math.floor(latency.length * 0.9)] ?? 0), DAY) * 1.25;
  const most = Math.ceil(slow / DAY);
  const lines = compared.map(({ latency }): readonly (readonly [number, number])[] => {
    const shown = latency
      .map((ms, index): readonly [number, number] => [ms / DAY, (index + 1) / latency.length])
      .filter(([at]) => at <= most);
    return [[0, 0], ...shown, [most, shown.at(-1)?.[1] ?? 0]];
  });
  return { lines, most: [most, 1] as const };
};

const loadOf = (compared: readonly Compared[]) => {
  const people = Math.max(...compared.map(({ load }) => load.length), 1);
  const lines = compared.map(({ load }): readonly (readonly [number, number])[] => [
    ...load.map((asks, place): readonly [number, number] => [place, asks]),
    [load.length, load.at(-1) ?? 0],
  ]);
  return { lines, most: [people, Math.max(...compared.flatMap(({ load }) => load), 1)] as const };
};

const ROWS: readonly { readonly name: Figure; readonly label: string; readonly is: Unit }[] = [
  { name: 'elapsed50', label: t('half'), is: 'hours' },
  { name: 'elapsed85', label: t('most'), is: 'hours' },
  { name: 'elapsed95', label: t('nearlyAll'), is: 'hours' },
  { name: 'worked50', label: t('halfWorking'), is: 'hours' },
  { name: 'worked85', label: t('mostWorking'), is: 'hours' },
  { name: 'worked95', label: t('nearlyAllWorking'), is: 'hours' },
  { name: 'accepted', label: t('accepted'), is: 'percent' },
  { name: 'byDefault', label: t('byDefault'), is: 'percent' },
  { name: 'asks', label: t('asks'), is: 'number' },
  { name: 'offHours', label: t('offHours'), is: 'percent' },
  { name: 'gini', label: t('gini'), is: 'number' },
  { name: 'proposals', label: t('proposals'), is: 'count' },
];

const columnsOf = (names: readonly string[]): readonly string[] => [
  t('figure'),
  ...names.flatMap((name, index) => (index === 0 ? [name] : [name, t('against')])),
];

const rowsOf = (compared: readonly Compared[]) =>
  ROWS.map(({ name, label, is }) => ({
    key: name,
    cells: [
      label,
      ...compared.flatMap(({ figures, difference }, index) => {
        const own = estimateWords(figures[name], is);
        return index === 0 ? [own] : [own, differenceWords(difference[name], is)];
      }),
    ],
  }));

const figureOf = (value: number, is: Unit): string => {
  switch (is) {
    case 'hours':
      return (value / HOUR).toFixed(1);
    case 'percent':
      return (value * 100).toFixed(0);
    case 'number':
      return value.toFixed(2);
    case 'count':
      return value.toFixed(0);
    default:
      return is satisfies never;
  }
};

const withUnit = (words: string, is: Unit): string =>
  is === 'hours' ? t('hours', { value: words }) : is === 'percent' ? t('percent', { value: words }) : words;

const estimateWords = (one: Estimate | undefined, is: Unit): string => {
  if (!one || one.mean === null || one.low === null || one.high === null) return t('none');
  const [mean, low, high] = [figureOf(one.mean, is), figureOf(one.low, is), figureOf(one.high, is)];
  return t('range', { mean: withUnit(mean, is), low, high });
};

/** What may as well be nothing is said to be so. */
const differenceWords = (one: Estimate | undefined, is: Unit): string => {
  if (!one || one.mean === null || one.low === null || one.high === null) return t('none');
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${figureOf(Math.abs(value), is)}`;
  const [low, high] = [signed(one.low), signed(one.high)];
  if (one.low <= 0 && one.high >= 0) return one.mean === 0 ? t('same') : t('noDifference', { low, high });
  return t('range', { mean: withUnit(signed(one.mean), is), low, high });
};
