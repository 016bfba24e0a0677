import { useEffect, useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { t } from './strings.ts';
import styles from './tree.module.css';

/** Where something is dropped, beside another or below it. */
export type DropPlace = 'before' | 'after' | 'into';
/** A step through the tree by keyboard: among its siblings, below the one above it, out of what it stands below. */
export type TreeStep = 'up' | 'down' | 'in' | 'out';

/** Things that stand below one another. The arrow keys walk it, right and left unfold and fold. */
export const Tree = (props: { readonly label: string; readonly children: ReactNode }): ReactNode => (
  <ul className={styles.tree} aria-label={props.label} onKeyDown={walk} data-tree>
    {props.children}
  </ul>
);

/** One of them. What stands below it is given once it is unfolded. */
export const TreeItem = (props: {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly current?: boolean;
  /** Whether something stands below it. */
  readonly below: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly side?: ReactNode;
  /** What there is to say of it for a while, below it. */
  readonly note?: ReactNode;
  /** Left out: it cannot be moved. */
  readonly onStep?: (step: TreeStep) => void;
  readonly onDrop?: (dragged: string, place: DropPlace) => void;
  /** Whether it had the focus before it was drawn anew elsewhere in the tree. */
  readonly lostFocus?: () => boolean;
  readonly children?: ReactNode;
}): ReactNode => {
  const [over, setOver] = useState<DropPlace | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const { lostFocus } = props;
  // Whenever it was drawn: among its siblings, a browser takes the focus from what is put elsewhere.
  useEffect(() => {
    if (lostFocus?.()) link.current?.focus();
  });
  const { onDrop, onStep } = props;
  return (
    <li>
      <div
        className={classes(styles.line, over && styles[over])}
        onDragOver={(event) => {
          if (!onDrop || !event.dataTransfer.types.includes(TYPE)) return;
          event.preventDefault();
          setOver(placeAt(event));
        }}
        onDragLeave={() => setOver(null)}
        onDrop={(event) => {
          const dragged = event.dataTransfer.getData(TYPE);
          setOver(null);
          if (!onDrop || dragged === '' || dragged === props.id) return;
          event.preventDefault();
          onDrop(dragged, placeAt(event));
        }}
      >
        {props.below ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={props.open}
            aria-label={t('below', { title: props.title })}
            onClick={props.onToggle}
          >
            <span className={styles.mark} aria-hidden="true">
              ›
            </span>
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        <a
          ref={link}
          className={styles.link}
          href={props.href}
          title={props.title}
          dir="auto"
          {...(props.current ? { 'aria-current': 'page' } : {})}
          {...(onStep ? { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowRight Alt+ArrowLeft' } : {})}
          draggable={onDrop !== undefined}
          onDragStart={(event) => {
            event.dataTransfer.setData(TYPE, props.id);
            event.dataTransfer.effectAllowed = 'move';
          }}
          onKeyDown={(event) => {
            const step = event.altKey ? STEPS[event.key] : undefined;
            if (step && onStep) {
              event.preventDefault();
              event.stopPropagation();
              onStep(step);
            } else if (
              !event.altKey &&
              ((event.key === 'ArrowRight' && props.below && !props.open) || (event.key === 'ArrowLeft' && props.open))
            ) {
              event.preventDefault();
              event.stopPropagation();
              props.onToggle();
            }
          }}
        >
          {props.title}
        </a>
        {props.side && <span className={styles.side}>{props.side}</span>}
      </div>
      {props.note && <div className={styles.note}>{props.note}</div>}
      {props.open && props.children}
    </li>
  );
};

const TYPE = 'application/x-proceed-tree';
const STEPS: Readonly<Record<string, TreeStep>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

const placeAt = (event: DragEvent<HTMLElement>): DropPlace => {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  return share < 0.28 ? 'before' : share > 0.72 ? 'after' : 'into';
};

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.altKey || event.metaKey || event.ctrlKey) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.indexOf(link);
  const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
  const above = event.key === 'ArrowLeft' ? link.closest('ul')?.closest('li')?.querySelector('a') : undefined;
  const to = next ?? above;
  if (!to) return;
  event.preventDefault();
  to.focus();
};
