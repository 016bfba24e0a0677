import type { ReactNode } from 'react';
import styles from './tabs.module.css';

/** Views of one screen, each with its own address, so that Back and a shared link work. */
export const Tabs = (props: {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly { readonly href: string; readonly label: ReactNode; readonly key: string }[];
}): ReactNode => (
  <nav className={styles.tabs} aria-label={props.label}>
    {props.tabs.map((tab) => (
      <a key={tab.key} className={styles.tab} href={tab.href} aria-current={tab.key === props.current ? 'page' : undefined}>
        {tab.label}
      </a>
    ))}
  </nav>
);
