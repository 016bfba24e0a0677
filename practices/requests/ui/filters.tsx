import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { WordsField } from '#web/ui/words-field.tsx';
import { STATUSES } from './asked.ts';
import { t } from './strings.ts';
import { addressWith, statusesIn, viewOf } from './views.ts';

type Search = Readonly<Record<string, string>>;

const USUAL = { asked: 'open', mine: 'unsettled', open: 'open', answered: 'answeredOrAccepted' } as const;

/** The filters live in the address, so that a link shows the same list. */
export const Filters = ({ search }: { readonly search: Search }): ReactNode => {
  const { spaces } = useMe();
  const view = viewOf(search);
  const statuses = statusesIn(view).filter((one) => one !== USUAL[view]);
  const choose = (name: 'q' | 'status' | 'space') => (value: string) => go(addressWith(search, name, value), { replace: true });
  return (
    <Fields>
      <WordsField label={t('search')} asked={search['q'] ?? ''} onAsk={choose('q')} />
      {statuses.length > 0 && (
        <Select
          label={t('status')}
          value={search['status'] ?? ''}
          onChange={choose('status')}
          options={[
            { value: '', label: t(USUAL[view]) },
            ...statuses.map((value) => ({ value, label: t(STATUSES.find((one) => one === value) ?? 'anyStatus') })),
          ]}
        />
      )}
      <Select
        label={t('space')}
        value={search['space'] ?? ''}
        onChange={choose('space')}
        options={[{ value: '', label: t('anySpace') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
    </Fields>
  );
};
