import type { KeyboardEvent, ReactNode } from 'react';
import styles from './board.module.css';

/** Columns of cards side by side; on a phone one swipes from one to the next. Arrows lead from card to card, j and k walk them all. */
export const Board = (props: { readonly label: string; readonly children: ReactNode }): ReactNode => (
  <div className={styles.board} role="group" aria-label={props.label} onKeyDown={walk}>
    {props.children}
  </div>
);

/** `side`: how many there are, or what may be done with all of them. */
export const BoardColumn = (props: {
  readonly title: string;
  readonly side?: ReactNode;
  /** What stands there instead of cards. */
  readonly empty?: string;
  /** Below the cards. */
  readonly more?: ReactNode;
  readonly children: readonly ReactNode[];
}): ReactNode => (
  <section className={styles.column} aria-label={props.title} data-column>
    <header className={styles.head}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.side !== undefined && <span className={styles.side}>{props.side}</span>}
    </header>
    {props.children.length === 0 && props.empty !== undefined && <p className={styles.empty}>{props.empty}</p>}
    {props.children.length > 0 && <ul className={styles.cards}>{props.children}</ul>}
    {props.more}
  </section>
);

/** The whole card is its link. */
export const BoardCard = (props: {
  readonly title: string;
  readonly href: string;
  readonly sub?: ReactNode;
  readonly foot?: ReactNode;
  readonly tone?: 'stop';
}): ReactNode => (
  <li className={styles.card} data-row>
    <a className={styles.link} href={props.href} dir="auto">
      {props.title}
    </a>
    {props.sub && <div className={styles.sub}>{props.sub}</div>}
    {props.foot && <div className={props.tone === 'stop' ? styles.stop : styles.foot}>{props.foot}</div>}
  </li>
);

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const from = event.target;
  if (!(from instanceof HTMLAnchorElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const columns = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-column]')].map((column) => [
    ...column.querySelectorAll<HTMLAnchorElement>('[data-row] > a'),
  ]);
  const at = columns.findIndex((links) => links.includes(from));
  const place = columns[at]?.indexOf(from) ?? -1;
  const to = target(event.key, columns, at, place);
  if (!to) return;
  event.preventDefault();
  to.focus();
};

const target = (
  key: string,
  columns: readonly (readonly HTMLAnchorElement[])[],
  at: number,
  place: number,
): HTMLAnchorElement | undefined => {
  const beside = (step: 1 | -1): HTMLAnchorElement | undefined => {
    for (let to = at + step; to >= 0 && to < columns.length; to += step) {
      const links = columns[to] ?? [];
      if (links.length > 0) return links[Math.min(place, links.length - 1)];
    }
    return undefined;
  };
  switch (key) {
    case 'ArrowDown':
      return columns[at]?.[place + 1];
    case 'ArrowUp':
      return columns[at]?.[place - 1];
    case 'ArrowRight':
      return beside(1);
    case 'ArrowLeft':
      return beside(-1);
    default:
      return undefined;
  }
};
