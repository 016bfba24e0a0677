import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
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
  const me = useMe().actor.id;
  const words = useDraft(`review ${decision.id}`, '');
  const answer = useSend('POST', '/api/decisions/:id/review-answers', { onSent: words.clear });
  const { review, actions } = decision;
  const asked = may(actions, 'answer-review');
  const due = review?.asked.find(({ actor, status }) => actor.id === me && status === 'open')?.dueAt;
  const mine = review?.answers.find(({ actor }) => actor.id === me);
  if (!asked && (review === null || review.answers.length === 0)) return null;
  return (
    <Section title={t('review')}>
      {review && review.answers.length > 1 && <Note>{t('reviewResult', counted(review.answers))}</Note>}
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
        <form noValidate onSubmit={(event) => event.preventDefault()}>
          {due !== undefined && <Note>{t.rich('reviewElse', { when: <LocalTime at={due} /> })}</Note>}
          {mine && <Note>{t('reviewYouSaid', { answer: t(mine.answer) })}</Note>}
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
        </form>
      )}
    </Section>
  );
};

const counted = (answers: NonNullable<Decision['review']>['answers']): Readonly<Record<'yes' | 'partly' | 'no', number>> => {
  const many = (which: string): number => answers.filter(({ answer }) => answer === which).length;
  return { yes: many('yes'), partly: many('partly'), no: many('no') };
};
