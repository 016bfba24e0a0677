import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { t } from './people-strings.ts';

/** What stands where somebody is not: they are on their way, could not be asked for, or there is nobody. */
export const NotShown = ({ one, error }: { readonly one: null | undefined; readonly error: Problem | null }): ReactNode => {
  if (one === undefined && !error)
    return (
      <Page title={t('person')}>
        <Skeleton />
      </Page>
    );
  return (
    <Page title={one === null ? t('nobodyHere') : t('person')} {...(one === null ? { lead: t('nobodyHereText') } : {})}>
      {one !== null && <ErrorNote problem={error} />}
      <ButtonLink href="/people">{t('toPeople')}</ButtonLink>
    </Page>
  );
};
