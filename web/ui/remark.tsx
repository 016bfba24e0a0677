import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './remark.module.css';

/** Comments of one conversation. */
export const Remarks = (props: { readonly children: ReactNode; readonly nested?: boolean }): ReactNode => (
  <div className={classes(styles.remarks, props.nested && styles.nested)}>{props.children}</div>
);

/** One comment: who and when, what they said, what one may do. */
export const Remark = (props: {
  readonly id?: string;
  readonly head: ReactNode;
  readonly foot?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode => (
  <article className={styles.remark} id={props.id}>
    <div className={styles.head}>{props.head}</div>
    {props.children}
    {props.foot && <div className={styles.foot}>{props.foot}</div>}
  </article>
);
