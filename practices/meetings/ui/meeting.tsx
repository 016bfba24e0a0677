import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers, Waits, WordsForm } from '#ui/comments';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Note, Skeleton, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone } from '#web/ui/side-panel.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { longDate } from '#web/ui/time.ts';
import { Fate, MeetingFacts, type Meeting } from './meeting-facts.tsx';
import { t } from './meeting-strings.ts';
import { t as words } from './new-strings.ts';
import { OutcomeForm } from './outcome.tsx';
import { PrepareFields, preparedBody } from './prepare-fields.tsx';
import { Questions } from './questions.tsx';
import { SilentReading } from './silent-reading.tsx';
import { figure } from './strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const meeting = useGet('/api/meetings/:id', { params: { id: number } }, { live: { artifact: number } });
  if (meeting.data) return <Shown key={meeting.data.id} meeting={meeting.data} />;
  return (
    <Page title={t('number', { number })}>
      {meeting.error ? <ErrorNote problem={meeting.error} retry={() => void meeting.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ meeting }: { readonly meeting: Meeting }): ReactNode => {
  const { number, may, status, missing, breach, cancelled, ended } = meeting;
  const phone = useIsPhone();
  const coming = status === 'preparing' || status === 'unprepared' || status === 'ready';
  const panel = {
    label: t('run'),
    summary: phone ? <Fate meeting={meeting} /> : t('around'),
    children: (
      <>
        <Section title={t('takePart')}>
          <Lines>
            {[meeting.author, ...meeting.people].map(({ id, name }) => (
              <Line key={id}>
                <PersonName name={name} />
              </Line>
            ))}
            {meeting.others > 0 && <Line>{t('others', { n: meeting.others })}</Line>}
          </Lines>
        </Section>
        <Waits awaits={meeting.awaits.filter((one) => one.status === 'open' || one.status === 'paused')} />
        <Links links={meeting.links} />
        <Readers on={meeting.id} />
        <History history={meeting.history} />
      </>
    ),
  };
  return (
    <Page title={meeting.title} meta={<MeetingFacts meeting={meeting} pill={!phone} />} panel={panel}>
      {cancelled?.why === 'settled' && (
        <Note>
          {t('thanks', {
            minutes: meeting.minutes,
            people: t('people', { n: meeting.people.length + meeting.others + 1 }),
            hours: figure(meeting.savedHours),
          })}
        </Note>
      )}
      {cancelled?.reason && <Note>{cancelled.reason}</Note>}
      {meeting.calendar && (
        <Note>
          {t(`${cancelled ? 'calendar' : 'moving'}-${meeting.calendar.how}`, {
            name: meeting.author.name,
            reason: meeting.calendar.reason ?? '',
          })}
        </Note>
      )}
      {status !== 'ready' && coming && missing.length > 0 && (
        <Note>{t('missing', { what: missing.map((one) => t(one)).join(', ') })}</Note>
      )}
      {breach && (
        <Note>
          {t(breach.demanding ? 'breachDemanding' : 'breach', {
            space: breach.space,
            date: longDate(`${breach.date}T12:00:00Z`),
          })}
        </Note>
      )}
      {may.end && (
        <Section title={t('howTitle')}>
          <Note>{t('howHint')}</Note>
          <OutcomeForm number={number} />
        </Section>
      )}
      {ended?.words && <Note>{ended.words}</Note>}
      {meeting.html !== '' && (
        <Section title={t('for')}>
          <HtmlDocument html={meeting.html} />
        </Section>
      )}
      {meeting.document && (
        <Section title={t('read')}>
          <Read document={meeting.document} />
        </Section>
      )}
      <Questions meeting={meeting} />
      {coming && <Acts meeting={meeting} />}
      {(may.end || status === 'ready') && meeting.document && (
        <Section title={t('reading')}>
          <SilentReading />
        </Section>
      )}
      <Discussion on={meeting.id} href={`/meetings/${number}`} what={`#${number}`} />
    </Page>
  );
};

const Read = ({ document }: { readonly document: NonNullable<Meeting['document']> }): ReactNode => {
  const { artifact, address } = document;
  if (address !== null)
    return (
      <p>
        <a href={address} rel="noreferrer noopener" target="_blank">
          {address}
        </a>
      </p>
    );
  if (artifact === null) return <Note>{t('readHidden')}</Note>;
  return (
    <p>
      <a href={addressOfArtifact(artifact.kind, artifact) ?? `/${artifact.number}`} dir="auto">
        {artifact.title}
      </a>{' '}
      #{artifact.number}
    </p>
  );
};

type Form = 'prepare' | 'move' | 'cancel';

const Acts = ({ meeting }: { readonly meeting: Meeting }): ReactNode => {
  const [form, setForm] = useState<Form | null>(null);
  const close = (): void => setForm(null);
  if (!meeting.may.prepare) return null;
  return (
    <Stack>
      {form === null && (
        <Buttons label={t('yourTurn')}>
          <Button tone={meeting.status === 'ready' ? 'plain' : 'primary'} keyHint="p" onClick={() => setForm('prepare')}>
            {t('prepare')}
          </Button>
          <Button onClick={() => setForm('move')}>{t('move')}</Button>
          <Button tone="quiet" onClick={() => setForm('cancel')}>
            {t('cancel')}
          </Button>
        </Buttons>
      )}
      {form === 'prepare' && <Prepare meeting={meeting} onDone={close} />}
      {form === 'move' && <Move meeting={meeting} onDone={close} />}
      {form === 'cancel' && (
        <WordsForm
          draft={`cancel ${meeting.id}`}
          label={t('cancelWhy')}
          field="reason"
          optional
          stop
          letter={{
            path: `/api/meetings/${meeting.number}/cancellations`,
            label: t('cancelLetter', { number: meeting.number }),
            href: `/meetings/${meeting.number}`,
          }}
          does={t('cancelDo')}
          onDone={close}
        />
      )}
    </Stack>
  );
};

const Prepare = ({ meeting, onDone }: { readonly meeting: Meeting; readonly onDone: () => void }): ReactNode => {
  const { document, purpose, questions, number } = meeting;
  const [value, setValue] = useState({
    purpose,
    questions: questions.map(({ text }) => text).join('\n'),
    document: document?.address ?? (document?.artifact ? `#${document.artifact.number}` : ''),
  });
  const send = useSend('PUT', '/api/meetings/:id/preparation', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send.send({ params: { id: number }, body: preparedBody(value) });
      }}
    >
      <PrepareFields value={value} onChange={setValue} problem={send.problem} />
      <ErrorNote problem={send.problem} shown={['/purpose', '/document', send.problem?.field ?? '']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={send.busy}>
          {words('save')}
        </Button>
        <Button onClick={onDone}>{words('cancel')}</Button>
      </Buttons>
    </form>
  );
};

const Move = ({ meeting, onDone }: { readonly meeting: Meeting; readonly onDone: () => void }): ReactNode => {
  const [from, setFrom] = useState<string | null>(meeting.from);
  const [minutes, setMinutes] = useState(String(meeting.minutes));
  const send = useSend('PUT', '/api/meetings/:id/time', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (from !== null) void send.send({ params: { id: meeting.number }, body: { from, minutes: Number(minutes) || 0 } });
      }}
    >
      <DateTimeField label={words('when')} value={from} onChange={setFrom} error={fieldError(send.problem, '/from')} />
      <TextField
        label={words('minutes')}
        type="number"
        narrow
        min={5}
        value={minutes}
        onChange={setMinutes}
        error={fieldError(send.problem, '/minutes')}
      />
      <ErrorNote problem={send.problem} shown={['/from', '/minutes']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={send.busy}>
          {t('moveDo')}
        </Button>
        <Button onClick={onDone}>{t('back')}</Button>
      </Buttons>
    </form>
  );
};
