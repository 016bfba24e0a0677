import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, fieldError, WillBeSent } from '#web/ui/notes.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { BallotForm } from '../voting/ballot-form.tsx';
import { t } from './strings.ts';

export type Run = ReplyOf<'GET', '/api/runs/:id'>;

/** What its reader may do to a run, whatever it runs on: answer, agree, abstain, object, vote. Offline too. */
export const RunActs = ({ run, href }: { readonly run: Run; readonly href: string }): ReactNode => {
  const { actions, artifact, ballots } = run;
  const { number, id } = artifact;
  const outbox = useOutbox();
  const [form, setForm] = useState<'object' | 'answer' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const may = (action: string): boolean => actions.some((one) => one.action === action && one.may);
  const path = `/api/runs/${number}/stances`;
  const label = t('letter', { number });
  const take = async (stance: 'agree' | 'abstain'): Promise<void> => {
    const outcome = await outbox.submit({ path, body: { stance }, label, href });
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
  };
  const ballot = may('vote') ? ballots.find(({ open }) => open) : undefined;
  if (!['agree', 'vote', 'abstain', 'object', 'answer'].some(may)) return null;
  const toggle = (which: 'object' | 'answer') => () => setForm(form === which ? null : which);
  return (
    <>
      {ballot && <BallotForm key={JSON.stringify(ballot.mine)} ballot={ballot} on={artifact} href={href} />}
      <Buttons label={t('yours')}>
        {may('answer') && (
          <Button tone="primary" expanded={form === 'answer'} onClick={toggle('answer')}>
            {t('answerDo')}
          </Button>
        )}
        {may('agree') && !may('answer') && (
          <Button tone="primary" keyHint="a" onClick={() => void take('agree')}>
            {t('agreeDo')}
          </Button>
        )}
        {may('abstain') && !may('answer') && <Button onClick={() => void take('abstain')}>{t('abstainDo')}</Button>}
        {may('object') && (
          <Button expanded={form === 'object'} onClick={toggle('object')}>
            {t('objectDo')}
          </Button>
        )}
      </Buttons>
      {outbox.entries.some((one) => one.path === path && one.state === 'waiting') && <WillBeSent />}
      <ErrorNote problem={problem} />
      {form === 'answer' && (
        <WordsForm
          draft={`answer ${id}`}
          label={t('answerLabel')}
          letter={{ path: `/api/runs/${number}/answers`, label, href }}
          does={t('send')}
          onDone={() => setForm(null)}
        />
      )}
      {form === 'object' && <ObjectTo run={run} href={href} onDone={() => setForm(null)} />}
    </>
  );
};

const EMPTY = { reason: '', alternative: '' };

const ObjectTo = ({
  run,
  href,
  onDone,
}: {
  readonly run: Run;
  readonly href: string;
  readonly onDone: () => void;
}): ReactNode => {
  const { id, number } = run.artifact;
  const draft = useDraft(`objection ${id}`, EMPTY);
  const outbox = useOutbox();
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    const { reason, alternative } = draft.value;
    const outcome = await outbox.submit({
      path: `/api/runs/${number}/stances`,
      body: { stance: 'object', reason, ...(alternative.trim() === '' ? {} : { alternative }) },
      ...{ label: t('letter', { number }), href, textIn: 'reason' },
    });
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    onDone();
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: draft.value[name],
    onChange: (value: string) => draft.set({ ...draft.value, [name]: value }),
    error: fieldError(problem, `/${name}`),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea label={t('reason')} autoFocus {...field('reason')} />
      <TextArea label={t('alternative')} rows={2} optional {...field('alternative')} />
      <ErrorNote problem={problem} shown={['/reason', '/alternative']} />
      <Buttons>
        <Button type="submit" tone="stop">
          {t('objectSend')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};
