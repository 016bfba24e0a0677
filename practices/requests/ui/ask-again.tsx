import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { usePeople } from '#ui/people';
import type { Letter } from '#web/api/outbox.ts';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import type { Request } from './asked.ts';
import { t } from './one-strings.ts';

/** Of the same, or of somebody else: a team asks more people than one. */
export const AskAgain = (props: {
  readonly request: Request;
  readonly letter: Pick<Letter, 'path' | 'label' | 'href'>;
  readonly onDone: () => void;
}): ReactNode => {
  const { id, to: last, urgent: before, author } = props.request;
  const people = usePeople().filter(({ value }) => value !== author.id);
  const [to, setTo] = useState(last.id);
  const [urgent, setUrgent] = useState(before);
  return (
    <WordsForm
      draft={`ask-again ${id}`}
      label={t('askAgainLabel')}
      field="question"
      body={{ to, urgent }}
      letter={props.letter}
      does={t('askAgainDo')}
      onDone={props.onDone}
    >
      <Combobox label={t('askAgainTo')} options={people} value={to} onChange={setTo} />
      <Checkbox label={t('askAgainUrgent')} checked={urgent} onChange={setUrgent} />
    </WordsForm>
  );
};
