import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './fold.module.css';

/** What only some want to read, behind its title. */
export const Fold = (props: {
  readonly title: string;
  readonly side?: ReactNode;
  readonly small?: boolean;
  /** For what is only asked for once somebody wants to read it. */
  readonly onToggle?: (open: boolean) => void;
  readonly children: ReactNode;
}): ReactNode => (
  <details
    className={classes(styles.fold, props.small && styles.small)}
    onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
  >
    <summary className={styles.title}>{props.title}</summary>
    {props.children}
    {props.side && <p className={styles.side}>{props.side}</p>}
  </details>
);
