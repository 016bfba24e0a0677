import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { SpaceLine } from './one-space.tsx';
import { ParentField } from './parent-field.tsx';
import { t } from './strings.ts';

/** What is said of a space where it is opened and where it is changed. */
export interface SpaceForm {
  readonly name: string;
  readonly slug: string;
  readonly purpose: string;
  readonly access: 'open' | 'closed';
  /** An id; empty: outermost. */
  readonly parent: string;
}

interface Props {
  readonly value: SpaceForm;
  readonly onChange: (part: Partial<SpaceForm>) => void;
  /** Those that it may be in. */
  readonly spaces: readonly SpaceLine[];
  readonly problem: Problem | null;
  /** It begins here: what its address is may be left to the server. */
  readonly fresh?: boolean;
}

export const SpaceFields = ({ value, onChange, spaces, problem, fresh = false }: Props): ReactNode => (
  <>
    <TextField
      label={t('name')}
      required
      autoFocus={fresh}
      value={value.name}
      onChange={(name) => onChange({ name })}
      error={fieldError(problem, '/name')}
    />
    <TextField
      label={t('purpose')}
      hint={t('purposeHint')}
      optional
      value={value.purpose}
      onChange={(purpose) => onChange({ purpose })}
      error={fieldError(problem, '/purpose')}
    />
    <TextField
      label={t('slug')}
      hint={fresh ? t('slugNewHint') : t('slugHint', { slug: value.slug })}
      {...(fresh ? { optional: true } : { required: true })}
      value={value.slug}
      onChange={(slug) => onChange({ slug })}
      error={fieldError(problem, '/slug')}
    />
    <RadioGroup
      label={t('access')}
      value={value.access}
      options={[
        { value: 'open', label: t('accessOpen'), hint: t('accessOpenHint') },
        { value: 'closed', label: t('accessClosed'), hint: t('accessClosedHint') },
      ]}
      onChange={(access) => onChange({ access })}
      error={fieldError(problem, '/access')}
    />
    <ParentField
      value={value.parent}
      spaces={spaces}
      onChange={(parent) => onChange({ parent })}
      error={fieldError(problem, '/parent')}
    />
    <ErrorNote problem={problem} shown={FIELDS} />
  </>
);

const FIELDS = ['/name', '/slug', '/purpose', '/access', '/parent'];
