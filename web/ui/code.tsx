import type { ReactNode } from 'react';
import styles from './code.module.css';

/** A text for machines, as it is; it scrolls by itself, by keyboard too. */
export const Code = (props: { readonly label: string; readonly children: string }): ReactNode => (
  <pre className={styles.code} tabIndex={0} role="region" aria-label={props.label}>
    <code>{props.children}</code>
  </pre>
);
