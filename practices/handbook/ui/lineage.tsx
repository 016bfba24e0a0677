import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Trail } from '#web/ui/trail.tsx';
import { type HandbookPage, WithPage } from './one-page.tsx';
import { t } from './strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => (
  <WithPage number={params['number'] ?? ''}>{(page) => <Lineage key={page.id} page={page} />}</WithPage>
);

/** Of each paragraph who wrote it, when, and why. */
const Lineage = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const lineage = useGet('/api/pages/:id/lineage', { params: { id: page.id } });
  return (
    <Page
      title={t('lineageOf', { title: page.title })}
      lead={<Trail label={t('trail')} steps={[{ href: `/handbook/${page.number}`, title: page.title }]} />}
    >
      <Note>{t('lineageLead')}</Note>
      {lineage.error && <ErrorNote problem={lineage.error} />}
      {!lineage.data && !lineage.error && <Skeleton />}
      <Rows label={t('lineage')}>
        {lineage.data?.paragraphs.map(({ from, text, revision }) => (
          <Row
            key={from}
            title={text.length > 300 ? `${text.slice(0, 299)}…` : text}
            sub={revision.reason}
            right={[revision.by, ...revision.writers].map(({ name }) => name).join(', ')}
            under={<LocalTime at={revision.at} />}
          />
        ))}
      </Rows>
    </Page>
  );
};
