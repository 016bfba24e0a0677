import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { ChangeTabs, type Tab } from './change-tabs.tsx';
import { t } from './strings.ts';

type ListItem = ReplyOf<'GET', '/api/changes'>['items'][number];

const QUERIES = {
  asked: { whose: 'asked' },
  mine: { whose: 'mine' },
  open: { status: 'draft,open,asked,ready,stopped' },
  over: { status: 'shipped,reverted,closed' },
} as const;

const viewOf = (search: Readonly<Record<string, string>>): keyof typeof QUERIES & Tab => {
  const { view } = search;
  return view === 'mine' || view === 'open' || view === 'over' ? view : 'asked';
};

/** Changes: those that wait for me, mine, all under way, all that shipped. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const view = viewOf(search);
  const list = usePages('/api/changes', { query: { ...QUERIES[view], limit: 50 } }, { live: { kinds: ['change'] } });
  const { items } = list;
  return (
    <Page title={t('changes')}>
      <ChangeTabs current={view} />
      {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
      {!items && !list.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('changes')}>
          {items.map((item) => (
            <ListRow key={item.id} item={item} />
          ))}
        </Rows>
      )}
      {items?.length === 0 &&
        (view === 'asked' ? (
          <EmptyState
            title={t('emptyTo')}
            actions={
              <Buttons>
                <ButtonLink href="/changes?view=open">{t('underWay')}</ButtonLink>
                <ButtonLink href="/changes/repositories">{t('repositories')}</ButtonLink>
              </Buttons>
            }
          >
            {t('emptyText')}
          </EmptyState>
        ) : (
          <EmptyState title={t('emptyAll')} actions={<ButtonLink href="/changes/repositories">{t('repositories')}</ButtonLink>}>
            {t('emptyAllText')}
          </EmptyState>
        ))}
      {list.hasMore && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </Page>
  );
};

const ListRow = ({ item }: { readonly item: ListItem }): ReactNode => {
  const { title, number, status, author, repository, score, guards, dueAt, closedAt, ending } = item;
  const facts = [
    t('by', { name: author.name, repository }),
    t('number', { number }),
    score === null ? null : t('score', { score: score.toFixed(1) }),
    guards.length > 0 ? guards.join(', ') : null,
  ].filter((fact) => fact !== null);
  const isOver = status === 'shipped' || status === 'closed' || status === 'reverted';
  return (
    <Row
      title={title}
      href={`/changes/${number}`}
      sub={facts.join(' · ')}
      right={
        isOver && closedAt !== null
          ? t.rich('at', { what: t(status), when: <LocalTime at={closedAt} form="date" /> })
          : dueAt !== null
            ? t.rich('byWhen', { when: <LocalTime at={dueAt} /> })
            : t(status)
      }
      under={isOver || ending === null ? null : ending}
      quiet={isOver || status === 'draft'}
      {...(status === 'ready' ? { tone: 'go' } : status === 'stopped' ? { tone: 'stop' } : {})}
    />
  );
};
