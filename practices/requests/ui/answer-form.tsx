import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { useKey } from '#web/ui/keys.ts';
import { ErrorNote, WillBeSent, fieldError } from '#web/ui/notes.tsx';
import { may, type Request } from './asked.ts';
import { t } from './one-strings.ts';

/** The answer, kept as typed; written offline it is sent once when the network is back. */
export const AnswerForm = ({ request }: { readonly request: Request }): ReactNode => {
  const { id, number } = request;
  const path = `/api/requests/${number}/answers`;
  const draft = useDraft(`answer ${id}`, '');
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waits = outbox.entries.some((one) => one.path === path && one.state === 'waiting');
  const form = useRef<HTMLFormElement>(null);
  const open = !waits && may(request, 'answer');
  useKey(open ? 'a' : undefined, t('answer'), () => form.current?.querySelector('textarea')?.focus());
  if (waits) return <WillBeSent />;
  if (!open) return null;
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const letter = {
      path,
      body: { text: draft.value },
      textIn: 'text',
      label: t('answerLetter', { number }),
      href: `/requests/${number}`,
    };
    const outcome = await outbox.submit(letter);
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status !== 'refused') draft.clear();
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <MarkdownArea
        label={t('answerLabel')}
        hint={t('answerHint')}
        value={draft.value}
        onChange={draft.set}
        kept={draft.kept}
        error={fieldError(problem, '/text')}
      />
      <ErrorNote problem={problem} shown={['/text']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={busy}>
          {t('answerDo')}
        </Button>
      </Buttons>
    </form>
  );
};
