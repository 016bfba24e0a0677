import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { t } from './one-strings.ts';
import { may, type Task } from './tasks.ts';

/** The issue of a forge that a task is, too; or the way to make it one. */
export const ForgeIssue = ({ task }: { readonly task: Task }): ReactNode => {
  const { issue } = task;
  if (issue === null) return may(task, 'revise') ? <PutThere task={task} /> : null;
  const name = `${issue.called}#${issue.key}`;
  return (
    <>
      <Note>
        {issue.key === null
          ? t('onItsWay', { repository: issue.called })
          : t.rich('alsoThere', { issue: issue.url === null ? name : <a href={issue.url}>{name}</a> })}
      </Note>
      {may(task, 'revise') && <Part task={task} />}
    </>
  );
};

const Part = ({ task }: { readonly task: Task }): ReactNode => {
  const part = useSend('DELETE', '/api/tasks/:id/issue');
  return (
    <Fold title={t('part')} small>
      <p>{t('partHint')}</p>
      <ErrorNote problem={part.problem} />
      <Buttons>
        <Button tone="stop" busy={part.busy} onClick={() => void part.send({ params: { id: String(task.number) } })}>
          {t('partDo')}
        </Button>
      </Buttons>
    </Fold>
  );
};

const PutThere = ({ task }: { readonly task: Task }): ReactNode => {
  const [chosen, setChosen] = useState('');
  const repositories = useGet('/api/repositories');
  const put = useSend('PUT', '/api/tasks/:id/issue');
  const some = (repositories.data?.items ?? []).filter(({ forge }) => forge !== null);
  const repository = some.find(({ id }) => id === chosen) ?? some[0];
  if (!repository) return null;
  return (
    <Fold title={t('putThere')} small>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void put.send({ params: { id: String(task.number) }, body: { repository: repository.id } });
        }}
      >
        <Select
          label={t('repository')}
          hint={t('putThereHint')}
          value={repository.id}
          onChange={setChosen}
          options={some.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ErrorNote problem={put.problem} />
        <Buttons>
          <Button type="submit" busy={put.busy}>
            {t('putThereDo')}
          </Button>
        </Buttons>
      </form>
    </Fold>
  );
};
