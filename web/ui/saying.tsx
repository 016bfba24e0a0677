import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './saying.module.css';

/** What people said, one after the other, between hairlines. */
export const Sayings = (props: { readonly children: ReactNode; readonly label?: string }): ReactNode => (
  <ul className={styles.list} aria-label={props.label}>
    {props.children}
  </ul>
);

/** A sentence with its reason: who, what they did and when; what they said; what became of it. */
export const Saying = (props: {
  /** "Raj Mehta" */
  readonly who: ReactNode;
  /** "objected" */
  readonly did: ReactNode;
  readonly tone?: 'go' | 'stop' | undefined;
  readonly when?: ReactNode;
  /** In their words, shown in quotation marks. */
  readonly words?: string | null | undefined;
  /** "Instead: weekly, rotating." */
  readonly under?: ReactNode;
  /** "Resolved by Raj, Wed 09:40" */
  readonly then?: ReactNode;
  readonly thenTone?: 'go' | 'stop' | undefined;
  readonly children?: ReactNode;
}): ReactNode => (
  <li className={styles.saying} dir="auto">
    <p>
      {props.who} <span className={props.tone && styles[props.tone]}>{props.did}</span>{' '}
      {props.when && <span className={styles.soft}>{props.when}</span>}
    </p>
    {props.words && (
      <p className={styles.words} dir="auto">
        “{props.words}”
      </p>
    )}
    {props.under && <p className={styles.soft}>{props.under}</p>}
    {props.then && <p className={classes(props.thenTone && styles[props.thenTone])}>{props.then}</p>}
    {props.children}
  </li>
);

/** Soft lines: links, history. */
export const Lines = (props: { readonly children: ReactNode; readonly label?: string }): ReactNode => (
  <ul className={styles.lines} aria-label={props.label}>
    {props.children}
  </ul>
);

export const Line = (props: {
  readonly children: ReactNode;
  /** Not soft: what holds now. */
  readonly now?: boolean;
  /** A soft sentence below it. */
  readonly under?: ReactNode;
}): ReactNode => (
  <li className={classes(styles.line, props.now && styles.now)} dir="auto">
    {props.children}
    {props.under && <div className={styles.soft}>{props.under}</div>}
  </li>
);
