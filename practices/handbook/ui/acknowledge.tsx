import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { Mine, type Asked } from './reading.tsx';
import { t } from './strings.ts';

/** A page that one was asked to read, read and acknowledged in a list. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const asked = useGet('/api/acknowledgements/:id', { params: { id: String(number) } }, { live: { kinds: ['acknowledgement'] } });
  if (asked.data)
    return (
      <Unfolded label={t('answerHere', { number })} onClose={onClose}>
        <ReadHere one={asked.data} />
      </Unfolded>
    );
  return asked.error ? <ErrorNote problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={3} />;
};

const ReadHere = ({ one }: { readonly one: Asked }): ReactNode => {
  const page = useGet('/api/pages/:id', { params: { id: one.page.id } });
  if (!page.data) return page.error ? <ErrorNote problem={page.error} /> : <Skeleton lines={3} />;
  return (
    <>
      <HtmlDocument html={page.data.html} small />
      <Mine one={one} revision={page.data.revision} />
      <Buttons>
        <ButtonLink href={`/handbook/${one.page.number}`} tone="quiet">
          {t('openPage')}
        </ButtonLink>
      </Buttons>
    </>
  );
};
