import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useReader } from '../api/who.ts';
import { go } from '../ui/go.ts';
import { Layout } from './layout.tsx';
import { isBuilt, routes } from './screens.ts';
import styles from './layout.module.css';

/** Who may stand where: nobody but on the bare pages, a fresh installation at its welcome, people everywhere else. */
export const Frame = (): ReactNode => {
  const reader = useReader();
  const here = useRouterState({
    select: (state) => {
      const last = state.matches.at(-1);
      const { href, pathname: path } = state.location;
      const who = last?.staticData.who ?? 'member';
      // On the way to a bare page the location is ahead of the screen, which is still one of the shell's.
      return { who: bare.has(path) ? ('anyone' as const) : who, leaving: bare.has(path) && who === 'member', href, path };
    },
    structuralSharing: true,
  });
  const to = detour(reader === null || typeof reader === 'string' ? reader : 'somebody', here);
  useEffect(() => {
    if (to !== null) go(to, { replace: true });
  }, [to]);
  if (to !== null || here.leaving || (reader === null && here.who === 'member')) return <Waiting />;
  if (here.who === 'anyone')
    return (
      <main id="main" className={styles.bare}>
        <Outlet />
      </main>
    );
  if (reader === null || typeof reader === 'string') return <Waiting />;
  // Nothing that one person typed or opened stays for another.
  return <Layout key={reader.actor.id} me={reader} />;
};

/** The same picture as index.html has before there is any script. */
const Waiting = (): ReactNode => (
  <div className="waiting" aria-hidden="true">
    <div className="waiting-nav" />
  </div>
);

/** Bare pages. */
const bare: ReadonlySet<string> = new Set(routes.filter(({ who }) => who === 'anyone').map(({ path }) => path));

const DOORS = new Set(['/sign-in', '/welcome']);

const detour = (
  reader: 'somebody' | 'nobody' | 'fresh' | null,
  here: { readonly who: string; readonly href: string; readonly path: string },
): string | null => {
  if (reader === 'fresh') return here.path === '/welcome' || !isBuilt('/welcome') ? null : '/welcome';
  if (reader === 'nobody') {
    if (here.path === '/welcome') return '/sign-in';
    if (here.who === 'anyone' || !isBuilt('/sign-in')) return null;
    return here.path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here.href)}`;
  }
  return reader === 'somebody' && DOORS.has(here.path) ? '/' : null;
};
