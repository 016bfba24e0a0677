import type { ReactNode } from 'react';
import styles from './code.module.css';

/** A text for machines, as it is. */
export const Code = (props: { readonly label: string; readonly children: string }): ReactNode => (
  <pre className={styles.code} role="group" aria-label={props.label}>
    <code>{props.children}</code>
  </pre>
);
