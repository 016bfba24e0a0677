/** One figure of a bench: what was measured, the limit it is held against, and whether it holds. */
export interface Measured {
  readonly bench: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The other side, measured in the same run, or the limit of the issue. */
  readonly against?: { readonly what: string; readonly value: number };
  /** `>= 0.5` of the other side, or `<= 25` in the figure's own unit. */
  readonly limit?: { readonly at: 'least' | 'most'; readonly value: number; readonly of: 'ratio' | 'value' };
}

export const holds = ({ value, against, limit }: Measured): boolean | null => {
  if (!limit) return null;
  const figure = limit.of === 'ratio' && against ? value / against.value : value;
  return limit.at === 'least' ? figure >= limit.value : figure <= limit.value;
};

const number = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** A table for people. */
export const table = (figures: readonly Measured[]): string => {
  const rows = figures.map((figure) => {
    const { bench, what, value, unit, against, limit } = figure;
    const ratio = against ? `${(value / against.value).toFixed(2)} × ${against.what} (${number(against.value)})` : '';
    const bound = limit ? `${limit.at === 'least' ? '≥' : '≤'} ${limit.value}${limit.of === 'ratio' ? ' ×' : ` ${unit}`}` : '';
    const held = holds(figure);
    return [bench, what, `${number(value)} ${unit}`, ratio, bound, held === null ? '' : held ? 'holds' : 'does not hold'];
  });
  const head = ['bench', 'what', 'figure', 'against', 'limit', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
