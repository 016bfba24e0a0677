import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './progress.module.css';

/** Long work: how far it is, in words and as a bar. */
export const Progress = (props: { readonly label: string; readonly done: number; readonly total: number }): ReactNode => {
  const id = useId();
  return (
    <div className={styles.progress}>
      <p className={styles.words} id={id} role="status">
        {props.label}
      </p>
      <progress className={styles.bar} aria-labelledby={id} value={props.done} max={Math.max(1, props.total)} />
    </div>
  );
};
