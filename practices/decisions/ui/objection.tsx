import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime, RelativeDue } from '#web/ui/local-time.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines, Saying } from '#web/ui/saying.tsx';
import { Unfolded } from '#web/ui/unfolded.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { may } from './offers.ts';

type Objection = Decision['objections'][number];

/** An objection with what was said about it, whose turn it is, and what its reader may do. */
export const OneObjection = ({
  decision,
  objection,
}: {
  readonly decision: Decision;
  readonly objection: Objection;
}): ReactNode => (
  <Saying
    who={<PersonName name={objection.by.name} />}
    did={t('objected')}
    tone="stop"
    when={<LocalTime at={objection.at} />}
    words={objection.reason}
    under={objection.alternative === null ? undefined : t('instead', { what: objection.alternative })}
    then={isStanding(objection) && hasEnded(decision) ? t('statusStood') : becameOf(objection)}
    thenTone={isStanding(objection) ? (hasEnded(decision) ? undefined : 'stop') : 'go'}
  >
    <Lines>
      {objection.newInformation !== null && <Line>{t('newSince', { what: objection.newInformation })}</Line>}
      {objection.said.map((one, index) => (
        <Line key={index}>
          <PersonName name={one.by.name} plain /> <LocalTime at={one.at} />: “{one.text}”
        </Line>
      ))}
      {objection.replyDueAt !== null && (
        <Line>
          {t.rich('replyDue', { name: decision.author.name, when: <RelativeDue at={objection.replyDueAt} says="by" /> })}
        </Line>
      )}
      {objection.answerDueAt !== null && (
        <Line>
          {t.rich('answerDue', { name: objection.holder.name, when: <RelativeDue at={objection.answerDueAt} says="by" /> })}
        </Line>
      )}
      {objection.staleAt !== null && objection.status === 'open' && objection.answerDueAt === null && (
        <Line>{t.rich('staleAt', { when: <LocalTime at={objection.staleAt} /> })}</Line>
      )}
    </Lines>
    {objection.status === 'open' && <ObjectionActs decision={decision} objection={objection} />}
  </Saying>
);

const isStanding = ({ status }: Objection): boolean => status === 'open';

const hasEnded = ({ status }: Decision): boolean => status !== 'draft' && status !== 'open';

const becameOf = ({ status, closedAt, effect }: Objection): ReactNode => {
  const when = closedAt === null ? '' : <LocalTime at={closedAt} />;
  switch (status) {
    case 'open':
      return t(effect === 'count' ? 'statusOpenCount' : effect === 'record' ? 'statusOpenRecord' : 'statusOpen');
    case 'resolved':
      return t.rich('statusResolved', { when });
    case 'withdrawn':
      return t.rich('statusWithdrawn', { when });
    case 'invalid':
      return t.rich('statusInvalid', { when });
    case 'stale':
      return t.rich('statusStale', { when });
    case 'overruled':
      return t.rich('statusOverruled', { when });
    case 'late':
      return t('statusLate');
    default:
      return status satisfies never;
  }
};

const ObjectionActs = ({ decision, objection }: { readonly decision: Decision; readonly objection: Objection }): ReactNode => {
  const me = useMe().actor.id;
  const [form, setForm] = useState<'reply' | 'invalid' | 'overruled' | null>(null);
  const settle = useSend('POST', '/api/decisions/:id/objections/:actor/resolutions');
  const { actions, holder } = objection;
  const { number } = decision;
  const own = holder.id === me;
  const close = (): void => setForm(null);
  const end = (as: 'resolved' | 'withdrawn') => () =>
    void settle.send({ params: { id: number, actor: holder.id }, body: { as } });
  const canReply = own ? may(actions, 'answer-reply') : may(actions, 'reply-to-objection');
  const path = `/api/decisions/${number}/objections/${holder.id}`;
  const href = `/decisions/${number}`;
  if (form !== null)
    return (
      <Unfolded key={form} label={t('objectionOf', { name: holder.name })} onClose={close}>
        {form === 'reply' ? (
          <WordsForm
            draft={`reply ${decision.id} ${objection.id}`}
            label={own ? t('answerLabel') : t('replyLabel', { name: holder.name })}
            letter={{ path: `${path}/replies`, label: t('replyLetter', { number }), href }}
            does={t('send')}
            onDone={close}
          />
        ) : (
          <WordsForm
            draft={`${form} ${decision.id} ${objection.id}`}
            label={t('whyLabel')}
            field="reason"
            body={{ as: form }}
            letter={{ path: `${path}/resolutions`, label: t('objectionOf', { name: holder.name }), href }}
            does={t(form === 'invalid' ? 'invalid' : 'overrule').replace('…', '')}
            stop
            onDone={close}
          />
        )}
      </Unfolded>
    );
  return (
    <>
      <Buttons label={t('objectionOf', { name: holder.name })}>
        {canReply && <Button onClick={() => setForm('reply')}>{t(own ? 'answerReply' : 'reply')}</Button>}
        {may(actions, 'resolve-objection') && (
          <Button busy={settle.busy} onClick={end('resolved')}>
            {t('resolve')}
          </Button>
        )}
        {own && may(actions, 'withdraw-objection') && (
          <Button busy={settle.busy} onClick={end('withdrawn')}>
            {t('withdrawObjection')}
          </Button>
        )}
        {may(actions, 'rule-objection-invalid') && <Button onClick={() => setForm('invalid')}>{t('invalid')}</Button>}
        {may(actions, 'overrule-objection') && <Button onClick={() => setForm('overruled')}>{t('overrule')}</Button>}
      </Buttons>
      <ErrorNote problem={settle.problem} />
    </>
  );
};
