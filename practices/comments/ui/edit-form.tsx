import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import type { Comment } from './comment.ts';
import { t } from './strings.ts';

/** Other words for one's own comment; what it said before stays readable. */
export const EditForm = ({ comment, onDone }: { readonly comment: Comment; readonly onDone: () => void }): ReactNode => {
  const draft = useDraft(`edit of comment ${comment.id}`, comment.body);
  const edit = useSend('PATCH', '/api/comments/:id', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void edit.send({ params: { id: comment.id }, body: { body: draft.value } });
      }}
    >
      <MarkdownArea
        label={t('edit')}
        rows={4}
        autoFocus
        value={draft.value}
        onChange={draft.set}
        kept={draft.kept}
        error={fieldError(edit.problem, '/body')}
      />
      <ErrorNote problem={edit.problem} shown={['/body']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={edit.busy}>
          {t('save')}
        </Button>
        <Button
          onClick={() => {
            draft.clear();
            onDone();
          }}
        >
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
