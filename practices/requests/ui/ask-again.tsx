import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import type { Letter } from '#web/api/outbox.ts';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import type { Request } from './asked.ts';
import { t } from './one-strings.ts';

/** Of whoever answered, or of somebody else: a team asks more people than one. */
export const AskAgain = (props: {
  readonly request: Request;
  readonly letter: Pick<Letter, 'path' | 'label' | 'href'>;
  readonly onDone: () => void;
}): ReactNode => {
  const { id, urgent: before, author } = props.request;
  const last = lastToAnswer(props.request);
  const people = usePeople().filter(({ value }) => value !== author.id);
  const draft = useDraft(`ask-again whom ${id}`, { to: last.id, urgent: before });
  const { to, urgent } = draft.value;
  const done = (): void => {
    draft.clear();
    props.onDone();
  };
  return (
    <WordsForm
      markdown
      draft={`ask-again ${id}`}
      label={t('askAgainLabel')}
      field="question"
      body={{ to, urgent }}
      letter={props.letter}
      does={t('askAgainDo')}
      onDone={done}
    >
      <Combobox label={t('askAgainTo')} options={people} value={to} onChange={(whom) => draft.set({ to: whom, urgent })} />
      <Checkbox label={t('askAgainUrgent')} checked={urgent} onChange={(now) => draft.set({ to, urgent: now })} />
    </WordsForm>
  );
};

/** A question may have been passed on before it was answered. */
const lastToAnswer = ({ rounds, to }: Request): Request['to'] => rounds.at(-1)?.answers.findLast(({ asked }) => asked)?.by ?? to;
