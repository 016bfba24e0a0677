import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './fields.module.css';

/** Short fields side by side, as many as there is room for: filters. The first has a line for itself, unless they are `even`. */
export const Fields = (props: { readonly children: ReactNode; readonly even?: boolean }): ReactNode => (
  <div className={classes(styles.fields, props.even && styles.even)}>{props.children}</div>
);
