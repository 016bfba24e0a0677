import type { ReactNode } from 'react';
import styles from './fields.module.css';

/** Short fields side by side, as many as there is room for: filters. */
export const Fields = (props: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.fields}>{props.children}</div>
);
