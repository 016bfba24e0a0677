import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState, ErrorNote } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { t } from './strings.ts';

export const NotFound = (): ReactNode => (
  <Page title={t('notFound')} lead={t('notFoundLead')}>
    <ButtonLink href="/">{t('toStart')}</ButtonLink>
  </Page>
);

/**
 * True where another build is served than the one that runs here. The question mark asks the server: what the worker keeps may be as old as
 * this page.
 */
const isAnotherBuild = async (): Promise<boolean> => {
  const mine = document.querySelector('script[type=module]')?.getAttribute('src');
  const served = await fetch('/?build', { cache: 'no-store' }).catch(() => null);
  return mine != null && served?.ok === true && !(await served.text()).includes(mine);
};

/**
 * A bug in one screen leaves the others usable. A screen of the build before is gone once a new one is served: then the page begins anew,
 * and drafts and outbox are kept.
 */
export const Broken = (): ReactNode => {
  useEffect(() => void isAnotherBuild().then((another) => another && location.reload()), []);
  return (
    <Page title={t('broke')}>
      <ErrorNote problem={{ code: 'screen-broke', title: t('broke'), detail: t('brokeDetail') }} />
      <EmptyState title="" actions={<Button onClick={() => location.reload()}>{t('reload')}</Button>} />
    </Page>
  );
};
