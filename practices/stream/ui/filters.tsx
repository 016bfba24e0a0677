import type { ReactNode } from 'react';
import type { useActing } from '#ui/people';
import { useMe } from '#web/api/who.ts';
import { Combobox } from '#web/ui/combobox.tsx';
import { Select, type Option } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { t } from './strings.ts';

export type Search = Readonly<Record<string, string>>;
const NAMES = ['space', 'kind', 'by', 'watched'] as const;
type Name = (typeof NAMES)[number];

const KINDS: readonly Option[] = [
  { value: 'decision', label: t('decision') },
  { value: 'request', label: t('request') },
  { value: 'meeting', label: t('meetings') },
  { value: 'task', label: t('tasks') },
  { value: 'goal', label: t('goals') },
  { value: 'plan', label: t('plans') },
  { value: 'comment', label: t('comment') },
  { value: 'page', label: t('pages') },
  { value: 'person', label: t('people') },
  { value: 'team', label: t('team') },
  { value: 'agent', label: t('agent') },
  { value: 'space', label: t('spaces') },
  { value: 'link', label: t('link') },
  { value: 'organization', label: t('organization') },
];

export const isNarrowed = (search: Search): boolean => NAMES.some((name) => (search[name] ?? '') !== '');

/** What it may be about; null: the address means nothing by it. */
export const kindIn = (search: Search): string | null => KINDS.find(({ value }) => value === search['kind'])?.value ?? null;

const addressWith = (search: Search, name: Name, value: string): string => {
  const query = new URLSearchParams(NAMES.flatMap((one) => (search[one] ? [[one, search[one]]] : [])));
  if (value === '') query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return text === '' ? '/stream' : `/stream?${text}`;
};

/** They live in the address, so that a link shows the same. */
export const Filters = ({
  search,
  everybody,
}: {
  readonly search: Search;
  readonly everybody: ReturnType<typeof useActing>;
}): ReactNode => {
  const { spaces } = useMe();
  const choose = (name: Name) => (value: string) => go(addressWith(search, name, value), { replace: true });
  return (
    <Fields even>
      <Select
        label={t('what')}
        value={search['watched'] === 'yes' ? 'yes' : ''}
        onChange={choose('watched')}
        options={[
          { value: '', label: t('everything') },
          { value: 'yes', label: t('watched') },
        ]}
      />
      <Select
        label={t('space')}
        value={search['space'] ?? ''}
        onChange={choose('space')}
        options={[{ value: '', label: t('anySpace') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      <Select
        label={t('kind')}
        value={kindIn(search) ?? ''}
        onChange={choose('kind')}
        options={[{ value: '', label: t('anyKind') }, ...KINDS]}
      />
      <Combobox
        label={t('person')}
        value={search['by'] ?? ''}
        onChange={choose('by')}
        options={[
          { value: '', label: t('anybody') },
          ...(everybody ?? []).map(({ handle, name }) => ({ value: handle, label: name, words: handle })),
        ]}
      />
    </Fields>
  );
};
