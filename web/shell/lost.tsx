import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorNote, Skeleton } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { t } from './strings.ts';
import { Unloaded } from './unloaded.ts';

export const NotFound = (): ReactNode => (
  <Page title={t('notFound')} lead={t('notFoundLead')}>
    <ButtonLink href="/">{t('toStart')}</ButtonLink>
  </Page>
);

/** What the server serves now. The question mark asks it: what the worker keeps may be as old as this page. */
const whatIsServed = async (): Promise<'this build' | 'another build' | 'nothing'> => {
  const mine = document.querySelector('script[type=module]')?.getAttribute('src');
  const served = await fetch('/?build', { cache: 'no-store' }).catch(() => null);
  if (served?.ok !== true) return 'nothing';
  return mine != null && !(await served.text()).includes(mine) ? 'another build' : 'this build';
};

const LOOK_EVERY = 2000;

/** Begins the page anew where that helps; answers whether nothing is served at all. `again`: the server was out of reach before. */
const look = async (again: boolean): Promise<boolean> => {
  const served = await whatIsServed();
  if (served === 'another build' || (again && served === 'this build')) location.reload();
  return served === 'nothing';
};

/**
 * A bug in one screen leaves the others usable. A screen of the build before is gone once a new one is served: then the page begins anew,
 * and drafts and outbox are kept. One that never came, because the server was out of reach, comes when that is back.
 */
export const Broken = ({ error }: { readonly error: unknown }): ReactNode => {
  // Nothing is called broken before it was looked at.
  const [is, setIs] = useState<'looked at' | 'cut' | 'broken'>(error instanceof Unloaded ? 'looked at' : 'broken');
  const cut = is === 'cut';
  useEffect(() => void look(false).then((served) => setIs(served && error instanceof Unloaded ? 'cut' : 'broken')), [error]);
  useEffect(() => {
    if (!cut) return;
    const timer = setInterval(() => void look(true), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [cut]);
  if (is === 'looked at')
    return (
      <div className="waiting-page">
        <Skeleton title />
      </div>
    );
  if (cut)
    return (
      <Page title={t('outOfReach')}>
        <ErrorNote problem={{ code: 'offline' }} retry={() => void look(true)} />
      </Page>
    );
  return (
    <Page title={t('broke')} lead={t('brokeDetail')}>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </Page>
  );
};
