import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { Checkbox, RadioGroup } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { fieldError, type ProblemLike } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { RELS, type Typed } from './fields.ts';
import { t } from './form-strings.ts';
import { LinkField } from './link-field.tsx';
import { Options } from './option-fields.tsx';

export interface FormProps {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
  readonly problem: ProblemLike | null;
  readonly kept: boolean;
  /** It came as a record, whose text is one. */
  readonly whole?: boolean;
}

/** The text of a decision: what one reads. */
export const TextFields = ({ typed, onChange, problem, kept, whole = false }: FormProps): ReactNode => {
  const text = (name: 'title' | 'problem' | 'recommendation' | 'nextSteps') => ({
    value: typed[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
    error: fieldError(problem, `/${name}`),
  });
  return (
    <>
      <TextField label={t('title')} hint={t('titleHint')} required autoFocus={typed.title === ''} {...text('title')} />
      <MarkdownArea
        label={t(whole ? 'wholeText' : 'problem')}
        hint={t(whole ? 'wholeTextHint' : 'problemHint')}
        rows={whole ? 15 : 5}
        kept={kept}
        {...text('problem')}
      />
      <Options typed={typed} onChange={onChange} problem={problem} kept={kept} />
      <MarkdownArea label={t('recommendation')} hint={t('recommendationHint')} rows={5} kept={kept} {...text('recommendation')} />
      <TextArea
        label={t('nextSteps')}
        hint={t('nextStepsHint')}
        rows={3}
        optional
        {...text('nextSteps')}
        error={fieldError(problem, '/nextSteps') ?? stepError(problem)}
      />
    </>
  );
};

const stepError = (problem: ProblemLike | null) => {
  const pointer = pointersOf(problem).find((one) => one.startsWith('/nextSteps/'));
  return pointer === undefined ? undefined : fieldError(problem, pointer);
};

export const pointersOf = (problem: ProblemLike | null): readonly string[] => [
  ...(problem?.errors ?? []).map(({ pointer }) => pointer),
  ...(problem?.field === undefined ? [] : [problem.field]),
];

type Asked = Pick<Typed, 'reversible' | 'impact' | 'urgent' | 'affected'>;

/** What the protocol looks at. */
export const KindFields = <T extends Asked>({
  typed,
  onChange,
  problem,
}: Pick<FormProps, 'problem'> & { readonly typed: T; readonly onChange: (typed: T) => void }): ReactNode => {
  const people = usePeople();
  return (
    <Section title={t('kind')}>
      <RadioGroup
        label={t('door')}
        value={typed.reversible ? 'two' : 'one'}
        onChange={(value) => onChange({ ...typed, reversible: value === 'two' })}
        options={[
          { value: 'two', label: t('twoWay'), hint: t('twoWayHint') },
          { value: 'one', label: t('oneWay'), hint: t('oneWayHint') },
        ]}
      />
      <RadioGroup
        label={t('impact')}
        value={typed.impact}
        onChange={(impact) => onChange({ ...typed, impact })}
        options={[
          { value: 'low', label: t('low') },
          { value: 'medium', label: t('medium') },
          { value: 'high', label: t('high') },
        ]}
      />
      <Checkbox
        label={t('urgent')}
        hint={t('urgentHint')}
        checked={typed.urgent}
        onChange={(urgent) => onChange({ ...typed, urgent })}
      />
      <TokenField
        label={t('affected')}
        hint={t('affectedHint')}
        optional
        options={people}
        values={typed.affected}
        onChange={(affected) => onChange({ ...typed, affected })}
        error={firstError(problem, '/affected')}
      />
    </Section>
  );
};

/** What the protocol looks at, and what it hangs together with. */
export const FactFields = ({ typed, onChange, problem }: FormProps): ReactNode => (
  <>
    <KindFields typed={typed} onChange={onChange} problem={problem} />
    <Section title={t('links')}>
      {RELS.map((rel) => (
        <LinkField
          key={rel}
          label={t(rel)}
          values={typed[rel]}
          onChange={(values) => onChange({ ...typed, [rel]: values })}
          error={firstError(problem, `/${rel}`)}
        />
      ))}
      <TextField
        label={t('reviewOn')}
        hint={t('reviewHint')}
        type="date"
        narrow
        optional
        value={typed.reviewOn}
        onChange={(reviewOn) => onChange({ ...typed, reviewOn })}
        error={fieldError(problem, '/reviewOn')}
      />
    </Section>
  </>
);

/** A list is one field on the screen: whatever is wrong inside is said at it. */
const firstError = (problem: ProblemLike | null, name: string) => {
  const pointer = pointersOf(problem).find((one) => one === name || one.startsWith(`${name}/`));
  return pointer === undefined ? undefined : fieldError(problem, pointer);
};
