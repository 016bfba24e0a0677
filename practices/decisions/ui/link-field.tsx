import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { TokenField } from '#web/ui/combobox.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import type { Named } from './fields.ts';
import { t } from './form-strings.ts';

/** Other decisions, found by words of their titles or by number. */
export const LinkField = (props: {
  readonly label: string;
  readonly values: readonly Named[];
  readonly onChange: (values: readonly Named[]) => void;
  readonly error: FieldError | undefined;
}): ReactNode => {
  const [query, setQuery] = useState<string | null>(null);
  const q = query?.trim() ?? '';
  const found = useGet('/api/decisions', { query: { limit: 20, ...(q === '' ? {} : { q }) } }, { enabled: query !== null });
  const options = (found.data?.items ?? []).map(({ id, number, title }) => ({ value: id, label: `#${number} ${title}` }));
  const known = new Map([
    ...props.values.map(({ id, words }) => [id, words] as const),
    ...options.map(({ value, label }) => [value, label] as const),
  ]);
  const chosen = props.values.filter(({ id }) => !options.some(({ value }) => value === id));
  return (
    <TokenField
      label={props.label}
      optional
      placeholder={t('findDecision')}
      onQuery={setQuery}
      options={[...chosen.map(({ id, words }) => ({ value: id, label: words })), ...options]}
      values={props.values.map(({ id }) => id)}
      onChange={(ids) => props.onChange(ids.map((id) => ({ id, words: known.get(id) ?? id })))}
      error={props.error}
    />
  );
};
