import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox, type Letter } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

/** Some words to somebody about something: a reply, a question, a reason. Kept as typed, sent through the outbox. */
export const WordsForm = (props: {
  /** The name of its draft. */
  readonly draft: string;
  readonly label: string;
  readonly hint?: string;
  readonly does: string;
  readonly stop?: boolean;
  /** Where the words go: the property of the body; left out, `text`. */
  readonly field?: string;
  readonly body?: Letter['body'];
  readonly optional?: boolean;
  /** They are shown as a document, not as a sentence that somebody said. */
  readonly markdown?: boolean;
  /** What else the body says, above the words. */
  readonly children?: ReactNode;
  readonly letter: Pick<Letter, 'method' | 'path' | 'label' | 'href'>;
  readonly onDone: () => void;
}): ReactNode => {
  const field = props.field ?? 'text';
  const draft = useDraft(props.draft, '');
  const outbox = useOutbox();
  const Words = props.markdown ? MarkdownArea : TextArea;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const words = draft.value.trim() === '' && props.optional ? {} : { [field]: draft.value };
    const outcome = await outbox.submit({ ...props.letter, body: { ...props.body, ...words }, textIn: field });
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    props.onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.children}
      <Words
        label={props.label}
        hint={props.hint}
        rows={3}
        autoFocus
        value={draft.value}
        onChange={draft.set}
        error={fieldError(problem, `/${field}`)}
      />
      <ErrorNote problem={problem} shown={[`/${field}`]} />
      <Buttons>
        <Button type="submit" tone={props.stop ? 'stop' : 'primary'} busy={busy}>
          {props.does}
        </Button>
        <Button onClick={props.onDone}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};
