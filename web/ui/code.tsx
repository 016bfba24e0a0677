import type { ReactNode } from 'react';
import type { TextPart } from './apart.ts';
import styles from './code.module.css';

/** A text for machines, as it is; of its parts those that changed are marked. */
export const Code = (props: { readonly label: string; readonly children: string | readonly TextPart[] }): ReactNode => (
  <pre className={styles.code} role="group" aria-label={props.label}>
    <code>{typeof props.children === 'string' ? props.children : props.children.map(partShown)}</code>
  </pre>
);

const partShown = ({ text, changed }: TextPart, index: number): ReactNode =>
  changed ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>;
