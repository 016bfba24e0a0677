import type { ReactNode } from 'react';
import { isHere } from './navigation.tsx';
import { commands, navigation } from './screens.ts';
import { t } from './strings.ts';
import type { Over } from './layout.tsx';
import styles from './layout.module.css';

const PICTURES: readonly string[] = ['M4 6h16M4 12h10M4 18h7', 'M4 12c3-5 5-5 8 0s5 5 8 0'];

/** On a phone: the first two places (Today, Stream), Find and New. */
export const BottomBar = ({ path, onOpen }: { readonly path: string; readonly onOpen: (over: Over) => void }): ReactNode => (
  <nav className={styles.bar} aria-label={t('places')}>
    {navigation.slice(0, 2).map((item, index) => (
      <a key={item.href} className={styles.tab} href={item.href} aria-current={isHere(item, path) ? 'page' : undefined}>
        <Picture d={PICTURES[index] ?? ''} />
        {item.label}
      </a>
    ))}
    <button type="button" className={styles.tab} onClick={() => onOpen('find')}>
      <Picture d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20" />
      {t('find')}
    </button>
    {commands.some((command) => command.creates) && (
      <button type="button" className={styles.tab} onClick={() => onOpen('create')}>
        <Picture d="M12 5v14M5 12h14" />
        {t('create')}
      </button>
    )}
  </nav>
);

const Picture = ({ d }: { readonly d: string }): ReactNode => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);
