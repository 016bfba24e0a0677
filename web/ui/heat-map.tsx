import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './heat-map.module.css';

export interface HeatCell {
  /** What the cell shows; empty: nothing. */
  readonly figure: string;
  /** How much of the most: 0–1. */
  readonly heat: number;
  /** The whole of it in words: "Tuesday 9:00–10:00: 0.6 h a week". */
  readonly words: string;
}

const LEVELS = [styles.l0, styles.l1, styles.l2, styles.l3, styles.l4, styles.l5, styles.l6, styles.l7] as const;

/**
 * How much there is of something by two measures, as a table whose cells are the fuller the more there is. The arrows walk the cells; what the pointer
 * or the focus is on is said below in words. `notes` stand with the heads of their columns.
 */
export const HeatMap = (props: {
  readonly label: string;
  /** What the rows are by: "Hour". */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly HeatCell[] }[];
  readonly notes?: readonly (string | null)[];
  /** What is said below while nothing is looked at. */
  readonly hint: string;
}): ReactNode => {
  const table = useRef<HTMLTableElement>(null);
  const [[row, column], setAt] = useState<readonly [number, number]>([0, 0]);
  const [words, setWords] = useState<string | null>(null);
  const walk = (event: KeyboardEvent<HTMLTableElement>): void => {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const to = [clamp(row + by[0], props.rows.length), clamp(column + by[1], props.columns.length)] as const;
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`)?.focus();
  };
  return (
    <figure className={styles.figure}>
      <table ref={table} className={styles.table} onKeyDown={walk}>
        <caption className={styles.caption}>{props.label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{props.corner}</span>
            </th>
            {props.columns.map((name, x) => (
              <th key={name} scope="col">
                {name}
                {props.notes?.[x] && <span className={styles.note}>{props.notes[x]}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ head, cells }, y) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {cells.map((cell, x) => (
                <td
                  key={x}
                  className={classes(styles.cell, LEVELS[levelOf(cell.heat)])}
                  data-cell={`${y} ${x}`}
                  tabIndex={y === row && x === column ? 0 : -1}
                  onFocus={() => {
                    setAt([y, x]);
                    setWords(cell.words);
                  }}
                  onBlur={() => setWords(null)}
                  onPointerEnter={() => setWords(cell.words)}
                  onPointerLeave={() => setWords(null)}
                >
                  {cell.figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className={styles.words} aria-live="polite">
        {words ?? props.hint}
      </figcaption>
    </figure>
  );
};

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const clamp = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));
const levelOf = (heat: number): number => (heat <= 0 ? 0 : Math.min(7, 1 + Math.floor(heat * 6.999)));
