import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { ErrorNote, Note, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './meeting-strings.ts';

const HOWS = ['held', 'shortened', 'overran', 'cancelled'] as const;
type How = (typeof HOWS)[number];
const WORDS = { held: 'howHeld', shortened: 'howShortened', overran: 'howOverran', cancelled: 'howCancelled' } as const;

/** How a meeting went, in a minute. */
export const OutcomeForm = (props: { readonly number: number; readonly onDone?: () => void }): ReactNode => {
  const [how, setHow] = useState<How | null>(null);
  const [minutes, setMinutes] = useState('');
  const [decisions, setDecisions] = useState('');
  const [words, setWords] = useState('');
  const send = useSend('PUT', '/api/meetings/:id/outcome', { onSent: () => props.onDone?.() });
  const { problem } = send;
  const timed = how === 'shortened' || how === 'overran';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (how === null) return;
        void send.send({
          params: { id: props.number },
          body: {
            how,
            ...(timed && minutes !== '' ? { minutes: Number(minutes) } : {}),
            ...(words.trim() === '' ? {} : { words }),
            decisions: [...decisions.matchAll(/\d+/g)].map(([one]) => Number(one)),
          },
        });
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
          <Button type="submit" tone="primary" busy={send.busy}>
            {t('howDo')}
          </Button>
        </Buttons>
      )}
    </form>
  );
};
