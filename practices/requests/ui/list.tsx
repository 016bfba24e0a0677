import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Tabs } from '#web/ui/tabs.tsx';
import { Filters } from './filters.tsx';
import { RequestRow } from './list-row.tsx';
import { t } from './strings.ts';
import { addressWith, isNarrowed, queryOf, VIEW_NAMES, viewOf, type View } from './views.ts';

const TABS = { asked: 'toMe', mine: 'fromMe', open: 'allOpen', answered: 'allAnswered' } as const;
const EMPTY = { asked: 'emptyAsked', mine: 'emptyMine', open: 'emptyOpen', answered: 'emptyAnswered' } as const;

/** Requests: those to me, those from me, all that are open, all that were answered. What the list shows is in its address. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const view = viewOf(search);
  const list = usePages('/api/requests', { query: queryOf(search) }, { live: { kinds: ['request'] } });
  const { items } = list;
  const narrowed = isNarrowed(search);
  return (
    <Page
      title={t('requests')}
      actions={
        <ButtonLink href="/requests/new" tone="primary">
          {t('ask')}
        </ButtonLink>
      }
    >
      <Tabs
        label={t('views')}
        current={view}
        tabs={VIEW_NAMES.map((key) => ({ key, href: addressWith(search, 'view', key), label: t(TABS[key]) }))}
      />
      {(narrowed || view === 'mine' || items === undefined || items.length > 0) && <Filters key={view} search={search} />}
      {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
      {!items && !list.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('requests')}>
          {items.map((item) => (
            <RequestRow key={item.id} item={item} />
          ))}
        </Rows>
      )}
      {items?.length === 0 && (narrowed ? <NoMatch view={view} /> : <Nothing view={view} />)}
      {list.hasMore && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </Page>
  );
};

const NoMatch = ({ view }: { readonly view: View }): ReactNode => (
  <EmptyState title={t('noMatch')} actions={<ButtonLink href={addressWith({ view }, 'view', view)}>{t('clear')}</ButtonLink>}>
    {t('noMatchText')}
  </EmptyState>
);

const Nothing = ({ view }: { readonly view: View }): ReactNode => (
  <EmptyState title={t(EMPTY[view])} actions={<ButtonLink href="/requests/new">{t('askCommand')}</ButtonLink>}>
    {t('emptyText')}
  </EmptyState>
);
