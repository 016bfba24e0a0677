import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { usePages } from '#web/api/query.ts';
import type { Found } from '#web/api/route-map.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { WordsField } from '#web/ui/words-field.tsx';
import { addressWith, isNarrowed, KINDS, questionOf, SINCE } from './address.ts';
import { FoundRow } from './found-row.tsx';
import { t } from './strings.ts';

type Search = Readonly<Record<string, string>>;

/** Everything that answers to some words. What is asked is in the address. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const q = questionOf(search);
  const list = usePages('/api/search', { query: { q, limit: '30' } }, { enabled: q !== '' });
  const items = q === '' ? undefined : onceEach(list.items);
  const mended = list.first?.mended ?? [];
  const lead =
    q === '' ? t('lead') : mended.map(({ typed, meant, also }) => t(also ? 'mendedToo' : 'mended', { typed, meant })).join(' ');
  const title = (search['q'] ?? '').trim();
  return (
    <Page title={t('search')} name={title === '' ? t('search') : title} {...(lead === '' ? {} : { lead })}>
      <Filters search={search} />
      {q !== '' && list.error && <Wrong problem={list.error} retry={list.refetch} />}
      {q !== '' && !items && !list.error && <Skeleton />}
      {items && items.length > 0 && (
        <Rows label={t('results')}>
          {items.map((item) => (
            <FoundRow key={item.id} item={item} />
          ))}
        </Rows>
      )}
      {items?.length === 0 && !list.error && <Nothing search={search} />}
      {list.hasMore && q !== '' && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </Page>
  );
};

/** A filter that means nothing says itself what is wrong with it. */
const Wrong = ({ problem, retry }: { readonly problem: Problem; readonly retry: () => void }): ReactNode =>
  problem.code === 'filter' ? (
    <ErrorNote problem={{ code: problem.code, title: problem.detail }} />
  ) : (
    <ErrorNote problem={problem} retry={retry} />
  );

/** What was published between two pages may move a result to the next one. */
const onceEach = (items: readonly Found[] | undefined): readonly Found[] | undefined =>
  items && [...new Map(items.map((item) => [item.id, item])).values()];

const Nothing = ({ search }: { readonly search: Search }): ReactNode =>
  isNarrowed(search) ? (
    <EmptyState
      title={t('nothingNarrow')}
      actions={<ButtonLink href={addressWith({}, 'q', search['q'] ?? '')}>{t('widen')}</ButtonLink>}
    >
      {t('nothingText')}
    </EmptyState>
  ) : (
    <EmptyState title={t('nothing', { q: search['q'] ?? '' })}>{t('nothingText')}</EmptyState>
  );

const KIND_WORDS = {
  page: 'pages',
  decision: 'decisions',
  request: 'requests',
  meeting: 'meetings',
  task: 'tasks',
  goal: 'goals',
  plan: 'plans',
  comment: 'comments',
  file: 'files',
  person: 'people',
  team: 'teams',
  agent: 'agents',
  space: 'spaces',
} as const;
const SINCE_WORDS = { '7d': 'lastWeek', '30d': 'lastMonth', '365d': 'lastYear' } as const;

const Filters = ({ search }: { readonly search: Search }): ReactNode => {
  const { spaces } = useMe();
  const choose = (name: 'q' | 'kind' | 'space' | 'since') => (value: string) =>
    go(addressWith(search, name, value), { replace: true });
  return (
    <Fields>
      <WordsField label={t('words')} asked={search['q'] ?? ''} onAsk={choose('q')} autoFocus={(search['q'] ?? '') === ''} />
      <Select
        label={t('kind')}
        value={search['kind'] ?? ''}
        onChange={choose('kind')}
        options={[{ value: '', label: t('anyKind') }, ...KINDS.map((value) => ({ value, label: t(KIND_WORDS[value]) }))]}
      />
      <Select
        label={t('space')}
        value={search['space'] ?? ''}
        onChange={choose('space')}
        options={[{ value: '', label: t('anySpace') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      <Select
        label={t('changed')}
        value={search['since'] ?? ''}
        onChange={choose('since')}
        options={[{ value: '', label: t('anyTime') }, ...SINCE.map((value) => ({ value, label: t(SINCE_WORDS[value]) }))]}
      />
    </Fields>
  );
};
