import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useOutbox } from '#web/api/outbox.ts';
import { useSend } from '#web/api/send.ts';
import { Button } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note, WillBeSent } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { Meeting } from './meeting-facts.tsx';
import { t } from './meeting-strings.ts';

/** What is to be settled: what is left is the agenda, and whoever knows the answer writes it. */
export const Questions = ({ meeting }: { readonly meeting: Meeting }): ReactNode => {
  const { questions, may } = meeting;
  const [open, setOpen] = useState<number | null>(null);
  const { entries } = useOutbox();
  const waits = (question: number): boolean =>
    entries.some(({ path, state }) => state === 'waiting' && path === answerTo(meeting.number, question));
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
              may.settle && one.settled === null && open !== one.id && !waits(one.id) ? (
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
              ) : waits(one.id) ? (
                <WillBeSent />
              ) : (
                open === one.id && (
                  // The answer may be shown before its sending has ended, and then another form is open already.
                  <Settle meeting={meeting} question={one.id} onDone={() => setOpen((now) => (now === one.id ? null : now))} />
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

/** Written without a network it is sent once, when it is back. */
const Settle = (props: { readonly meeting: Meeting; readonly question: number; readonly onDone: () => void }): ReactNode => {
  const { id, number } = props.meeting;
  return (
    <WordsForm
      markdown
      draft={`settle ${id} ${props.question}`}
      label={t('settleLabel')}
      hint={t('settleHint')}
      field="words"
      does={t('settleDo')}
      letter={{
        method: 'PUT',
        path: answerTo(number, props.question),
        label: t('settleLetter', { number }),
        href: `/meetings/${number}`,
      }}
      onDone={props.onDone}
    />
  );
};

const answerTo = (number: number, question: number): string => `/api/meetings/${number}/questions/${question}/answer`;

const Raise = ({ number, question }: { readonly number: number; readonly question: number }): ReactNode => {
  const send = useSend('DELETE', '/api/meetings/:id/questions/:question/answer');
  return (
    <Button tone="quiet" busy={send.busy} onClick={() => void send.send({ params: { id: number, question: String(question) } })}>
      {t('raise')}
    </Button>
  );
};
