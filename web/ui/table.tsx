import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './table.module.css';

/** Figures side by side: the first column says what they are. `words`: cells are sentences rather than figures; on a phone each has its own line. */
export const Table = (props: {
  readonly label: string;
  readonly columns: readonly ReactNode[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly words?: boolean;
}): ReactNode => (
  <div className={styles.scroll} tabIndex={0} role="group" aria-label={props.label}>
    <table className={classes(styles.table, props.words && styles.words)}>
      <caption className="visually-hidden">{props.label}</caption>
      <thead>
        <tr>
          {props.columns.map((column, index) => (
            <th key={index} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ key, cells: [first, ...cells] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {cells.map((cell, index) => (
              <td key={index} data-column={columnOf(props.columns[index + 1])}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** What a cell is, where it stands alone. */
const columnOf = (column: ReactNode): string | undefined => (typeof column === 'string' ? column : undefined);
