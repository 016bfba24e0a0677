import type { Compared, Comparison, Estimate, FigureName } from '#kernel/sim/compare.ts';

const HOUR = 3_600_000;

interface Row {
  readonly name: FigureName;
  readonly says: string;
  /** What it means, for whoever wonders. */
  readonly means: string;
  readonly is: 'hours' | 'share' | 'number' | 'count';
}

/** The figures in the order in which they are read. */
export const ROWS: readonly Row[] = [
  { name: 'elapsed50', says: 'half end within', means: 'Elapsed time from the proposal to the outcome.', is: 'hours' },
  { name: 'elapsed85', says: '85 % within', means: 'Elapsed time.', is: 'hours' },
  { name: 'elapsed95', says: '95 % within', means: 'Elapsed time.', is: 'hours' },
  { name: 'worked50', says: 'half, in working time', means: 'Of the author’s own working hours.', is: 'hours' },
  { name: 'worked85', says: '85 %, in working time', means: 'Of the author’s own working hours.', is: 'hours' },
  { name: 'worked95', says: '95 %, in working time', means: 'Of the author’s own working hours.', is: 'hours' },
  { name: 'accepted', says: 'accepted', means: 'Of all that ended.', is: 'share' },
  {
    name: 'byDefault',
    says: 'decided by default',
    means: 'Of what was accepted: by the clock, while somebody who might have spoken was silent.',
    is: 'share',
  },
  { name: 'asks', says: 'asks for each proposal', means: 'How often somebody is asked for anything.', is: 'number' },
  {
    name: 'offHours',
    says: 'asked off hours',
    means: 'Asks that came while the asked was not at work. Nobody is told before they are.',
    is: 'share',
  },
  {
    name: 'gini',
    says: 'load (Gini)',
    means: 'How unevenly the asks fall on people: 0 is the same for all, 1 is all to one.',
    is: 'number',
  },
  { name: 'proposals', says: 'proposals in a world', means: 'To which the protocol applies.', is: 'count' },
];

const UNIT = { hours: ' h', share: ' %', number: '', count: '' } as const satisfies Record<Row['is'], string>;

const number = (value: number, is: Row['is']): string => {
  switch (is) {
    case 'hours':
      return (value / HOUR).toFixed(1);
    case 'share':
      return (value * 100).toFixed(0);
    case 'number':
      return value.toFixed(2);
    case 'count':
      return value.toFixed(0);
  }
};

/** `41.0 h (38.2 to 43.8)` */
export const sayEstimate = ({ mean, low, high }: Estimate, is: Row['is']): string =>
  Number.isNaN(mean) ? '–' : `${number(mean, is)}${UNIT[is]} (${number(low, is)} to ${number(high, is)})`;

/** What changed against the first: `−12.0 h (−14.1 to −9.9)`; what may as well be nothing is said to be so. */
export const sayDifference = ({ mean, low, high }: Estimate, is: Row['is']): string => {
  if (Number.isNaN(mean)) return '–';
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value), is)}`;
  const range = `(${signed(low)} to ${signed(high)}${low <= 0 && high >= 0 ? UNIT[is] : ''})`;
  if (low <= 0 && high >= 0) return mean === 0 ? 'the same' : `no clear difference ${range}`;
  return `${signed(mean)}${UNIT[is]} ${range}`;
};

export const aboutOf = ({ actors, days, worlds, seed }: Comparison): string =>
  `${actors} people, ${days} days of proposals, ${worlds} worlds of chance, seed ${seed}. In brackets: where the mean lies in 95 of 100.`;

/** Proposals that a protocol is not meant for. */
export const elsewhereOf = ({ protocol, elsewhere }: Compared, worlds: number): string | null =>
  elsewhere === 0 ? null : `${protocol} is not meant for ${Math.round(elsewhere / worlds)} proposals of an average world.`;

/** A table for the terminal. */
export const tableOf = (comparison: Comparison): string => {
  const { compared, calibration, worlds } = comparison;
  const blocks = compared.map((one, index) => {
    const lines = ROWS.map(({ name, says, is }) => {
      const { [name]: against } = one.difference;
      return [says, sayEstimate(one.figures[name], is), against === undefined ? '' : sayDifference(against, is)];
    });
    const head = [one.protocol, '', index === 0 ? '' : `against ${compared[0]?.protocol ?? ''}`];
    const widths = [0, 1].map((column) =>
      Math.max(...[...lines, ...(column === 0 ? [head] : [])].map((line) => (line[column] ?? '').length)),
    );
    const written = (line: readonly string[]): string =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd();
    const aside = elsewhereOf(one, worlds);
    return [written(head), ...lines.map(written), ...(aside ? [aside] : [])].join('\n');
  });
  return `${[aboutOf(comparison), calibration.why, ...blocks].join('\n\n')}\n`;
};
