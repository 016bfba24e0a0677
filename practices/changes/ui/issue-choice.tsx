import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import type { FieldLook } from '#web/ui/field.tsx';
import { Done, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './repository-strings.ts';

const WAYS = ['none', 'all', 'labelled'] as const;
type Way = (typeof WAYS)[number];
const LABELS = { none: 'issuesNone', all: 'issuesAll', labelled: 'issuesLabelled' } as const;

export interface IssueChoice {
  readonly way: Way;
  readonly labels: string;
}

export const NO_ISSUES: IssueChoice = { way: 'none', labels: '' };

/** As the server is told. */
export const issuesOf = ({ way, labels }: IssueChoice): string[] | null => {
  if (way === 'none') return null;
  const named = labels.split(',').map((label) => label.trim());
  return way === 'all' ? [] : named.filter((label) => label !== '');
};

const choiceOf = (issues: readonly string[] | null): IssueChoice => ({
  way: issues === null ? 'none' : issues.length === 0 ? 'all' : 'labelled',
  labels: (issues ?? []).join(', '),
});

/** Which issues of a repository are tasks here. */
export const IssueFields = (props: {
  readonly choice: IssueChoice;
  readonly error?: FieldLook['error'];
  readonly onChange: (choice: IssueChoice) => void;
}): ReactNode => (
  <>
    <Select
      label={t('issues')}
      hint={t('issuesHint')}
      value={props.choice.way}
      onChange={(way) => props.onChange({ ...props.choice, way })}
      options={WAYS.map((way) => ({ value: way, label: t(LABELS[way]) }))}
    />
    {props.choice.way === 'labelled' && (
      <TextField
        label={t('issueLabels')}
        hint={t('issueLabelsHint')}
        value={props.choice.labels}
        onChange={(labels) => props.onChange({ ...props.choice, labels })}
        error={props.error}
      />
    )}
  </>
);

type Repository = ReplyOf<'GET', '/api/repositories'>['items'][number];

/** Changes which issues of a repository are tasks, and nothing else of how it is watched. */
export const IssueSettings = ({ repository }: { readonly repository: Repository }): ReactNode => {
  const { id, space, protect, withoutChecks, production, incidents, issues } = repository;
  const [choice, setChoice] = useState(() => choiceOf(issues));
  const [said, setSaid] = useState('');
  const [missing, setMissing] = useState(false);
  const settle = useSend('PUT', '/api/repositories/:id/settings', { onSent: () => setSaid(t('kept')) });
  const next = issuesOf(choice);
  const lacks = choice.way === 'labelled' && next?.length === 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSaid('');
        setMissing(lacks);
        if (lacks) return;
        const rest = { protect, withoutChecks, production, incidents, space: space?.id ?? null };
        void settle.send({ params: { id }, body: { ...rest, issues: next } });
      }}
    >
      <IssueFields
        choice={choice}
        onChange={setChoice}
        error={missing && lacks ? { message: t('issueLabelsMissing') } : fieldError(settle.problem, '/issues/0')}
      />
      <ErrorNote problem={settle.problem} shown={['/issues/0']} />
      <Buttons>
        <Button type="submit" busy={settle.busy}>
          {t('settle')}
        </Button>
        <Done>{said}</Done>
      </Buttons>
    </form>
  );
};
