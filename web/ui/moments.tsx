import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { LocalTime } from './local-time.tsx';
import type { Moment } from './time.ts';
import styles from './moments.module.css';

export interface MomentLine {
  readonly key: number;
  readonly at: Moment;
  readonly who: string | null;
  readonly did: string;
  readonly tone?: 'go' | 'stop' | undefined;
  readonly because: ReactNode;
}

/** What happens, in order; one of it is looked at, and each can be. */
export const Moments = (props: {
  readonly label: string;
  readonly lines: readonly MomentLine[];
  readonly current: number;
  readonly onPick: (key: number) => void;
}): ReactNode => (
  <ol className={styles.list} aria-label={props.label} tabIndex={0}>
    {props.lines.map((line) => (
      <li
        key={line.key}
        className={classes(styles.line, line.key === props.current && styles.current)}
        aria-current={line.key === props.current ? 'step' : undefined}
      >
        <button type="button" className={styles.pick} onClick={() => props.onPick(line.key)}>
          <span className={styles.time}>
            <LocalTime at={line.at} />
          </span>
          <span className={classes(styles.what, line.tone && styles[line.tone])}>
            {line.who !== null && <bdi className={styles.who}>{line.who} </bdi>}
            {line.did}
          </span>
        </button>
        <p className={styles.because}>{line.because}</p>
      </li>
    ))}
  </ol>
);
