import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Filters, filtersOf, isNarrowed, onlyDrafts } from './filters.tsx';
import { LogRow } from './log-row.tsx';
import { t } from './strings.ts';
import { Views } from './views.tsx';

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const filters = filtersOf(search);
  const log = usePages('/api/decisions', { query: { ...filters, limit: 50 } }, { live: { kinds: ['decision'] } });
  const spaces = new Map(useMe().spaces.map(({ id, name }) => [id, name]));
  const { items } = log;
  const narrowed = isNarrowed(search);
  return (
    <Page
      title={t('decisions')}
      actions={
        <Buttons>
          <ButtonLink href="/decisions/import">{t('import')}</ButtonLink>
          <ButtonLink href="/decisions/new" tone="primary">
            {t('new')}
          </ButtonLink>
        </Buttons>
      }
    >
      <Views current="list" />
      {(narrowed || items === undefined || items.length > 0) && <Filters search={search} />}
      {log.error && <ErrorNote problem={log.error} retry={log.refetch} />}
      {!items && !log.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('decisions')}>
          {items.map((item) => (
            <LogRow key={item.id} item={item} space={item.space === null ? undefined : spaces.get(item.space)} />
          ))}
        </Rows>
      )}
      {items?.length === 0 && (onlyDrafts(search) ? <NoDraft /> : narrowed ? <NoMatch /> : <Beginnings />)}
      {log.hasMore && (
        <Buttons>
          <Button onClick={log.more} busy={log.busy}>
            {t('more')}
          </Button>
        </Buttons>
      )}
    </Page>
  );
};

const NoMatch = (): ReactNode => (
  <EmptyState title={t('noMatch')} actions={<ButtonLink href="/decisions">{t('clear')}</ButtonLink>}>
    {t('noMatchText')}
  </EmptyState>
);

const NoDraft = (): ReactNode => (
  <EmptyState
    title={t('noDraft')}
    actions={
      <Buttons>
        <ButtonLink href="/decisions/new">{t('newCommand')}</ButtonLink>
        <ButtonLink href="/decisions">{t('clear')}</ButtonLink>
      </Buttons>
    }
  >
    {t('noDraftText')}
  </EmptyState>
);

const Beginnings = (): ReactNode => (
  <EmptyState
    title={t('emptyTitle')}
    actions={
      <Buttons>
        <ButtonLink href="/decisions/new" tone="primary">
          {t('newCommand')}
        </ButtonLink>
        <ButtonLink href="/decisions/import">{t('importTitle')}</ButtonLink>
      </Buttons>
    }
  >
    {t('emptyText')}
  </EmptyState>
);
