import { useState } from 'react';
import type { ReactNode } from 'react';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { ErrorNote, Note, WillBeSent, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './meeting-strings.ts';

const HOWS = ['held', 'shortened', 'overran', 'cancelled'] as const;
type How = (typeof HOWS)[number];
const WORDS = { held: 'howHeld', shortened: 'howShortened', overran: 'howOverran', cancelled: 'howCancelled' } as const;

/** How a meeting went, in a minute; said without a network it is sent once, when it is back. */
export const OutcomeForm = (props: { readonly number: number; readonly onDone?: () => void }): ReactNode => {
  const [how, setHow] = useState<How | null>(null);
  const [minutes, setMinutes] = useState('');
  const [decisions, setDecisions] = useState('');
  const [words, setWords] = useState('');
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = `/api/meetings/${props.number}/outcome`;
  if (outbox.entries.some((one) => one.path === path && one.state === 'waiting')) return <WillBeSent />;
  const send = async (): Promise<void> => {
    if (how === null || busy) return;
    setBusy(true);
    const outcome = await outbox.submit({
      ...{
        method: 'PUT',
        path,
        label: t('howLetter', { number: props.number }),
        href: `/meetings/${props.number}`,
        textIn: 'words',
      },
      body: {
        how,
        ...(timed && minutes !== '' ? { minutes: Number(minutes) } : {}),
        ...(words.trim() === '' ? {} : { words }),
        decisions: [...decisions.matchAll(/\d+/g)].map(([one]) => Number(one)),
      },
    });
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status !== 'refused') props.onDone?.();
  };
  const timed = how === 'shortened' || how === 'overran';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Choice
        label={t('howTitle')}
        value={how}
        options={HOWS.map((value) => ({ value, label: t(WORDS[value]) }))}
        onChange={setHow}
      />
      {timed && (
        <TextField
          label={t('took')}
          type="number"
          narrow
          min={1}
          value={minutes}
          onChange={setMinutes}
          error={fieldError(problem, '/minutes')}
        />
      )}
      {how === 'overran' && <Note>{t('overranMeans')}</Note>}
      {how !== null && how !== 'cancelled' && (
        <TextField
          label={t('decided')}
          hint={t('decidedHint')}
          value={decisions}
          onChange={setDecisions}
          error={problem?.field?.startsWith('/decisions') ? fieldError(problem, problem.field) : undefined}
        />
      )}
      {how !== null && <TextArea label={t('words')} value={words} onChange={setWords} error={fieldError(problem, '/words')} />}
      <ErrorNote problem={problem} shown={['/minutes', '/words', problem?.field ?? '']} />
      {how !== null && (
        <Buttons>
          <Button type="submit" tone="primary" busy={busy}>
            {t('howDo')}
          </Button>
        </Buttons>
      )}
    </form>
  );
};
