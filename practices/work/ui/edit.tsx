import type { ReactNode } from 'react';
import { same } from '#kernel/stream/same.ts';
import { useRevision } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { bodyOf, typedOf } from './fields.ts';
import { t } from './form-strings.ts';
import { SHOWN, TaskFields } from './task-fields.tsx';
import type { Task } from './tasks.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const task = useGet('/api/tasks/:id', { params: { id: number } });
  return (
    <Page title={t('editTitle', { number })}>
      {task.data ? (
        <Form key={task.data.id} task={task.data} />
      ) : task.error ? (
        <ErrorNote problem={task.error} retry={() => void task.refetch()} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
};

const Form = ({ task }: { readonly task: Task }): ReactNode => {
  const now = typedOf(task);
  const draft = useRevision(`task ${task.id}`, now);
  const revise = useSend('PATCH', '/api/tasks/:id', {
    onSent: () => {
      draft.clear();
      go(`/tasks/${task.number}`, { replace: true });
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void revise.send({ params: { id: task.number }, body: bodyOf(draft.value) });
      }}
    >
      {draft.restored && <Note>{t('restored')}</Note>}
      {!same(bodyOf(draft.from), bodyOf(now)) && <Note>{t('movedOn')}</Note>}
      <TaskFields
        typed={draft.value}
        onChange={(to) => draft.set({ ...draft.value, ...to })}
        problem={revise.problem}
        kept={draft.kept}
      />
      <ErrorNote problem={revise.problem} shown={SHOWN} />
      <Buttons>
        <Button type="submit" tone="primary" busy={revise.busy}>
          {t('save')}
        </Button>
      </Buttons>
    </form>
  );
};
