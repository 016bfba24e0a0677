import type { ReactNode } from 'react';
import styles from './year-bars.module.css';

const [WIDTH, HEIGHT, GAP] = [11, 28, 2];

/** Twelve months as bars, for comparing years; `most` is the highest of all of them. */
export const YearBars = (props: {
  readonly months: readonly { readonly name: string; readonly count: number }[];
  readonly most: number;
}): ReactNode => (
  <>
    <svg className={styles.bars} width={12 * (WIDTH + GAP)} height={HEIGHT} aria-hidden="true">
      {props.months.map(({ name, count }, index) => {
        const height = count === 0 ? 1 : Math.max(3, Math.round((count / props.most) * HEIGHT));
        return (
          <rect
            key={name}
            className={count === 0 ? styles.none : styles.some}
            x={index * (WIDTH + GAP)}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
            rx={1}
          >
            <title>{`${name}: ${count}`}</title>
          </rect>
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
