import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { t } from './strings.ts';

export type HandbookPage = RouteMap['GET /api/pages/:id']['reply'];

/** The page of an address, or what there is to say while it is not there. */
export const WithPage = ({
  number,
  children,
}: {
  readonly number: string;
  readonly children: (page: HandbookPage) => ReactNode;
}): ReactNode => {
  const page = useGet('/api/pages/:id', { params: { id: number } }, { live: { artifact: number } });
  if (page.data) return children(page.data);
  return (
    <Page title={t('number', { number })}>
      {page.error ? <ErrorNote problem={page.error} retry={() => void page.refetch()} /> : <Skeleton title />}
    </Page>
  );
};
