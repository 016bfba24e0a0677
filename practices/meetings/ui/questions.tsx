import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import type { Meeting } from './meeting-facts.tsx';
import { t } from './meeting-strings.ts';

/** What is to be settled: what is left is the agenda, and whoever knows the answer writes it. */
export const Questions = ({ meeting }: { readonly meeting: Meeting }): ReactNode => {
  const { questions, may } = meeting;
  const [open, setOpen] = useState<number | null>(null);
  const left = questions.filter(({ settled }) => settled === null);
  const settled = questions.filter((one) => one.settled !== null);
  return (
    <Section title={t(settled.length > 0 ? 'agendaTitle' : 'questions')}>
      {questions.length === 0 && <Note>{t('noQuestions')}</Note>}
      {questions.length > 0 && left.length === 0 && <Note>{t('allSettled')}</Note>}
      <Rows label={t('questions')}>
        {[...left, ...settled].map((one) => (
          <Row
            key={one.id}
            title={one.text}
            quiet={one.settled !== null}
            sub={one.settled && settledLine(one.settled)}
            actions={
              may.settle && one.settled === null && open !== one.id ? (
                <Button tone="quiet" label={`${t('settle')} ${one.text}`} onClick={() => setOpen(one.id)}>
                  {t('settle')}
                </Button>
              ) : one.settled && may.settle ? (
                <Raise number={meeting.number} question={one.id} />
              ) : null
            }
            below={
              one.settled ? (
                <HtmlDocument html={one.settled.html} />
              ) : (
                open === one.id && (
                  // The answer may be shown before its sending has ended, and then another form is open already.
                  <Settle
                    number={meeting.number}
                    question={one.id}
                    onDone={() => setOpen((now) => (now === one.id ? null : now))}
                  />
                )
              )
            }
          />
        ))}
      </Rows>
    </Section>
  );
};

const settledLine = ({ by, at }: NonNullable<Meeting['questions'][number]['settled']>): ReactNode =>
  by === null
    ? t.rich('settledByDocument', { when: <LocalTime at={at} /> })
    : t.rich('settledBy', { name: by.name, when: <LocalTime at={at} /> });

const Settle = (props: { readonly number: number; readonly question: number; readonly onDone: () => void }): ReactNode => {
  const [words, setWords] = useState('');
  const send = useSend('PUT', '/api/meetings/:id/questions/:question/answer', { onSent: props.onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send.send({ params: { id: props.number, question: String(props.question) }, body: { words } });
      }}
    >
      <TextArea
        label={t('settleLabel')}
        hint={t('settleHint')}
        autoFocus
        value={words}
        onChange={setWords}
        error={fieldError(send.problem, '/words')}
      />
      <ErrorNote problem={send.problem} shown={['/words']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={send.busy}>
          {t('settleDo')}
        </Button>
        <Button onClick={props.onDone}>{t('back')}</Button>
      </Buttons>
    </form>
  );
};

const Raise = ({ number, question }: { readonly number: number; readonly question: number }): ReactNode => {
  const send = useSend('DELETE', '/api/meetings/:id/questions/:question/answer');
  return (
    <Button tone="quiet" busy={send.busy} onClick={() => void send.send({ params: { id: number, question: String(question) } })}>
      {t('raise')}
    </Button>
  );
};
