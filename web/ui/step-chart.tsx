import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './step-chart.module.css';

type Point = readonly [number, number];

/* Narrow, so that on a phone its letters keep their size. */
const [WIDTH, HEIGHT] = [400, 250];
const EDGE = { left: 44, right: 12, top: 10, bottom: 40 } as const;
/** Lines are told apart by their strokes first, and by colour besides: they can be read in grey. */
const STROKES = [undefined, '7 4', '2 4', '11 4 2 4'] as const;

/** Lines that go up in steps, one for each of several things that are compared; the first is the one that the others are compared with. */
export const StepChart = (props: {
  /** What it shows, in a sentence: the picture in words. */
  readonly label: string;
  /** What lies across. */
  readonly across: string;
  readonly lines: readonly (readonly Point[])[];
  readonly most: Point;
  readonly asY?: (value: number) => string;
}): ReactNode => {
  const x = scaleLinear([0, props.most[0]], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, props.most[1]], [HEIGHT - EDGE.bottom, EDGE.top]);
  const path = line<Point>(
    ([at]) => x(at),
    ([, value]) => y(value),
  ).curve(curveStepAfter);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.label}>
      {y.ticks(5).map((value) => (
        <g key={value}>
          <line className={styles.grid} x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(value)} y2={y(value)} />
          <text className={styles.number} x={EDGE.left - 6} y={y(value) + 4} textAnchor="end">
            {(props.asY ?? String)(value)}
          </text>
        </g>
      ))}
      {x.ticks(6).map((value) => (
        <text key={value} className={styles.number} x={x(value)} y={HEIGHT - EDGE.bottom + 17} textAnchor="middle">
          {value}
        </text>
      ))}
      <text className={styles.number} x={WIDTH - EDGE.right} y={HEIGHT - 6} textAnchor="end">
        {props.across}
      </text>
      {props.lines.map((points, index) => (
        <path
          key={index}
          className={classes(styles.line, index === 0 && styles.first)}
          strokeDasharray={STROKES[index % STROKES.length]}
          d={path([...points]) ?? ''}
        />
      ))}
    </svg>
  );
};

/** Which line is which. */
export const StepKey = ({ label, names }: { readonly label: string; readonly names: readonly string[] }): ReactNode => (
  <ul className={styles.key} aria-label={label}>
    {names.map((name, index) => (
      <li key={`${index} ${name}`}>
        <svg className={styles.sample} viewBox="0 0 36 8" aria-hidden="true">
          <path
            className={classes(styles.line, index === 0 && styles.first)}
            strokeDasharray={STROKES[index % STROKES.length]}
            d="M0 4H36"
          />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);
