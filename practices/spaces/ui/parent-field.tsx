import type { ReactNode } from 'react';
import { Combobox } from '#web/ui/combobox.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import type { SpaceLine } from './one-space.tsx';
import { t } from './strings.ts';

/** The space around a space; '' is none. */
export const ParentField = (props: {
  readonly value: string;
  readonly spaces: readonly SpaceLine[];
  readonly onChange: (parent: string) => void;
  readonly error: FieldError | undefined;
}): ReactNode => (
  <Combobox
    label={t('parent')}
    hint={t('parentHint')}
    value={props.value}
    options={[
      { value: '', label: t('outermost') },
      ...props.spaces
        .filter(({ role }) => role !== 'reader' && role !== null)
        .map(({ id, name, slug }) => ({ value: id, label: name, words: slug })),
    ]}
    onChange={props.onChange}
    error={props.error}
  />
);
