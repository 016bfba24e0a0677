import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** Its parts, a line each; their size is an equal share of it until somebody says otherwise. */
export const Split = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }): ReactNode => {
  const draft = useDraft(`split ${task.id}`, '');
  const [few, setFew] = useState(false);
  const split = useSend('POST', '/api/tasks/:id/splits', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  const send = (): void => {
    const titles = draft.value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    setFew(titles.length < 2);
    if (titles.length < 2) return;
    const minutes = Math.max(5, Math.round(task.minutes / titles.length));
    void split.send({ params: { id: task.number }, body: { into: titles.map((title) => ({ title, minutes })) } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        label={t('splitLabel')}
        hint={t('splitHint')}
        autoFocus
        value={draft.value}
        onChange={draft.set}
        error={few ? { message: t('splitFew') } : undefined}
      />
      <ErrorNote problem={split.problem} />
      <Buttons>
        <Button type="submit" busy={split.busy}>
          {t('splitDo')}
        </Button>
        <Button tone="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
