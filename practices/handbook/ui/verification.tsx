import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

const EVERY = [
  { value: '', label: t('verifyOff') },
  { value: '90', label: t('days90') },
  { value: '180', label: t('days180') },
  { value: '365', label: t('days365') },
];

/** Whether a page still holds: who said so last, when it is asked for, and the answer. */
export const Verification = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const { verification, may, id } = page;
  const [words, setWords] = useState<string | null>(null);
  const every = useSend('PUT', '/api/pages/:id/verification');
  const answer = useSend('POST', '/api/pages/:id/verifications', { onSent: () => setWords(null) });
  const days = verification === null ? '' : String(verification.days);
  const options = EVERY.some(({ value }) => value === days) ? EVERY : [...EVERY, { value: days, label: `${days} d` }];
  if (page.status !== 'published' || (verification === null && !may.write)) return null;
  const asked = verification?.asked.filter(({ status }) => status === 'open') ?? [];
  return (
    <Section title={t('verification')}>
      {verification?.last && (
        <Note>{t.rich('verifiedBy', { who: verification.last.by.name, when: <LocalTime at={verification.last.at} /> })}</Note>
      )}
      {verification?.needsWork && (
        <Note>
          {t.rich('needsWork', {
            who: verification.needsWork.by.name,
            when: <LocalTime at={verification.needsWork.at} />,
            words: verification.needsWork.words,
          })}
        </Note>
      )}
      {verification &&
        (asked.length > 0 ? (
          <Note>{t('askedNow', { names: asked.map(({ actor }) => actor.name).join(', ') })}</Note>
        ) : (
          <Note>{t.rich('verifyAt', { when: <LocalTime at={verification.at} /> })}</Note>
        ))}
      {may.verify && words === null && (
        <Buttons>
          <Button busy={answer.busy} onClick={() => void answer.send({ params: { id }, body: { holds: true } })}>
            {t('holds')}
          </Button>
          <Button tone="quiet" onClick={() => setWords('')}>
            {t('wanting')}
          </Button>
        </Buttons>
      )}
      {words !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void answer.send({ params: { id }, body: { holds: false, words } });
          }}
        >
          <TextArea label={t('wantingWhat')} value={words} onChange={setWords} error={fieldError(answer.problem, '/words')} />
          <Buttons>
            <Button type="submit" busy={answer.busy}>
              {t('wantingSend')}
            </Button>
            <Button tone="quiet" onClick={() => setWords(null)}>
              {t('cancel')}
            </Button>
          </Buttons>
        </form>
      )}
      <ErrorNote problem={answer.problem ?? every.problem} shown={['/words']} />
      {may.write && (
        <Select
          label={t('verifyEvery')}
          value={days}
          options={options}
          onChange={(value) => void every.send({ params: { id }, body: { days: value === '' ? null : Number(value) } })}
        />
      )}
    </Section>
  );
};
