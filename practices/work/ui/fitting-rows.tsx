import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';
import { TaskRow } from './task-row.tsx';
import type { Fitting } from './tasks.ts';

/** What could be claimed now, best first, each with why, and how to take it. */
export const FittingRows = ({ items }: { readonly items: Fitting['items'] }): ReactNode => {
  const claim = useSend('POST', '/api/tasks/:id/claims');
  return (
    <>
      <ErrorNote problem={claim.problem} />
      <Rows label={t('fitsTitle')}>
        {items.map((item) => (
          <TaskRow
            key={item.id}
            item={item}
            why={whyOf(item)}
            actions={
              <Button
                label={t('claimIt', { title: item.title })}
                busy={claim.busy}
                onClick={() => void claim.send({ params: { id: item.number } })}
              >
                {t('claim')}
              </Button>
            }
          />
        ))}
      </Rows>
    </>
  );
};

const whyOf = ({ reasons, dueAt }: Fitting['items'][number]): ReactNode => {
  const said = reasons.map((one) => {
    switch (one.reason) {
      case 'due':
        return t.rich(one.slackMs <= 0 ? 'tight' : 'due', { when: <LocalTime at={one.at} /> });
      case 'context':
        return t('sameContext', { context: one.context });
      case 'age':
        return t('waits', { n: one.days });
      default:
        return one satisfies never;
    }
  });
  if (said.length === 0) return dueAt === null ? null : t.rich('due', { when: <LocalTime at={dueAt} form="date" /> });
  return said.map((one, index) => (
    <span key={index}>
      {index > 0 && ' · '}
      {one}
    </span>
  ));
};
