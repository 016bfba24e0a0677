import type { ReactNode } from 'react';
import styles from './beside.module.css';

/** Two of the same weight side by side, one below the other where there is no room: what one writes, and what it says. */
export const Beside = (props: { readonly first: ReactNode; readonly second: ReactNode }): ReactNode => (
  <div className={styles.beside}>
    <div className={styles.part}>{props.first}</div>
    <div className={styles.part}>{props.second}</div>
  </div>
);
