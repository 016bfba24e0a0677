import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './pill.module.css';

/** `go`: it goes on by itself. `stop`: something blocks it. Else neutral. */
export const Pill = (props: { readonly tone?: 'go' | 'stop'; readonly children: ReactNode }): ReactNode => (
  <span className={classes(styles.pill, props.tone && styles[props.tone])}>{props.children}</span>
);
