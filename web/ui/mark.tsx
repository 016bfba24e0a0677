import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './mark.module.css';

/** A small act in a line of text: "+1 3", "Reply". With `on` it can be pressed in and out. */
export const Mark = (props: {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly label?: string;
  readonly on?: boolean;
  readonly count?: number;
  readonly expanded?: boolean;
  readonly title?: string | undefined;
}): ReactNode => (
  <button
    type="button"
    className={classes(styles.mark, props.on && styles.on)}
    aria-label={props.label}
    aria-pressed={props.on}
    aria-expanded={props.expanded}
    title={props.title}
    onClick={props.onClick}
  >
    {props.children}
    {props.count !== undefined && props.count > 0 && <span className={styles.count}> {props.count}</span>}
  </button>
);
