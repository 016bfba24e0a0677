import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { capital } from '#web/ui/capital.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { WordsField } from '#web/ui/words-field.tsx';
import { t } from './strings.ts';
import { STATUSES } from './tasks.ts';
import { addressWith } from './views.ts';

type Search = Readonly<Record<string, string>>;

/** The filters live in the address, so that a link shows the same list. */
export const Filters = ({ search, mine }: { readonly search: Search; readonly mine: boolean }): ReactNode => {
  const { spaces } = useMe();
  const choose = (name: 'q' | 'status' | 'space' | 'depth' | 'whose') => (value: string) =>
    go(addressWith(search, name, value), { replace: true });
  return (
    <Fields>
      <WordsField label={t('search')} asked={search['q'] ?? ''} onAsk={choose('q')} />
      <Select
        label={t('status')}
        value={search['status'] ?? ''}
        onChange={choose('status')}
        options={[
          { value: '', label: capital(t('openStatus')) },
          ...STATUSES.map((value) => ({ value, label: capital(t(value)) })),
          { value: 'any', label: capital(t('anyStatus')) },
        ]}
      />
      <Select
        label={t('depth')}
        value={search['depth'] ?? ''}
        onChange={choose('depth')}
        options={[
          { value: '', label: capital(t('anyDepth')) },
          { value: 'deep', label: capital(t('deep')) },
          { value: 'shallow', label: capital(t('shallow')) },
        ]}
      />
      {!mine && (
        <Select
          label={t('whose')}
          value={search['whose'] ?? ''}
          onChange={choose('whose')}
          options={[
            { value: '', label: capital(t('anyone')) },
            { value: 'held', label: capital(t('held')) },
            { value: 'mine', label: capital(t('owned')) },
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
