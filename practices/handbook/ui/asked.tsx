import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { t } from './strings.ts';

/** What was asked about a page is on the page. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const asked = useGet('/api/acknowledgements/:id', { params: { id: params['number'] ?? '' } });
  const number = asked.data?.page.number;
  useEffect(() => {
    if (number !== undefined) go(`/handbook/${number}`, { replace: true });
  }, [number]);
  return (
    <Page title={t('reading')}>
      {asked.error ? <ErrorNote problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton />}
    </Page>
  );
};
