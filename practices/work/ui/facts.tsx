import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { t } from './one-strings.ts';
import { t as words } from './strings.ts';
import { sizeWords, type Task } from './tasks.ts';

/** The line under the title. */
export const Facts = ({ task, pill }: { readonly task: Task; readonly pill: boolean }): ReactNode => {
  const { number, space, audience, author, depth, minutes, needs, context, dueAt, goal, claim, status } = task;
  return (
    <>
      {pill && (
        <Pill
          {...(status === 'done' || (status === 'claimed' && claim?.graceUntil === null)
            ? { tone: 'go' as const }
            : claim?.graceUntil
              ? { tone: 'stop' as const }
              : {})}
        >
          <span>
            <Fate task={task} />
          </span>
        </Pill>
      )}
      <span>{t('number', { number })}</span>
      <span>{words(depth)}</span>
      <span>{sizeWords(minutes)}</span>
      {needs.length > 0 && <span>{words('needs', { skills: needs.join(', ') })}</span>}
      {context !== '' && <span>{context}</span>}
      {dueAt !== null && <span>{t.rich('due', { when: <LocalTime at={dueAt} form="date" /> })}</span>}
      {goal && <span>{t.rich('serves', { goal: <a href={`/goals/${goal.number}`}>{goal.title}</a> })}</span>}
      <span>{t.rich('ownedBy', { name: <PersonName name={author.name} plain /> })}</span>
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
      {audience && <span>{t('named')}</span>}
    </>
  );
};

/** Where it stands, in a sentence. */
export const Fate = ({ task }: { readonly task: Task }): ReactNode => {
  const { status, claim, done, dropped } = task;
  if (status === 'claimed' && claim)
    return claim.graceUntil === null
      ? t.rich('heldBy', { name: claim.holder.name, when: <LocalTime at={claim.until} form="date" /> })
      : t.rich('inGrace', { name: claim.holder.name, when: <LocalTime at={claim.graceUntil} form="date" /> });
  if (done) return t.rich('done', { when: <LocalTime at={done.at} form="date" /> });
  if (dropped) return t.rich('dropped', { when: <LocalTime at={dropped.at} form="date" /> });
  return t(status === 'draft' ? 'draft' : 'ready');
};
