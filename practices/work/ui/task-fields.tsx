import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { Problem } from '#web/api/problem.ts';
import { RadioGroup, Select } from '#web/ui/choice-field.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import type { Typed } from './fields.ts';
import { t } from './form-strings.ts';
import { SIZES, sizeWords } from './tasks.ts';

/** Pointers of the fields, whose faults are shown beside them. */
export const SHOWN = ['/title', '/text', '/criteria', '/minutes', '/needs', '/context', '/dueAt', '/goal', '/space'] as const;

const firstOf = (problem: Problem | null, pointer: string) =>
  fieldError(problem, pointer) ??
  (problem?.field?.startsWith(`${pointer}/`) === true ? fieldError(problem, problem.field) : undefined);

/** What a task says: what it is, when it is done, and whom it suits. */
export const TaskFields = (props: {
  readonly typed: Typed;
  readonly onChange: (to: Partial<Typed>) => void;
  readonly problem: Problem | null;
  readonly kept: boolean;
}): ReactNode => {
  const { typed, onChange, problem } = props;
  const goals = useGet('/api/goals', { query: {} });
  const sizes = [...new Set([...SIZES, typed.minutes])].toSorted((a, b) => a - b);
  return (
    <>
      <TextField
        label={t('title')}
        value={typed.title}
        onChange={(title) => onChange({ title })}
        error={fieldError(problem, '/title')}
      />
      <TextArea
        label={t('criteria')}
        hint={t('criteriaHint')}
        value={typed.criteria}
        onChange={(criteria) => onChange({ criteria })}
        error={firstOf(problem, '/criteria')}
      />
      <MarkdownArea
        label={t('text')}
        hint={t('textHint')}
        value={typed.text}
        onChange={(text) => onChange({ text })}
        kept={props.kept}
        error={fieldError(problem, '/text')}
      />
      <RadioGroup
        label={t('depth')}
        value={typed.depth}
        onChange={(depth) => onChange({ depth })}
        options={[
          { value: 'deep', label: t('deep'), hint: t('deepHint') },
          { value: 'shallow', label: t('shallow'), hint: t('shallowHint') },
        ]}
      />
      <Fields even>
        <Select
          label={t('size')}
          value={String(typed.minutes)}
          onChange={(minutes) => onChange({ minutes: Number(minutes) })}
          options={sizes.map((minutes) => ({ value: String(minutes), label: sizeWords(minutes) }))}
          error={fieldError(problem, '/minutes')}
        />
        <Select
          label={t('goal')}
          value={typed.goal}
          onChange={(goal) => onChange({ goal })}
          options={[
            { value: '', label: t('noGoal') },
            ...(goals.data?.items ?? []).map(({ number, title }) => ({ value: String(number), label: title })),
          ]}
          error={fieldError(problem, '/goal')}
        />
      </Fields>
      <TextField
        label={t('needs')}
        hint={t('needsHint')}
        optional
        value={typed.needs}
        onChange={(needs) => onChange({ needs })}
        error={firstOf(problem, '/needs')}
      />
      <TextField
        label={t('context')}
        hint={t('contextHint')}
        optional
        value={typed.context}
        onChange={(context) => onChange({ context })}
        error={fieldError(problem, '/context')}
      />
      <DateTimeField
        label={t('due')}
        optional
        value={typed.dueAt}
        onChange={(dueAt) => onChange({ dueAt })}
        error={fieldError(problem, '/dueAt')}
      />
    </>
  );
};
