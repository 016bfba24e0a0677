import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLive } from '../api/live.ts';
import { askWhoReads } from '../api/me.ts';
import { useOutboxSending } from '../api/outbox.ts';
import type { Me } from '../api/route-map.ts';
import { onOtherReader } from '../api/who.ts';
import { useKey, useListKeys } from '../ui/keys.ts';
import { ArrivalNews, useArrival } from './arrival.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ReferenceTitle } from './reference-title.tsx';
import { StateNotes } from './state-notes.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { ShellKeys } from './shell-keys.tsx';
import { useStayTold } from './stay-told.ts';
import { t } from './strings.ts';
import styles from './layout.module.css';

// The palette is not loaded on demand: who presses ⌘K types on at once.
const KeySheet = lazy(() => import('./key-sheet.tsx').then(({ KeySheet: component }) => ({ default: component })));

export type Over = 'find' | 'create' | 'keys' | null;

/** Navigation, the screen, and what may lie over it. */
export const Layout = ({ me }: { readonly me: Me }): ReactNode => {
  const [over, setOver] = useState<Over>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLive();
  useOutboxSending();
  useEffect(() => onOtherReader(() => void askWhoReads()), []);
  useArrival();
  useKeptFocus();
  useStayTold(me.actor.id);
  useKey('mod+k', t('findOrDo'), () => setOver((now) => (now === null ? 'find' : null)));
  useKey('/', t('find'), () => setOver('find'));
  useKey('?', t('keys'), () => setOver('keys'));
  useListKeys({ next: t('nextRow'), previous: t('previousRow') });
  const close = (): void => setOver(null);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Navigation me={me} path={path} onFind={() => setOver('find')} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <div className={styles.phoneNotes}>
          <StateNotes />
        </div>
        <Outlet />
        <ReferenceTitle />
      </main>
      <BottomBar path={path} onOpen={setOver} />
      <ArrivalNews />
      <ShellKeys />
      <Suspense>
        {(over === 'find' || over === 'create') && (
          <Palette me={me} only={over === 'create' ? 'creates' : 'all'} onClose={close} />
        )}
        {over === 'keys' && <KeySheet onClose={close} />}
      </Suspense>
    </div>
  );
};
