import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';

type Item = ReplyOf<'GET', '/api/plans'>['items'][number];

/** The plans, newest first. */
export const Screen = (): ReactNode => {
  const list = usePages('/api/plans', { query: { limit: 50 } }, { live: { kinds: ['plan'] } });
  const { items } = list;
  return (
    <Page
      title={t('plans')}
      lead={t('lead')}
      actions={
        <Buttons>
          <ButtonLink href="/work">{t('work')}</ButtonLink>
          <ButtonLink href="/plans/new" tone="primary">
            {t('begin')}
          </ButtonLink>
        </Buttons>
      }
    >
      {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
      {!items && !list.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('plans')}>
          {items.map((item) => (
            <Row
              key={item.id}
              title={item.title}
              href={`/plans/${item.number}`}
              sub={
                <>
                  {t('number', { number: item.number })}
                  {' · '}
                  {t.rich('period', {
                    from: <LocalTime at={item.from} form="date" />,
                    to: <LocalTime at={item.to} form="date" />,
                  })}
                  {` · ${t('stories', { n: item.stories })}`}
                </>
              }
              right={fateOf(item)}
              under={item.open > 0 && item.status !== 'planned' ? t('open', { n: item.open }) : null}
              quiet={item.status === 'withdrawn'}
            />
          ))}
        </Rows>
      )}
      {items?.length === 0 && (
        <EmptyState title={t('empty')} actions={<ButtonLink href="/plans/new">{t('begin')}</ButtonLink>}>
          {t('emptyHint')}
        </EmptyState>
      )}
      {list.hasMore && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </Page>
  );
};

const fateOf = ({ status, endsAt }: Item): ReactNode => {
  switch (status) {
    case 'draft':
      return t('isDraft');
    case 'commenting':
      return t.rich('isCommenting', { when: endsAt === null ? '' : <LocalTime at={endsAt} /> });
    case 'settling':
      return t('isSettling');
    case 'planned':
      return t('isPlanned');
    case 'withdrawn':
      return t('isWithdrawn');
    default:
      return status satisfies never;
  }
};
