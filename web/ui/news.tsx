import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { KeyHint } from './key-hint.tsx';
import { useKey } from './keys.ts';
import styles from './news.module.css';

/** "3 new", above a list that does not move by itself. Heard when it comes; empty it keeps its ear. */
export const News = (props: {
  readonly children: string | null;
  /** What pressing it does, for the list of keys. */
  readonly label: string;
  readonly keyHint: string;
  readonly onShow: () => void;
}): ReactNode => {
  const there = props.children !== null;
  useKey(there ? props.keyHint : undefined, props.label, props.onShow);
  return (
    <div className={styles.news} role="status">
      {there && (
        <button type="button" className={styles.show} aria-keyshortcuts={props.keyHint} onClick={props.onShow}>
          {props.children} <KeyHint keys={props.keyHint} />
        </button>
      )}
    </div>
  );
};

/** A word across a list: from here on it is known. */
export const ListMark = (props: {
  readonly children: ReactNode;
  /** What follows is of less weight. */
  readonly quiet?: boolean;
}): ReactNode => <p className={classes(styles.mark, props.quiet && styles.quiet)}>{props.children}</p>;
