import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { Acts } from './acts.tsx';
import { SampleForm } from './fate.tsx';
import { t } from './strings.ts';

/** A change answered in a list: the verdict, and one’s stance, or what one found afterwards. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const me = useMe().actor.id;
  const change = useGet('/api/changes/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  const run = useGet(
    '/api/runs/:id',
    { params: { id: String(number) } },
    { enabled: change.data?.hasRun === true, live: { artifact: number } },
  );
  if (!change.data)
    return change.error ? <ErrorNote problem={change.error} retry={() => void change.refetch()} /> : <Skeleton lines={3} />;
  const { sample, verdict } = change.data;
  return (
    <Unfolded label={t('answerHere', { number })} onClose={onClose}>
      <Note>{t('verdictIs', { verdict })}</Note>
      {sample?.status === 'open' && sample.asked.id === me ? (
        <SampleForm number={number} />
      ) : (
        run.data && <Acts number={number} run={run.data} />
      )}
      <Buttons>
        <ButtonLink href={`/changes/${number}`}>{t('openIt')}</ButtonLink>
      </Buttons>
    </Unfolded>
  );
};
