import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { capital } from '#web/ui/capital.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Combobox } from '#web/ui/combobox.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { fieldError, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { lengthOf } from '#web/ui/time.ts';
import { t } from './dependence-strings.ts';
import { CountField, JobForm } from './job-form.tsx';
import { WatchedJob } from './watched-job.tsx';

type Absence = ReplyOf<'GET', '/api/absences/:id'>;
type Report = NonNullable<Absence['report']>;
type Item = Report['open']['items'][number];

/** What happens while somebody is away. `?person` who; `?of` a replay that was begun. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const { of, person } = search;
  return (
    <Page title={t('awayTitle')} lead={t('awayLead')}>
      {of === undefined ? <Begin person={person ?? ''} /> : <Watch key={of} id={of} />}
    </Page>
  );
};

const Begin = (props: { readonly person: string }): ReactNode => {
  const people = usePeople();
  const [person, setPerson] = useState(props.person);
  const [days, setDays] = useState('14');
  const begin = useSend('POST', '/api/absences', { onSent: ({ id }) => go(`/protocols/away?of=${id}`) });
  const { problem } = begin;
  return (
    <JobForm
      onBegin={() => void begin.send({ body: { person, days: Number(days) } })}
      busy={begin.busy}
      problem={problem}
      shown={['/person', '/days']}
      does={t('begin')}
    >
      <Combobox
        label={t('person')}
        value={person === '' ? null : person}
        onChange={setPerson}
        options={people}
        error={fieldError(problem, '/person')}
      />
      <CountField label={t('days')} from={1} to={120} value={days} onChange={setDays} problem={problem} field="/days" />
    </JobForm>
  );
};

const WORDS = { cancel: t('cancel'), cancelled: t('cancelled'), failed: t('failed'), another: t('another') } as const;

const Watch = ({ id }: { readonly id: string }): ReactNode => {
  const asked = useGet('/api/absences/:id', { params: { id } });
  const cancel = useSend('PUT', '/api/absences/:id/cancellation', { onSent: () => void asked.refetch() });
  const act = (): void => void cancel.send({ params: { id } });
  return (
    <WatchedJob asked={asked} cancel={{ ...cancel, act }} words={WORDS} doing={doing} again="/protocols/away">
      {({ report, person, days }) =>
        report && (
          <>
            <p>
              <strong>{t('awayHead', { name: person.name, days })}</strong>
            </p>
            <Away report={report} />
          </>
        )
      }
    </WatchedJob>
  );
};

const doing = ({ progress: { done, total } }: Absence): string => (total === 0 ? t('replaying') : t('replayed', { done, total }));

const Away = ({ report: { open, past, leftOut } }: { readonly report: Report }): ReactNode => (
  <>
    <Section title={t('openNow')}>
      <Note>{open.runs === 0 ? t('openNothing') : t(open.items.length === 0 ? 'openNone' : 'openSome', { n: open.runs })}</Note>
      {open.items.length > 0 && (
        <Rows label={t('openNow')}>
          {open.items.map((item) => (
            <Replayed key={item.artifact.id} item={item} />
          ))}
        </Rows>
      )}
    </Section>
    <Section title={t('past')}>
      <Note>{past.otherwise === 0 ? t('pastSame') : t('pastOtherwise', { n: past.otherwise })}</Note>
      {past.items.length > 0 && (
        <Rows label={t('past')}>
          {past.items.map((item) => (
            <Replayed key={item.artifact.id} item={item} />
          ))}
        </Rows>
      )}
      {past.own && past.own.runs > 0 && (
        <Note>
          {t('own', { n: past.own.runs, same: past.own.same, later: past.own.later, passed: past.own.passed })}{' '}
          {past.own.laterBy !== null && t('ownLater', { length: lengthOf(past.own.laterBy) })} {t('ownNote')}
        </Note>
      )}
    </Section>
    {leftOut > 0 && <Note>{t('hidden', { n: leftOut })}</Note>}
  </>
);

const OUTCOMES = {
  accepted: t('accepted'),
  rejected: t('rejected'),
  lapsed: t('lapsed'),
  withdrawn: t('withdrawn'),
  open: t('open'),
} as const;

const Replayed = ({ item: { artifact, was, would, because, passedTo, leftOut } }: { readonly item: Item }): ReactNode => {
  const href = addressOfArtifact(artifact.kind, artifact);
  const seat =
    passedTo.length > 0 ? t('passes', { names: passedTo.map(({ name }) => name).join(', ') }) : leftOut ? t('leftOut') : null;
  const otherwise = was.outcome !== would.outcome;
  return (
    <Row
      title={artifact.title}
      {...(href === null ? {} : { href })}
      sub={[seat, would.at === null ? null : capital(because)].filter((words) => words !== null && words !== '').join('. ')}
      right={
        would.at === null ? t('stays') : t.rich('ends', { outcome: OUTCOMES[would.outcome], when: <LocalTime at={would.at} /> })
      }
      {...(otherwise ? { tone: would.outcome === 'accepted' ? 'go' : 'stop' } : {})}
      under={
        otherwise
          ? t('insteadOf', { outcome: OUTCOMES[was.outcome] })
          : was.at !== null && was.at !== would.at && <LocalTime at={was.at} />
      }
    />
  );
};
