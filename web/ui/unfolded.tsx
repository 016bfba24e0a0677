import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import styles from './unfolded.module.css';

/** What a row unfolded: it takes the focus to its first field or button, and Escape folds it again; then the focus is where it was before, or on what unfolded it by its key. */
export const Unfolded = (props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode => {
  const [before] = useState(() => document.activeElement);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement>(null);
  useEffect(() => {
    const unfolding = place.current?.parentElement?.querySelectorAll<HTMLElement>('button[aria-expanded="true"]') ?? [];
    opener.current = [...unfolding].findLast((button) => !place.current?.contains(button)) ?? null;
    const first =
      place.current?.querySelector<HTMLElement>('textarea, input, select') ?? place.current?.querySelector<HTMLElement>('button');
    (first ?? place.current)?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(
    () => () => {
      // The fields take the focus away with them.
      setTimeout(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        const to = before instanceof HTMLElement && before !== document.body && before.isConnected ? before : opener.current;
        if (lost) to?.focus();
      });
    },
    [before],
  );
  return (
    <div
      ref={place}
      className={styles.unfolded}
      role="group"
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      {props.children}
    </div>
  );
};
