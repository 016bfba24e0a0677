import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Rows } from '#web/ui/row.tsx';
import { Filters } from './filters.tsx';
import { t } from './strings.ts';
import { TaskRow } from './task-row.tsx';
import { isNarrowed, queryOf } from './views.ts';

/** Tasks, newest first, as the address narrows them; `mine`: those that I hold, then those that I own. */
export const List = ({
  search,
  mine,
}: {
  readonly search: Readonly<Record<string, string>>;
  readonly mine: boolean;
}): ReactNode => {
  const query = mine ? { ...queryOf(search), whose: 'mine' as const } : queryOf(search);
  const list = usePages('/api/tasks', { query }, { live: { kinds: ['task'] } });
  const { items } = list;
  const narrowed = isNarrowed(search);
  return (
    <>
      <Filters search={search} mine={mine} />
      {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
      {!items && !list.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('work')}>
          {items.map((item) => (
            <TaskRow key={item.id} item={item} />
          ))}
        </Rows>
      )}
      {items?.length === 0 && (
        <EmptyState
          title={t(narrowed ? 'noMatch' : mine ? 'emptyMine' : 'emptyList')}
          actions={
            <ButtonLink href={narrowed ? `/work?view=${mine ? 'mine' : 'list'}` : '/tasks/new'}>
              {t(narrowed ? 'clear' : 'draftTask')}
            </ButtonLink>
          }
        >
          {t(narrowed ? 'noMatchText' : 'nothingReadyText')}
        </EmptyState>
      )}
      {list.hasMore && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </>
  );
};
