import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

const EMPTY = { reason: '', alternative: '', newInformation: '' };
const FIELDS = ['reason', 'alternative', 'newInformation'] as const;

/** An objection: why, and what instead. After the outcome also what is new, which asks to reopen. */
export const ObjectForm = ({ decision, onDone }: { readonly decision: Decision; readonly onDone: () => void }): ReactNode => {
  const { number } = decision;
  const late = decision.status !== 'open';
  const draft = useDraft(`objection ${decision.id}`, EMPTY);
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const words = FIELDS.flatMap((field) => (draft.value[field].trim() === '' ? [] : [[field, draft.value[field]]]));
    const outcome = await outbox.submit({
      path: `/api/decisions/${number}/stances`,
      body: { stance: 'object', ...Object.fromEntries(words) },
      label: t('letter', { number, stance: t('objectDo') }),
      href: `/decisions/${number}`,
      textIn: 'reason',
    });
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    onDone();
  };
  const field = (name: (typeof FIELDS)[number]) => ({
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
      <TextArea label={t('alternative')} rows={2} {...field('alternative')} />
      {late && (
        <TextArea label={t('newInformation')} hint={t('newInformationHint')} rows={2} optional {...field('newInformation')} />
      )}
      <ErrorNote problem={problem} shown={FIELDS.map((name) => `/${name}`)} />
      <Buttons>
        <Button type="submit" tone="stop" busy={busy}>
          {t('objectDo')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};
