import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { useKey } from '#web/ui/keys.ts';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import type { Comment, Place } from './comment.ts';
import { t } from './strings.ts';

/** Writes a comment, or a reply to one; offline too. */
export const CommentForm = (props: {
  readonly place: Place;
  readonly replyTo?: Comment;
  readonly onDone?: () => void;
}): ReactNode => {
  const { place, replyTo, onDone } = props;
  const draft = useDraft(`comment ${place.on} ${replyTo?.id ?? ''}`, '');
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    if (busy || draft.value.trim() === '') return;
    setBusy(true);
    const outcome = await outbox.submit({
      path: `/api/artifacts/${place.on}/comments`,
      body: { body: draft.value, ...(replyTo ? { replyTo: replyTo.id } : {}) },
      label: t('letter', { what: place.what }),
      href: place.href,
      textIn: 'body',
    });
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    onDone?.();
  };
  const form = useRef<HTMLFormElement>(null);
  useKey(replyTo ? undefined : 'm', t('write'), () => form.current?.querySelector('textarea')?.focus());
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <MarkdownArea
        label={replyTo ? t('yourReply', { name: replyTo.author.name }) : t('write')}
        hint={t('hint')}
        rows={3}
        autoFocus={replyTo !== undefined}
        value={draft.value}
        onChange={draft.set}
        kept={draft.kept}
        error={fieldError(problem, '/body')}
      />
      <ErrorNote problem={problem} shown={['/body']} />
      <Buttons>
        <Button type="submit" tone={replyTo ? 'primary' : 'plain'} busy={busy} disabled={draft.value.trim() === ''}>
          {t(replyTo ? 'sendReply' : 'send')}
        </Button>
        {onDone && <Button onClick={onDone}>{t('cancel')}</Button>}
      </Buttons>
    </form>
  );
};
