import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/** Clarifying questions to the author, and the answers. */
export const Questions = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const me = useMe().actor.id;
  const [answering, setAnswering] = useState<string | null>(null);
  const { questions, author, number } = decision;
  if (questions.length === 0) return null;
  const open = questions.filter(
    (one, index) => one.by.id !== author.id && !questions.slice(index + 1).some((later) => later.to?.id === one.by.id),
  );
  const askers = author.id === me && decision.status === 'open' ? [...new Map(open.map(({ by }) => [by.id, by])).values()] : [];
  return (
    <Section title={t('questions')}>
      <Sayings>
        {questions.map((one, index) => (
          <Saying
            key={index}
            who={<PersonName name={one.by.name} />}
            did={one.to === null ? '' : `→ ${one.to.name}`}
            when={<LocalTime at={one.at} />}
            words={one.text}
          />
        ))}
      </Sayings>
      {answering === null ? (
        <Buttons>
          {askers.map(({ id, name }) => (
            <Button key={id} onClick={() => setAnswering(id)}>
              {t('answerQuestion', { name })}
            </Button>
          ))}
        </Buttons>
      ) : (
        <WordsForm
          draft={`answer ${decision.id} ${answering}`}
          label={t('answerLabel')}
          letter={{
            path: `/api/decisions/${number}/questions/${answering}/answers`,
            label: t('answerLetter', { number }),
            href: `/decisions/${number}`,
          }}
          does={t('send')}
          onDone={() => setAnswering(null)}
        />
      )}
    </Section>
  );
};
