import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import type { Problem } from '#web/api/problem.ts';
import { useGet } from '#web/api/query.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

/** A plan as it is typed. */
export interface TypedPlan {
  readonly title: string;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly people: readonly string[];
  readonly goals: readonly string[];
  readonly share: number;
}

const SHARES = [30, 40, 50, 60, 70, 80, 90] as const;
export const SHOWN = ['/title', '/text', '/from', '/to', '/people', '/share', '/goals'];

/** As the server is told. */
export const bodyOf = ({ people, goals, from, to, ...rest }: TypedPlan) => ({
  ...{ ...rest, people: [...people], goals: [...goals] },
  ...{ from: from ?? '', to: to ?? '' },
});

/** What a plan says. `asked`: who plans is asked already, and stays. */
export const PlanFields = (props: {
  readonly typed: TypedPlan;
  readonly onChange: (to: Partial<TypedPlan>) => void;
  readonly problem: Problem | null;
  readonly kept: boolean;
  readonly asked?: boolean;
}): ReactNode => {
  const { typed, problem, kept } = props;
  const people = usePeople();
  const goals = useGet('/api/goals', { query: {} });
  const goalOptions = (goals.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const shares = [...new Set([...SHARES, typed.share])].toSorted((a, b) => a - b);
  return (
    <>
      <TextField
        label={t('title')}
        value={typed.title}
        onChange={(title) => props.onChange({ title })}
        error={fieldError(problem, '/title')}
      />
      <Fields even>
        <DateTimeField
          label={t('from')}
          value={typed.from}
          onChange={(from) => props.onChange({ from })}
          error={fieldError(problem, '/from')}
        />
        <DateTimeField
          label={t('to')}
          value={typed.to}
          onChange={(to) => props.onChange({ to })}
          error={fieldError(problem, '/to')}
        />
      </Fields>
      {!props.asked && (
        <TokenField
          label={t('people')}
          hint={t('peopleHint')}
          options={people}
          values={typed.people}
          onChange={(values) => props.onChange({ people: values })}
          error={fieldError(problem, '/people')}
        />
      )}
      <TokenField
        label={t('goals')}
        optional
        options={goalOptions}
        values={typed.goals}
        onChange={(values) => props.onChange({ goals: values })}
        error={fieldError(problem, '/goals')}
      />
      <MarkdownArea
        label={t('text')}
        value={typed.text}
        onChange={(text) => props.onChange({ text })}
        kept={kept}
        error={fieldError(problem, '/text')}
      />
      <Select
        label={t('share')}
        hint={t('shareHint')}
        value={String(typed.share)}
        onChange={(share) => props.onChange({ share: Number(share) })}
        options={shares.map((n) => ({ value: String(n), label: t('percent', { n }) }))}
        error={fieldError(problem, '/share')}
      />
    </>
  );
};
