import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './new-strings.ts';

export interface Preparing {
  readonly purpose: string;
  /** A line each. */
  readonly questions: string;
  readonly document: string;
}

export const NOTHING_PREPARED: Preparing = { purpose: '', questions: '', document: '' };

export const preparedBody = ({ purpose, questions, document }: Preparing) => ({
  purpose,
  questions: questions
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== ''),
  document: document.trim() === '' ? null : document.trim(),
});

/** What a gate asks for: what it is for, what is to be settled, what is read beforehand. */
export const PrepareFields = (props: {
  readonly value: Preparing;
  readonly onChange: (value: Preparing) => void;
  readonly problem: Problem | null;
}): ReactNode => {
  const { value, problem } = props;
  const change = (to: Partial<Preparing>): void => props.onChange({ ...value, ...to });
  const wrong = problem?.field?.startsWith('/questions') ? fieldError(problem, problem.field) : undefined;
  return (
    <>
      <MarkdownArea
        label={t('purpose')}
        rows={3}
        hint={t('purposeHint')}
        value={value.purpose}
        onChange={(purpose) => change({ purpose })}
        error={fieldError(problem, '/purpose')}
      />
      <TextArea
        label={t('questions')}
        hint={t('questionsHint')}
        value={value.questions}
        onChange={(questions) => change({ questions })}
        error={wrong}
      />
      <TextField
        label={t('document')}
        hint={t('documentHint')}
        value={value.document}
        onChange={(document) => change({ document })}
        error={fieldError(problem, '/document')}
      />
    </>
  );
};
