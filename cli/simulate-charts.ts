import { scaleLinear } from 'd3-scale';
import type { Compared } from '#kernel/sim/compare.ts';
import { chart, EDGE, HEIGHT, WIDTH, type Axes } from './charts.ts';

const DAY = 86_400_000;

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
