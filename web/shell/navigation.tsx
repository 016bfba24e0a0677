import type { ReactNode } from 'react';
import type { Me } from '../api/route-map.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import type { NavigationItem } from '../ui/screens.ts';
import { isBuilt, navigation } from './screens.ts';
import { StateNotes } from './state-notes.tsx';
import { t } from './strings.ts';
import styles from './layout.module.css';

/** Whether a place is where one is: `/decisions` also for `/decisions/142`. */
export const isHere = ({ href, also = [] }: Pick<NavigationItem, 'href' | 'also'>, path: string): boolean =>
  [href, ...also].some((place) => path === place || path.startsWith(`${place}/`));

export const Navigation = ({
  me,
  path,
  onFind,
}: {
  readonly me: Me;
  readonly path: string;
  readonly onFind: () => void;
}): ReactNode => (
  <nav className={styles.nav} aria-label={t('navigation')}>
    <div className={styles.organization} dir="auto">
      {me.organization.name}
    </div>
    <ul className={styles.list}>
      {navigation.map((item) => (
        <Place key={item.href} href={item.href} here={isHere(item, path)} label={item.label} />
      ))}
    </ul>
    {isBuilt('/spaces') && (
      <>
        <h2 className={styles.group} id="my-spaces">
          {t(me.spaces.length > 0 ? 'mySpaces' : 'spaces')}
        </h2>
        <ul className={styles.list} aria-labelledby="my-spaces">
          {me.spaces.map((space) => (
            <Place
              key={space.id}
              href={`/spaces/${space.slug}`}
              here={isHere({ href: `/spaces/${space.slug}` }, path)}
              label={space.name}
            />
          ))}
          <Place href="/spaces" here={path === '/spaces'} label={t('allSpaces')} />
        </ul>
      </>
    )}
    <button type="button" className={styles.find} onClick={onFind} aria-keyshortcuts="Meta+K Control+K">
      {t('findOrDo')} <KeyHint keys="mod+k" />
    </button>
    <div className={styles.low}>
      <StateNotes />
      {isBuilt('/settings') && (
        <ul className={styles.list}>
          <Place href="/settings" here={isHere({ href: '/settings' }, path)} label={me.actor.name} />
        </ul>
      )}
    </div>
  </nav>
);

const Place = ({ href, here, label }: { readonly href: string; readonly here: boolean; readonly label: string }): ReactNode => (
  <li>
    <a
      className={styles.item}
      href={href}
      aria-current={here ? 'page' : undefined}
      dir="auto"
      title={label.length > 18 ? label : undefined}
    >
      {label}
    </a>
  </li>
);
