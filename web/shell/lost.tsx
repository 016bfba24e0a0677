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

/** A bug in one screen leaves the others usable. */
export const Broken = (): ReactNode => (
  <Page title={t('broke')}>
    <ErrorNote problem={{ code: 'screen-broke', title: t('broke'), detail: t('brokeDetail') }} />
    <EmptyState title="" actions={<Button onClick={() => location.reload()}>{t('reload')}</Button>} />
  </Page>
);
