import type { MouseEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './row.module.css';

/** A list of rows between hairlines. j and k walk it. */
export const Rows = (props: { readonly children: ReactNode; readonly label?: string }): ReactNode => (
  <ul className={styles.rows} aria-label={props.label}>
    {props.children}
  </ul>
);

/** Title and what it is; on the right what happens and when, and what happens else. The whole row is its link. */
export const Row = (props: {
  readonly title: ReactNode;
  readonly href?: string;
  readonly sub?: ReactNode;
  /** "by 15:00", "proceeds Thu 14:20" */
  readonly right?: ReactNode;
  /** "else Mere is asked", "unless blocked" */
  readonly under?: ReactNode;
  readonly tone?: 'go' | 'stop';
  /** Read already, over: the title without weight. */
  readonly quiet?: boolean;
  readonly actions?: ReactNode;
  /** What else may be done with it: a quiet menu at the row's end. */
  readonly menu?: ReactNode;
  /** What the row unfolds, over its whole width. */
  readonly below?: ReactNode;
  /** What stands on the right is short and stays there on a phone: a clock. */
  readonly brief?: boolean;
}): ReactNode => (
  <li
    className={classes(
      styles.row,
      props.quiet && styles.quiet,
      props.brief && styles.brief,
      props.menu ? styles.withMenu : false,
    )}
    data-row
    onClick={followTime}
  >
    <div className={styles.main}>
      {props.href === undefined ? (
        <span className={styles.title} dir="auto">
          {props.title}
        </span>
      ) : (
        <a className={classes(styles.title, styles.link)} href={props.href} dir="auto">
          {props.title}
        </a>
      )}
      {props.sub && <div className={styles.sub}>{props.sub}</div>}
    </div>
    {(props.right || props.under || props.actions) && (
      <div className={styles.right}>
        {props.right && <div className={props.tone && styles[props.tone]}>{props.right}</div>}
        {props.under && <div className={styles.under}>{props.under}</div>}
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
    )}
    {props.menu && <div className={styles.menu}>{props.menu}</div>}
    {props.below && <div className={styles.below}>{props.below}</div>}
  </li>
);

/** In the line under a row's title, the act that the row asks for: "your answer". Pressed, it unfolds the row. */
export const RowAct = (props: {
  readonly children: string;
  /** What it does, beginning with what it shows: "your answer: Who can read the backups?" */
  readonly label: string;
  /** A key that does the same. */
  readonly keyHint: string;
  readonly expanded: boolean;
  readonly onClick: () => void;
}): ReactNode => (
  <button
    type="button"
    className={styles.act}
    aria-label={props.label}
    aria-keyshortcuts={props.keyHint}
    aria-expanded={props.expanded}
    onClick={props.onClick}
  >
    {props.children}
  </button>
);

/** Times lie above the row's link, so that the pointer finds the other's clock on them; a click on one is a click on the row. */
const followTime = (event: MouseEvent<HTMLElement>): void => {
  if (event.target instanceof Element && event.target.closest('time') && !event.target.closest('a'))
    event.currentTarget.querySelector('a')?.click();
};
