import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { RunActs } from './acts.tsx';
import { t } from './strings.ts';

/** What a run asks of its reader, answered in a list. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const run = useGet('/api/runs/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (run.data)
    return (
      <Unfolded label={t('answerHere', { number })} onClose={onClose}>
        <HtmlDocument html={run.data.protocol.html} small />
        <RunActs run={run.data} href={`/runs/${number}`} />
      </Unfolded>
    );
  return run.error ? <ErrorNote problem={run.error} retry={() => void run.refetch()} /> : <Skeleton lines={3} />;
};
