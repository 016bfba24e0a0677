import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useDraft } from '#web/api/draft.ts';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { FieldGroup } from '#web/ui/field.tsx';
import { Note } from '#web/ui/notes.tsx';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** Finished is what meets all that it asks for; each is looked at once more. */
export const Finish = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }): ReactNode => {
  const draft = useDraft<readonly number[]>(`finish ${task.id} met`, []);
  const met = draft.value;
  const { number, criteria, claim } = task;
  const all = met.length === criteria.length;
  return (
    <WordsForm
      markdown
      draft={`finish ${task.id}`}
      label={t('finishWords')}
      field="words"
      optional
      body={{ token: claim?.token ?? 0, met: [...met] }}
      letter={{ path: `/api/tasks/${number}/completions`, label: t('letter', { number }), href: `/tasks/${number}` }}
      does={t('finishDo')}
      onDone={() => {
        draft.clear();
        onDone();
      }}
    >
      <FieldGroup label={t('met')}>
        {criteria.map((one, place) => (
          <Checkbox
            key={place}
            label={one}
            checked={met.includes(place)}
            onChange={(on) => draft.set(on ? [...met, place] : met.filter((other) => other !== place))}
          />
        ))}
      </FieldGroup>
      {!all && <Note>{t('unmet')}</Note>}
    </WordsForm>
  );
};
