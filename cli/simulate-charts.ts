import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { Compared } from '#kernel/sim/compare.ts';

/* Drawn narrow, so that on a phone the letters keep their size; wider screens set two beside each other. */
const [WIDTH, HEIGHT] = [400, 270];
const EDGE = { left: 44, right: 14, top: 12, bottom: 40 } as const;
const DAY = 86_400_000;

/** Lines are told apart by their strokes first, and by colour besides: they can be read in grey. */
export const STROKES = ['', '7 4', '2 4', '11 4 2 4', '1 3'] as const;

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Axes {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly across: string;
  readonly asX: (value: number) => string;
  readonly asY: (value: number) => string;
}

/** Which share of all proposals has ended by then; the slowest tenth may lie beyond the edge. */
export const latencyChart = (compared: readonly Compared[]): string => {
  const most = Math.max(...compared.map(({ latency }) => latency[Math.floor(latency.length * 0.9)] ?? 0), DAY) * 1.25;
  const axes: Axes = {
    x: scaleLinear([0, most / DAY], [EDGE.left, WIDTH - EDGE.right]).nice(6),
    y: scaleLinear([0, 1], [HEIGHT - EDGE.bottom, EDGE.top]),
    across: 'days since the proposal',
    asX: String,
    asY: (value) => `${Math.round(value * 100)} %`,
  };
  const last = axes.x.domain()[1] ?? 1;
  const lines = compared.map(({ latency }) => {
    const points = latency.map((ms, index): readonly [number, number] => [ms / DAY, (index + 1) / latency.length]);
    const shown = points.filter(([days]) => days <= last);
    return [[0, 0], ...shown, [last, shown.at(-1)?.[1] ?? 0]] as const;
  });
  return chart('How long proposals take: the share that has ended, by days since the proposal', axes, lines);
};

/** How often each person is asked, from whoever is asked most. */
export const loadChart = (compared: readonly Compared[]): string => {
  const people = Math.max(...compared.map(({ load }) => load.length), 1);
  const most = Math.max(...compared.flatMap(({ load }) => load), 1);
  const axes: Axes = {
    x: scaleLinear([0, people], [EDGE.left, WIDTH - EDGE.right]),
    y: scaleLinear([0, most], [HEIGHT - EDGE.bottom, EDGE.top]).nice(5),
    across: 'people, from whoever is asked most',
    asX: String,
    asY: String,
  };
  const lines = compared.map(({ load }) => [
    ...load.map((asks, place): readonly [number, number] => [place, asks]),
    [load.length, load.at(-1) ?? 0] as const,
  ]);
  return chart('How the load is spread: asks of each person, from whoever is asked most', axes, lines);
};

const chart = (title: string, axes: Axes, lines: readonly (readonly (readonly [number, number])[])[]): string => {
  const { x, y, across, asX, asY } = axes;
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, value]) => y(value),
  ).curve(curveStepAfter);
  const ground = HEIGHT - EDGE.bottom;
  const rows = y
    .ticks(5)
    .map(
      (value) =>
        `<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y(value)}" y2="${y(value)}"/><text x="${EDGE.left - 6}" y="${y(value) + 4}" text-anchor="end">${asY(value)}</text>`,
    );
  const columns = x.ticks(6).map((value) => `<text x="${x(value)}" y="${ground + 17}" text-anchor="middle">${asX(value)}</text>`);
  const drawn = lines.map(
    (points, index) => `<path class="s${index % STROKES.length}" d="${path(points.map(([a, b]) => [a, b] as const)) ?? ''}"/>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">${rows.join('')}${columns.join('')}
<text class="axis" x="${WIDTH - EDGE.right}" y="${HEIGHT - 6}" text-anchor="end">${across}</text>${drawn.join('')}</svg>`;
};

/** The stroke of a line, for the words beside it. */
export const sample = (index: number): string =>
  `<svg class="sample" viewBox="0 0 36 8" aria-hidden="true"><path class="s${index % STROKES.length}" d="M0 4H36"/></svg>`;
