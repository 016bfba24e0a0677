import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { Acts, type ActForm } from './acts.tsx';
import { t } from './one-strings.ts';

/** A task in a list: when it is done, and the same acts as on its page. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const [form, setForm] = useState<ActForm | null>(null);
  const task = useGet('/api/tasks/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (!task.data)
    return task.error ? <ErrorNote problem={task.error} retry={() => void task.refetch()} /> : <Skeleton lines={3} />;
  return (
    <Unfolded label={t('answerHere', { number })} onClose={onClose}>
      <Lines label={t('doneWhen')}>
        {task.data.criteria.map((one, index) => (
          <Line key={index} now>
            {one}
          </Line>
        ))}
      </Lines>
      <Acts task={task.data} form={form} onForm={setForm} brief />
    </Unfolded>
  );
};
