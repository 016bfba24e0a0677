import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { BallotForm } from '#ui/protocols';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { ErrorNote, Note, WillBeSent } from '#web/ui/notes.tsx';
import { Unfolded } from '#web/ui/unfolded.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { ObjectForm } from './object-form.tsx';
import { may, offered } from './offers.ts';

type Stance = 'agree' | 'abstain' | 'object';

/** Agree, abstain, object; also ask first, or give what a step asks for. Offline too. */
export const StanceActs = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { actions, number } = decision;
  const me = useMe().actor.id;
  const outbox = useOutbox();
  const [form, setForm] = useState<'object' | 'ask' | 'answer' | 'agree' | 'abstain' | null>(null);
  const [busy, setBusy] = useState<Stance | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = `/api/decisions/${number}/stances`;
  const waits = outbox.entries.some((one) => one.path === path && one.state === 'waiting');
  const take = async (stance: 'agree' | 'abstain'): Promise<void> => {
    setBusy(stance);
    const outcome = await outbox.submit({
      path,
      body: { stance },
      label: t('letter', { number, stance: t(stance) }),
      href: `/decisions/${number}`,
    });
    setBusy(null);
    // Some stances need their reason: overruling what others object to, for one.
    const reason = outcome.status === 'refused' && outcome.problem.code === 'reason-required';
    if (reason) setForm(stance);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
  };
  const close = (): void => {
    setForm(null);
    setProblem(null);
  };
  const can = (['agree', 'vote', 'abstain', 'object', 'ask-clarification', 'answer'] as const).some((action) =>
    may(actions, action),
  );
  if (!can) return null;
  const mine = decision.stances.findLast(({ actor }) => actor.id === me);
  const said = mine && !mine.implicit ? mine : null;
  const ballot = may(actions, 'vote') ? decision.ballots.find(({ open }) => open) : undefined;
  const silent = decision.proof?.ending.startsWith('Proceeds') === true;
  return (
    <>
      {ballot && <BallotForm key={JSON.stringify(ballot.mine)} ballot={ballot} on={decision} href={`/decisions/${number}`} />}
      <Buttons label={t('yourStance')}>
        {may(actions, 'agree') && (
          <Button
            tone={mine?.stance === 'agree' && !mine.stale ? 'plain' : 'primary'}
            keyHint="a"
            busy={busy === 'agree'}
            onClick={() => void take('agree')}
          >
            {t('agree')}
          </Button>
        )}
        {may(actions, 'abstain') && (
          <Button keyHint="b" busy={busy === 'abstain'} onClick={() => void take('abstain')}>
            {t('abstain')}
          </Button>
        )}
        {may(actions, 'object') && (
          <Button keyHint="x" expanded={form === 'object'} onClick={() => setForm(form === 'object' ? null : 'object')}>
            {t('object')}
          </Button>
        )}
        {may(actions, 'answer') && (
          <Button keyHint="r" expanded={form === 'answer'} onClick={() => setForm(form === 'answer' ? null : 'answer')}>
            {t('answerStep')}
          </Button>
        )}
        {may(actions, 'ask-clarification') && (
          <Button tone="quiet" keyHint="q" expanded={form === 'ask'} onClick={() => setForm(form === 'ask' ? null : 'ask')}>
            {t('ask')}
          </Button>
        )}
      </Buttons>
      {waits && <WillBeSent />}
      {form === null && (
        <Note>
          {said?.voted
            ? t(ballot ? 'youVoted' : 'youHadVoted')
            : said
              ? t('youSaid', { did: t(DID[said.stance]) })
              : t(silent && offered(actions, 'agree')?.may === true ? 'silence' : 'noSilence')}
        </Note>
      )}
      {form === null && said && !said.voted && isPlain(said.stance) && said.reason === null && may(actions, said.stance) && (
        <div>
          <Mark onClick={() => isPlain(said.stance) && setForm(said.stance)}>{t('sayWhy')}</Mark>
        </div>
      )}
      <ErrorNote problem={problem} />
      {form !== null && (
        <Unfolded key={form} label={t(form === 'answer' ? 'answerStep' : form)} onClose={close}>
          {form === 'object' && <ObjectForm decision={decision} onDone={close} />}
          {(form === 'agree' || form === 'abstain') && (
            <WordsForm
              draft={`reason ${decision.id}`}
              label={t('reason')}
              field="reason"
              body={{ stance: form }}
              letter={{ path, label: t('letter', { number, stance: t(form) }), href: `/decisions/${number}` }}
              does={t(form)}
              onDone={close}
            />
          )}
          {form === 'ask' && (
            <WordsForm
              draft={`question ${decision.id}`}
              label={t('askLabel', { name: decision.author.name })}
              hint={t('askHint')}
              letter={{
                path: `/api/decisions/${number}/questions`,
                label: t('askLetter', { number }),
                href: `/decisions/${number}`,
              }}
              does={t('send')}
              onDone={close}
            />
          )}
          {form === 'answer' && (
            <WordsForm
              draft={`answer ${decision.id}`}
              label={t('answerStepLabel')}
              letter={{
                path: `/api/decisions/${number}/answers`,
                label: t('answerLetter', { number }),
                href: `/decisions/${number}`,
              }}
              does={t('send')}
              onDone={close}
            />
          )}
        </Unfolded>
      )}
    </>
  );
};

const isPlain = (stance: string): stance is 'agree' | 'abstain' => stance === 'agree' || stance === 'abstain';

const DID = { agree: 'youAgree', abstain: 'youAbstain', object: 'youObject', answer: 'youAnswered' } as const;
