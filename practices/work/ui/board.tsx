import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { Board, BoardCard, BoardColumn } from '#web/ui/board.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { t } from './strings.ts';
import { fateOf } from './task-row.tsx';
import { sizeWords } from './tasks.ts';

const COLUMNS = [
  { status: 'draft', title: 'columnDraft', empty: 'emptyDraft' },
  { status: 'ready', title: 'columnReady', empty: 'emptyReady' },
  { status: 'claimed', title: 'columnClaimed', empty: 'emptyClaimed' },
  { status: 'done', title: 'columnDone', empty: 'emptyDone' },
] as const;

/** Where everything stands. Nothing is dragged: a card moves when somebody claims it, gives it back or finishes it. */
export const TaskBoard = ({ search }: { readonly search: Readonly<Record<string, string>> }): ReactNode => (
  <Board label={t('board')}>
    {COLUMNS.map((column) => (
      <Column key={column.status} {...column} space={search['space']} />
    ))}
  </Board>
);

const AT_ONCE = 20;

const Column = ({
  status,
  title,
  empty,
  space,
}: (typeof COLUMNS)[number] & { readonly space: string | undefined }): ReactNode => {
  const query = { status, limit: AT_ONCE, ...(space ? { space } : {}) };
  const list = usePages('/api/tasks', { query }, { live: { kinds: ['task'] } });
  const me = useMe().actor.id;
  const items = list.items ?? [];
  return (
    <BoardColumn
      title={t(title)}
      {...(list.items ? { side: list.hasMore ? `${items.length}+` : String(items.length), empty: t(empty) } : {})}
      more={
        <>
          {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
          {list.hasMore && (
            <More onMore={list.more} busy={list.busy} held={list.error !== null}>
              {t('moreOf')}
            </More>
          )}
        </>
      }
    >
      {items.map((item) => {
        const { right, under } = fateOf(item, me);
        return (
          <BoardCard
            key={item.id}
            title={item.title}
            href={`/tasks/${item.number}`}
            sub={[t('number', { number: item.number }), t(item.depth), sizeWords(item.minutes)].join(' · ')}
            foot={
              status === 'claimed' ? (
                <>
                  {right} {under}
                </>
              ) : status === 'done' ? (
                right
              ) : (
                under
              )
            }
            {...(item.inGrace ? { tone: 'stop' as const } : {})}
          />
        );
      })}
    </BoardColumn>
  );
};
