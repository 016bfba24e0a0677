import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';

type Item = RouteMap['GET /api/protocols']['reply']['items'][number];

export const Screen = (): ReactNode => {
  const protocols = useGet('/api/protocols', {}, { live: { kinds: ['protocol'] } });
  const items = protocols.data?.items;
  const inForce = items?.filter(({ status }) => status === 'in-force') ?? [];
  const retired = items?.filter(({ status }) => status === 'retired') ?? [];
  return (
    <Page title={t('protocols')} lead={t('lead')}>
      {protocols.error && <ErrorNote problem={protocols.error} retry={() => void protocols.refetch()} />}
      {!items && !protocols.error && <Skeleton />}
      {items?.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      {[...Map.groupBy(inForce, ({ space }) => space?.name ?? t('whole'))].map(([where, list]) => (
        <List key={where} title={where} items={list} />
      ))}
      {retired.length > 0 && <List title={t('retired')} items={retired} />}
    </Page>
  );
};

const List = ({ title, items }: { readonly title: string; readonly items: readonly Item[] }): ReactNode => (
  <Section title={title}>
    <Rows label={title}>
      {items.map((item) => (
        <Row
          key={item.artifact}
          title={item.title}
          href={`/protocols/${item.number}`}
          sub={plain(item.prose)}
          right={item.id}
          under={t('steps', { n: item.steps.length })}
          quiet={item.status === 'retired'}
        />
      ))}
    </Rows>
  </Section>
);

/** Its emphasis is for the page; a list reads without. */
const plain = (prose: string): string => prose.replaceAll('*', '').replace(/\s+/g, ' ').trim();
