import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Tabs } from '#web/ui/tabs.tsx';
import { t } from './strings.ts';

export type Goal = ReplyOf<'GET', '/api/goals'>['items'][number];

/** The goals, the soonest due first, each with how its tasks stand. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const status = search['view'] === 'closed' ? 'closed' : 'set';
  const goals = useGet('/api/goals', { query: { status } }, { live: { kinds: ['goal', 'task'] } });
  const items = goals.data?.items;
  return (
    <Page
      title={t('goals')}
      lead={t('lead')}
      actions={
        <Buttons>
          <ButtonLink href="/work">{t('work')}</ButtonLink>
          <ButtonLink href="/goals/new" tone="primary">
            {t('set')}
          </ButtonLink>
        </Buttons>
      }
    >
      <Tabs
        label={t('states')}
        current={status}
        tabs={[
          { key: 'set', href: '/goals', label: t('open') },
          { key: 'closed', href: '/goals?view=closed', label: t('closed') },
        ]}
      />
      {goals.error && <ErrorNote problem={goals.error} retry={() => void goals.refetch()} />}
      {!items && !goals.error && <Skeleton />}
      {items && items.length > 0 && <GoalRows items={items} />}
      {items?.length === 0 && status === 'closed' && <EmptyState title={t('emptyClosed')}>{t('lead')}</EmptyState>}
      {items?.length === 0 && status === 'set' && (
        <EmptyState title={t('empty')} actions={<ButtonLink href="/goals/new">{t('set')}</ButtonLink>}>
          {t('emptyText')}
        </EmptyState>
      )}
    </Page>
  );
};

export const GoalRows = ({ items }: { readonly items: readonly Goal[] }): ReactNode => (
  <Rows label={t('goals')}>
    {items.map((goal) => (
      <Row
        key={goal.id}
        title={goal.title}
        href={`/goals/${goal.number}`}
        sub={[t('number', { number: goal.number }), tallyOf(goal), goal.outcome].filter((part) => part !== '').join(' · ')}
        right={
          goal.status === 'set'
            ? goal.dueAt === null
              ? null
              : t.rich('due', { when: <LocalTime at={goal.dueAt} form="date" /> })
            : t(goal.status)
        }
        quiet={goal.status !== 'set'}
      />
    ))}
  </Rows>
);

const tallyOf = ({ tasks: { draft, ready, claimed, done } }: Goal): string => {
  const all = draft + ready + claimed + done;
  return all === 0 ? t('noTasks') : t('tasks', { done, all, claimed, ready });
};
