import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Tabs } from '#web/ui/tabs.tsx';
import { WordsField } from '#web/ui/words-field.tsx';
import { t } from './strings.ts';

export type Goal = ReplyOf<'GET', '/api/goals'>['items'][number];

/** So many that one looks for one rather than reads them. */
const MANY = 20;

/** The goals, the soonest due first, each with how its tasks stand. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const status = search['view'] === 'closed' ? 'closed' : 'set';
  const goals = useGet('/api/goals', { query: { status } }, { live: { kinds: ['goal', 'task'] } });
  const items = goals.data?.items;
  const words = search['q'] ?? '';
  const found = items?.filter((goal) => saysOf(goal).includes(words.trim().toLowerCase()));
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
      {!goals.data && goals.error && <ErrorNote problem={goals.error} retry={() => void goals.refetch()} />}
      {!items && !goals.error && <Skeleton />}
      {items && items.length > MANY && (
        <Fields>
          <WordsField label={t('find')} asked={words} onAsk={(asked) => go(addressOf(status, asked), { replace: true })} />
        </Fields>
      )}
      {items && found && found.length > 0 && <GoalRows items={found} among={items} />}
      {items && items.length > 0 && found?.length === 0 && <EmptyState title={t('nothingFound')} />}
      {items?.length === 0 && status === 'closed' && <EmptyState title={t('emptyClosed')}>{t('lead')}</EmptyState>}
      {items?.length === 0 && status === 'set' && (
        <EmptyState title={t('empty')} actions={<ButtonLink href="/goals/new">{t('set')}</ButtonLink>}>
          {t('emptyText')}
        </EmptyState>
      )}
    </Page>
  );
};

const addressOf = (status: 'set' | 'closed', asked: string): string => {
  const search = new URLSearchParams({ ...(status === 'closed' ? { view: status } : {}), ...(asked === '' ? {} : { q: asked }) });
  return search.size === 0 ? '/goals' : `/goals?${search.toString()}`;
};

const saysOf = ({ number, title, outcome }: Goal): string => `#${number} ${title} ${outcome}`.toLowerCase();

/** `among`: where the goals are that these serve; left out, nothing is said of that. */
export const GoalRows = ({
  items,
  among,
}: {
  readonly items: readonly Goal[];
  readonly among?: readonly Goal[] | undefined;
}): ReactNode => (
  <Rows label={t('goals')}>
    {items.map((goal) => (
      <Row
        key={goal.id}
        title={goal.title}
        href={`/goals/${goal.number}`}
        sub={[t('number', { number: goal.number }), tallyOf(goal), servedBy(goal, among), goal.outcome]
          .filter((part) => part !== '')
          .join(' · ')}
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
  if (all === 0) return t('noTasks');
  const some = [claimed > 0 ? t('claimed', { claimed }) : '', ready > 0 ? t('ready', { ready }) : ''];
  return [t('tasks', { done, n: all }), ...some].filter((part) => part !== '').join(' · ');
};

const servedBy = ({ above }: Goal, among: readonly Goal[] | undefined): string => {
  const goal = above === null ? undefined : among?.find(({ id }) => id === above);
  return goal ? t('serves', { goal: goal.title }) : '';
};
