import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { Combobox } from '#web/ui/combobox.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { usePeople } from '#ui/people';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** Follow the sun: who starts their day when mine ends, by calendars; and anybody else. */
export const HandOver = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }): ReactNode => {
  const { number, claim } = task;
  const next = useGet('/api/tasks/:id/successors', { params: { id: number } });
  const people = usePeople();
  // Kept as the words are: a page that is turned puts the form elsewhere.
  const to = useDraft<string | null>(`offer ${task.id} to`, null);
  const found = next.data?.items ?? [];
  const chosen = to.value ?? found.find(({ full, lacks }) => !full && lacks.length === 0)?.id ?? null;
  return (
    <WordsForm
      draft={`offer ${task.id}`}
      label={t('handOverNote')}
      hint={t('handOverHint')}
      field="note"
      optional
      body={{ to: chosen ?? '', ...(claim ? { token: claim.token } : {}) }}
      letter={{ path: `/api/tasks/${number}/offers`, label: t('letter', { number }), href: `/tasks/${number}` }}
      does={t('handOverDo')}
      onDone={() => {
        to.clear();
        onDone();
      }}
    >
      {next.data && claim && next.data.endsAt !== null && (
        <Note>{found.length === 0 ? t('nobodyNext') : t.rich('dayEnds', { when: <LocalTime at={next.data.endsAt} /> })}</Note>
      )}
      {found.length > 0 && (
        <Lines>
          {found.slice(0, 5).map(({ id, name, worksAt, working, lacks, full }) => (
            <Line
              key={id}
              now={id === chosen}
              under={[
                ...(lacks.length === 0 ? [] : [t('lacks', { skills: lacks.join(', ') })]),
                ...(full ? [t('full')] : []),
              ].join(' · ')}
            >
              {working ? t('worksThen', { name }) : t.rich('startsAt', { name, when: <LocalTime at={worksAt} /> })}
            </Line>
          ))}
        </Lines>
      )}
      <Combobox label={t('handOverTo')} options={people} value={chosen} onChange={to.set} />
    </WordsForm>
  );
};
