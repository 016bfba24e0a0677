import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { Acts, type ActForm } from './acts.tsx';
import { AnswerForm } from './answer-form.tsx';
import { t } from './one-strings.ts';

/** A request answered in a list: the question, what was asked back, and the same acts as on its page. */
export const Answer = ({ number, onClose }: AnswerProps): ReactNode => {
  const [form, setForm] = useState<ActForm | null>(null);
  const request = useGet('/api/requests/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (!request.data)
    return request.error ? <ErrorNote problem={request.error} retry={() => void request.refetch()} /> : <Skeleton lines={3} />;
  const round = request.data.rounds.at(-1);
  return (
    <Unfolded label={t('answerHere', { number })} onClose={onClose}>
      {round && <HtmlDocument html={round.html} small />}
      {round && round.said.length > 0 && (
        <Sayings label={t('clarifications')}>
          {round.said.map((one, index) => (
            <Saying
              key={index}
              who={<PersonName name={one.by.name} />}
              did={one.to === null ? '' : t('saidTo', { name: one.to.name })}
              when={<LocalTime at={one.at} />}
              words={one.text}
            />
          ))}
        </Sayings>
      )}
      <AnswerForm request={request.data} />
      <Acts request={request.data} form={form} onForm={setForm} brief />
    </Unfolded>
  );
};
