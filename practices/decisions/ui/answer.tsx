import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useGet } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { AnswerProps } from '#web/ui/screens.ts';
import { Unfolded } from '#web/ui/unfolded.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { OneObjection } from './objection.tsx';
import { Review } from './review.tsx';
import { StanceActs } from './stance-acts.tsx';

/** A decision's question to its reader, answered in a list: the same acts as on its page, and what one must know for them. */
export const Answer = ({ number, asked, onClose }: AnswerProps): ReactNode => {
  const decision = useGet('/api/decisions/:id', { params: { id: String(number) } }, { live: { artifact: number } });
  if (decision.data)
    return (
      <Unfolded label={t('answerHere', { number })} onClose={onClose}>
        <Asked decision={decision.data} asked={asked} onClose={onClose} />
      </Unfolded>
    );
  return decision.error ? <ErrorNote problem={decision.error} retry={() => void decision.refetch()} /> : <Skeleton lines={3} />;
};

interface AskedProps {
  readonly decision: Decision;
  readonly asked: string;
  readonly onClose: () => void;
}

const Asked = ({ decision, asked, onClose }: AskedProps): ReactNode => {
  const me = useMe().actor.id;
  const [about, which] = asked.split(':');
  switch (about) {
    case 'reply': {
      // Of one's own objection the author's reply is answered; of others' to one's decision, the objection.
      const objection =
        decision.objections.find(({ id, holder }) => String(id) === which && asked === `reply:${id}` && holder.id !== me) ??
        decision.objections.find(({ status, holder }) => status === 'open' && holder.id === me);
      return objection ? (
        <Sayings>
          <OneObjection decision={decision} objection={objection} />
        </Sayings>
      ) : (
        <WholePage decision={decision} />
      );
    }
    case 'clarification':
      return <Question decision={decision} asked={asked} onClose={onClose} />;
    case 'review':
      return (
        <>
          <HtmlDocument html={decision.html.recommendation} small />
          <Review decision={decision} />
        </>
      );
    case 'reopen':
      return <WholePage decision={decision} />;
    default:
      return (
        <>
          <HtmlDocument html={decision.html.recommendation} small />
          <StanceActs decision={decision} />
        </>
      );
  }
};

const Question = ({ decision, asked, onClose }: AskedProps): ReactNode => {
  const { number } = decision;
  const asker = decision.awaits.find(({ key }) => key === asked)?.asker;
  const question = asker && decision.questions.findLast(({ by, to }) => by.id === asker.id && to === null);
  if (!question) return <WholePage decision={decision} />;
  return (
    <>
      <Sayings>
        <Saying
          who={<PersonName name={question.by.name} />}
          did={t('asks')}
          when={<LocalTime at={question.at} />}
          words={question.text}
        />
      </Sayings>
      <WordsForm
        draft={`answer ${decision.id} ${asker.id}`}
        label={t('answerLabel')}
        letter={{
          path: `/api/decisions/${number}/questions/${asker.id}/answers`,
          label: t('answerLetter', { number }),
          href: `/decisions/${number}`,
        }}
        does={t('send')}
        onDone={onClose}
      />
    </>
  );
};

/** What is only seen whole is decided there. */
const WholePage = ({ decision }: { readonly decision: Decision }): ReactNode => (
  <Buttons>
    <ButtonLink href={`/decisions/${decision.number}`}>{t('readWhole')}</ButtonLink>
  </Buttons>
);
