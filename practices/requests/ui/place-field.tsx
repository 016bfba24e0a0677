import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { Select } from '#web/ui/choice-field.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import { t } from './ask-strings.ts';
import type { Place } from './new-request.ts';

/** Who sees the request. */
export const PlaceField = (props: {
  readonly value: Place;
  readonly onChange: (place: Place) => void;
  /** Something waits for the answer, and can say who. */
  readonly blocks: boolean;
  readonly error: FieldError | undefined;
}): ReactNode => {
  const writable = useMe().spaces.filter(({ role }) => role !== 'reader');
  const options: readonly { readonly value: Place; readonly label: string }[] = [
    ...(props.blocks ? [{ value: 'with', label: t('whoWith') } as const] : []),
    { value: 'all', label: t('whoAll') },
    ...writable.map(({ slug, name }) => ({ value: `in ${slug}`, label: t('whoSpace', { space: name }) }) as const),
    { value: 'two', label: t('whoTwo') },
  ];
  return <Select label={t('who')} value={props.value} onChange={props.onChange} options={options} error={props.error} />;
};
