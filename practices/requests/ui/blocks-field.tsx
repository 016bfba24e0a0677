import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { TokenField } from '#web/ui/combobox.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import { t } from './ask-strings.ts';
import type { Named } from './new-request.ts';

/** What waits for the answer, found by words of its title or by number. */
export const BlocksField = (props: {
  readonly blocks: readonly Named[];
  readonly onChange: (blocks: readonly Named[]) => void;
  readonly error: FieldError | undefined;
}): ReactNode => {
  const [query, setQuery] = useState('');
  const q = query.trim();
  const found = useGet('/api/search', { query: { q } }, { enabled: q !== '' });
  const options = (found.data?.items ?? []).flatMap(({ id, number, title }) =>
    number === null ? [] : [{ value: id, label: `#${number} ${title}` }],
  );
  const chosen = props.blocks.filter(({ id }) => !options.some(({ value }) => value === id));
  const words = new Map([
    ...props.blocks.map((one) => [one.id, one.words] as const),
    ...options.map((one) => [one.value, one.label] as const),
  ]);
  return (
    <TokenField
      label={t('blocks')}
      optional
      placeholder={t('findBlocked')}
      onQuery={setQuery}
      options={[...chosen.map((one) => ({ value: one.id, label: one.words })), ...options]}
      values={props.blocks.map(({ id }) => id)}
      onChange={(ids) => props.onChange(ids.map((id) => ({ id, words: words.get(id) ?? id })))}
      error={props.error}
    />
  );
};

/** `?blocks=142`: begins with that one named. */
export const useNamed = (number: string | undefined, restored: boolean, name: (one: Named) => void): void => {
  const wanted = useGet('/api/search', { query: { q: `#${number ?? ''}` } }, { enabled: number !== undefined && !restored });
  const one = wanted.data?.items.find((item) => String(item.number) === number);
  const id = one?.id;
  useEffect(() => {
    if (one) name({ id: one.id, words: `#${one.number} ${one.title}` });
    // Once, when it is known: afterwards the form is the writer's.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id]);
};
