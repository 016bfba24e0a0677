import type { ScaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';

/* Drawn narrow, so that on a phone the letters keep their size; wider screens set two beside each other. */
export const [WIDTH, HEIGHT] = [400, 270];
export const EDGE = { left: 44, right: 14, top: 12, bottom: 40 } as const;

/** Lines are told apart by their strokes first, and by colour besides: they can be read in grey. */
export const STROKES = ['', '7 4', '2 4', '11 4 2 4', '1 3'] as const;

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Axes {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly across: string;
  readonly asX: (value: number) => string;
  readonly asY: (value: number) => string;
}

/** Lines as steps, each with its own stroke. */
export const chart = (title: string, axes: Axes, lines: readonly (readonly (readonly [number, number])[])[]): string => {
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
