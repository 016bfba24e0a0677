import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { may } from './offers.ts';

const ANSWERS = [
  ['yes', 'reviewYes'],
  ['partly', 'reviewPartly'],
  ['no', 'reviewNo'],
] as const;

/** Would you decide it the same again? Asked of those whom it affects, at its review date. */
export const Review = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const words = useDraft(`review ${decision.id}`, '');
  const answer = useSend('POST', '/api/decisions/:id/review-answers', { onSent: words.clear });
  const { review, actions } = decision;
  const asked = may(actions, 'answer-review');
  if (!asked && (review === null || review.answers.length === 0)) return null;
  return (
    <Section title={t('review')}>
      {review?.result && <Note>{t('reviewResult', { mean: review.result.mean, n: review.result.n })}</Note>}
      <Sayings>
        {(review?.answers ?? []).map((one) => (
          <Saying
            key={one.actor.id}
            who={<PersonName name={one.actor.name} />}
            did={t('reviewSaid', { answer: t(one.answer) })}
            when={<LocalTime at={one.at} />}
            words={one.words}
          />
        ))}
      </Sayings>
      {asked && (
        <>
          <TextArea
            label={t('reviewWords')}
            rows={2}
            value={words.value}
            onChange={words.set}
            error={fieldError(answer.problem, '/words')}
          />
          <ErrorNote problem={answer.problem} shown={['/words']} />
          <Buttons label={t('review')}>
            {ANSWERS.map(([value, label]) => (
              <Button
                key={value}
                busy={answer.busy}
                onClick={() =>
                  void answer.send({
                    params: { id: decision.number },
                    body: { answer: value, ...(words.value.trim() === '' ? {} : { words: words.value }) },
                  })
                }
              >
                {t(label)}
              </Button>
            ))}
          </Buttons>
        </>
      )}
    </Section>
  );
};
