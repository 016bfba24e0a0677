import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { t } from './strings.ts';
import styles from './side-panel.module.css';

export interface Panel {
  /** What the panel is, for those who hear it: "The run". */
  readonly label: string;
  /** The one line that stays on a phone: "Proceeds Thu 14:20". */
  readonly summary: ReactNode;
  /** What unfolds it; left out: why, on a phone, and more where the line says only what there is. */
  readonly unfold?: string;
  readonly children: ReactNode;
}

const wide = matchMedia('(min-width: 1080px)');
const phone = matchMedia('(max-width: 720px)');
const subscribe = (listener: () => void): (() => void) => {
  for (const query of [wide, phone]) query.addEventListener('change', listener);
  return () => {
    for (const query of [wide, phone]) query.removeEventListener('change', listener);
  };
};
const isWide = (): boolean => wide.matches;
const isPhone = (): boolean => phone.matches;

/** Whether there is room for the panel beside the content. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, isWide);
export const useIsPhone = (): boolean => useSyncExternalStore(subscribe, isPhone);

/** The panel's two places; only the one in use renders its content. Page puts both in. */
export const SidePanel = (props: Panel & { readonly place: 'side' | 'line' }): ReactNode => {
  const side = useIsWide();
  const narrow = useIsPhone();
  if (props.place === 'side')
    return side ? (
      <aside className={styles.side} aria-label={props.label}>
        <div className={styles.sideInner}>{props.children}</div>
      </aside>
    ) : null;
  return side ? null : (
    <details className={styles.line}>
      <summary className={styles.summary}>
        <span>{props.summary}</span>
        <span aria-hidden="true">·</span>
        <span className={styles.why}>{props.unfold ?? t(narrow ? 'why' : 'more')}</span>
      </summary>
      <div className={styles.folded}>{props.children}</div>
    </details>
  );
};
