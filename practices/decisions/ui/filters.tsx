import type { ReactNode } from 'react';
import { useActing } from '#ui/people';
import { useMe } from '#web/api/who.ts';
import { capital } from '#web/ui/capital.ts';
import { now } from '#web/ui/clock.ts';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import { WordsField } from '#web/ui/words-field.tsx';
import { STATUSES } from './decided.ts';
import { t } from './strings.ts';

type Search = Readonly<Record<string, string>>;
const NAMES = ['q', 'status', 'space', 'author', 'year'] as const;
type Name = (typeof NAMES)[number];
const YEARS = 12;

export const isNarrowed = (search: Search): boolean => NAMES.some((name) => (search[name] ?? '') !== '');

/** Drafts and nothing else: those of the reader, and those that were shared with them. */
export const onlyDrafts = (search: Search): boolean =>
  search['status'] === 'draft' && NAMES.every((name) => name === 'status' || !search[name]);

/** What the address asks for; what it cannot mean is left out. */
export const filtersOf = (search: Search) => {
  const { q, status, space, author, year } = search;
  return {
    ...(q ? { q: q.slice(0, 200) } : {}),
    ...(status && STATUSES.some((one) => one === status) ? { status } : {}),
    ...(space ? { space } : {}),
    ...(author ? { author } : {}),
    ...(year && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
  };
};

const addressWith = (search: Search, name: Name, value: string): string => {
  const query = new URLSearchParams(NAMES.flatMap((one) => (search[one] ? [[one, search[one]]] : [])));
  if (value === '') query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return text === '' ? '/decisions' : `/decisions?${text}`;
};

/** The filters live in the address, so that a link shows the same list. */
export const Filters = ({ search }: { readonly search: Search }): ReactNode => {
  const me = useMe();
  const people = useActing() ?? [];
  const choose = (name: Name) => (value: string) => go(addressWith(search, name, value), { replace: true });
  const thisYear = new Date(now()).getFullYear();
  const years = Array.from({ length: YEARS }, (_, index) => String(thisYear - index));
  const asked = search['year'] ?? '';
  return (
    <Fields>
      <WordsField label={t('search')} asked={search['q'] ?? ''} onAsk={choose('q')} />
      <Select
        label={t('status')}
        value={search['status'] ?? ''}
        onChange={choose('status')}
        options={[
          { value: '', label: t('anyStatus') },
          ...STATUSES.map((value) => ({ value: value as string, label: value === 'draft' ? t('drafts') : capital(t(value)) })),
        ]}
      />
      <Select
        label={t('space')}
        value={search['space'] ?? ''}
        onChange={choose('space')}
        options={[{ value: '', label: t('anySpace') }, ...me.spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      <Combobox
        label={t('author')}
        value={search['author'] ?? ''}
        onChange={choose('author')}
        options={[
          { value: '', label: t('anyAuthor') },
          ...people.map(({ id, name, handle }) => ({ value: id, label: name, words: handle })),
        ]}
      />
      <Select
        label={t('year')}
        value={asked}
        onChange={choose('year')}
        options={[
          { value: '', label: t('anyYear') },
          ...[...new Set([...years, ...(asked === '' ? [] : [asked])])].map((value) => ({ value, label: value })),
        ]}
      />
    </Fields>
  );
};
