import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { t as about } from './answer-strings.ts';
import { t } from './meeting-strings.ts';
import { OutcomeForm } from './outcome.tsx';

/** A meeting in a list: how it went, or what it still needs. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const meeting = useGet('/api/meetings/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (!meeting.data)
    return meeting.error ? <ErrorNote problem={meeting.error} retry={() => void meeting.refetch()} /> : <Skeleton lines={3} />;
  const { may, missing } = meeting.data;
  return (
    <Unfolded label={about('here', { number })} onClose={onClose}>
      {may.end ? (
        <OutcomeForm number={number} onDone={onClose} />
      ) : (
        <>
          {missing.length > 0 && <Note>{t('missing', { what: missing.map((one) => t(one)).join(', ') })}</Note>}
          <Buttons>
            <ButtonLink href={`/meetings/${number}`}>{about('open')}</ButtonLink>
          </Buttons>
        </>
      )}
    </Unfolded>
  );
};
