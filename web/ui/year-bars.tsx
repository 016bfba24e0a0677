import type { ReactNode } from 'react';
import styles from './year-bars.module.css';

const [WIDTH, HEIGHT, GAP, NAMES] = [11, 28, 2, 13];

/** Twelve months as bars with the first letters of their names, for comparing years; `most` is the highest of all of them. */
export const YearBars = (props: {
  readonly months: readonly { readonly name: string; readonly initial: string; readonly count: number }[];
  readonly most: number;
}): ReactNode => (
  <>
    <svg className={styles.bars} width={12 * (WIDTH + GAP)} height={HEIGHT + NAMES} aria-hidden="true">
      {props.months.map(({ name, initial, count }, index) => {
        const height = count === 0 ? 1 : Math.max(3, Math.round((count / props.most) * HEIGHT));
        const x = index * (WIDTH + GAP);
        return (
          <g key={name}>
            <title>{`${name}: ${count}`}</title>
            <rect
              className={count === 0 ? styles.none : styles.some}
              x={x}
              y={HEIGHT - height}
              width={WIDTH}
              height={height}
              rx={1}
            />
            <text className={styles.name} x={x + WIDTH / 2} y={HEIGHT + NAMES - 2}>
              {initial}
            </text>
          </g>
        );
      })}
    </svg>
    <span className="visually-hidden">
      {props.months
        .filter(({ count }) => count > 0)
        .map(({ name, count }) => `${name} ${count}`)
        .join(', ')}
    </span>
  </>
);
