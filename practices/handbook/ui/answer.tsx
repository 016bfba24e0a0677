import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { t } from './strings.ts';
import { Verification } from './verification.tsx';

/** Whether a page still holds, looked at and said in a list. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const page = useGet('/api/pages/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (page.data)
    return (
      <Unfolded label={t('answerHere', { number })} onClose={onClose}>
        <HtmlDocument html={page.data.html} small />
        <Verification page={page.data} />
        <Buttons>
          <ButtonLink href={`/handbook/${number}`} tone="quiet">
            {t('openPage')}
          </ButtonLink>
        </Buttons>
      </Unfolded>
    );
  return page.error ? <ErrorNote problem={page.error} retry={() => void page.refetch()} /> : <Skeleton lines={3} />;
};
