import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './fold.module.css';

/** What only some want to read, behind its title. */
export const Fold = (props: {
  readonly title: string;
  readonly side?: ReactNode;
  readonly small?: boolean;
  readonly children: ReactNode;
}): ReactNode => (
  <details className={classes(styles.fold, props.small && styles.small)}>
    <summary className={styles.title}>{props.title}</summary>
    {props.children}
    {props.side && <p className={styles.side}>{props.side}</p>}
  </details>
);
