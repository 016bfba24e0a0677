import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { FieldGroup } from '#web/ui/field.tsx';
import { Note } from '#web/ui/notes.tsx';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** Finished is what meets all that it asks for; each is looked at once more. */
export const Finish = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }): ReactNode => {
  const [met, setMet] = useState<readonly number[]>([]);
  const { number, criteria, claim } = task;
  const all = met.length === criteria.length;
  return (
    <WordsForm
      draft={`finish ${task.id}`}
      label={t('finishWords')}
      field="words"
      optional
      body={{ token: claim?.token ?? 0, met: [...met] }}
      letter={{ path: `/api/tasks/${number}/completions`, label: t('letter', { number }), href: `/tasks/${number}` }}
      does={t('finishDo')}
      onDone={onDone}
    >
      <FieldGroup label={t('met')}>
        {criteria.map((one, place) => (
          <Checkbox
            key={place}
            label={one}
            checked={met.includes(place)}
            onChange={(on) => setMet(on ? [...met, place] : met.filter((other) => other !== place))}
          />
        ))}
      </FieldGroup>
      {!all && <Note>{t('unmet')}</Note>}
    </WordsForm>
  );
};
