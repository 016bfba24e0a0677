import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** The acts that take some words. */
export type WordsAct = 'extend' | 'release' | 'activity' | 'keep' | 'drop' | 'reopen';

/** Where the words of each go, and as what. */
const ACTS = {
  extend: { to: 'extensions', field: 'words', label: 'extendLabel', does: 'extendDo', optional: false },
  release: { to: 'releases', field: 'note', label: 'releaseLabel', does: 'releaseDo', optional: true },
  activity: { to: 'activities', field: 'words', label: 'noteLabel', does: 'noteDo', optional: false },
  keep: { to: 'keepings', field: 'words', label: 'keepLabel', does: 'keepDo', optional: true },
  drop: { to: 'drops', field: 'reason', label: 'dropLabel', does: 'dropDo', optional: true },
  reopen: { to: 'reopenings', field: 'reason', label: 'reopenLabel', does: 'reopenDo', optional: false },
} as const;

const HINTS = { extend: 'extendHint', release: 'releaseHint' } as const;

export const Words = (props: { readonly act: WordsAct; readonly task: Task; readonly onDone: () => void }): ReactNode => {
  const { act, task, onDone } = props;
  const { to, field, label, does, optional } = ACTS[act];
  const { number, claim } = task;
  const shows = act === 'extend' || act === 'release' ? { token: claim?.token ?? 0 } : act === 'activity' ? { what: 'note' } : {};
  return (
    <WordsForm
      draft={`${act} ${task.id}`}
      label={t(label)}
      {...(act === 'extend' || act === 'release' ? { hint: t(HINTS[act], { number }) } : {})}
      field={field}
      body={shows}
      optional={optional}
      stop={act === 'drop'}
      letter={{ path: `/api/tasks/${number}/${to}`, label: t('letter', { number }), href: `/tasks/${number}` }}
      does={t(does)}
      onDone={onDone}
    />
  );
};
