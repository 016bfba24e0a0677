import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '#web/api/client.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Drop } from '#web/ui/drop.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { shortDate } from '#web/ui/time.ts';
import type { Dropped, Report } from './audit.ts';
import { AuditView } from './audit-view.tsx';
import type { MoreSeries } from './series-table.tsx';
import { figure, t as all } from './strings.ts';
import { MeetingTabs } from './tabs.tsx';
import { t } from './week-strings.ts';

/** What meetings cost: of the calendars that one subscribes to, or of one that is dropped here and not kept. */
export const Screen = (): ReactNode => {
  const week = useGet('/api/meetings/week', {});
  const drop = useDropping();
  const book = week.data?.book ?? null;
  const shown = drop.dropped ?? book;
  const whose = drop.dropped?.whose ?? 'own';
  const has = shown !== null && shown.report.totals.meetings > 0;
  const choosing = (
    <>
      <Drop
        words={t('dropHere')}
        choices={[
          { label: t('choose'), accept: '.ics,.ical,.icalendar,text/calendar', onFiles: (files) => drop.show([...files]) },
        ]}
        onDrop={(items) => drop.show([...items].flatMap((item) => item.getAsFile() ?? []))}
      />
      {!book && (
        <Buttons>
          <ButtonLink href="/meetings/calendars">{t('subscribe')}</ButtonLink>
        </Buttons>
      )}
    </>
  );
  return (
    <Page
      wide
      title={has ? titleOf(shown.report, whose) : t('title')}
      name={t('title')}
      lead={has ? leadOf(shown.report) : undefined}
      actions={
        <ButtonLink href="/meetings/new" tone={shown ? 'primary' : 'plain'}>
          {all('ask')}
        </ButtonLink>
      }
    >
      <MeetingTabs current="week" />
      <ErrorNote problem={drop.problem ?? week.error} />
      {drop.busy && <Note>{t('reading')}</Note>}
      {drop.dropped && <About dropped={drop.dropped} onAway={drop.away} />}
      {!week.data && !week.error && !shown && <Skeleton />}
      {shown && (
        <AuditView
          key={drop.dropped ? 'dropped' : 'own'}
          report={shown.report}
          attendance={shown.attendance}
          more={drop.dropped ? drop.more : moreOfOwn}
        />
      )}
      {week.data && !shown && <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>}
      {week.data && (shown ? <Section title={t('another')}>{choosing}</Section> : <Stack>{choosing}</Stack>)}
    </Page>
  );
};

const moreOfOwn: MoreSeries = async (skip) => (await api.get('/api/meetings/audit', { query: { skip } })).series;

const useDropping = () => {
  const [dropped, setDropped] = useState<Dropped | null>(null);
  const given = useRef<readonly { readonly called: string; readonly text: string }[]>([]);
  const send = useSend('POST', '/api/meetings/drops', { onSent: setDropped });
  return {
    dropped,
    busy: send.busy,
    problem: send.problem,
    away: () => setDropped(null),
    more: (async (skip) => {
      const body = { calendars: [...given.current], skip };
      return (await api.post('/api/meetings/drops', { body })).report.series;
    }) satisfies MoreSeries,
    show: (files: readonly File[]): void => {
      if (files.length === 0) return;
      void Promise.all(files.map(async (file) => ({ called: file.name, text: await file.text() }))).then((calendars) => {
        given.current = calendars;
        return send.send({ body: { calendars } });
      });
    },
  };
};

const About = ({ dropped, onAway }: { readonly dropped: Dropped; readonly onAway: () => void }): ReactNode => (
  <>
    <Lines>
      <Line>
        {dropped.whose === 'own'
          ? `${t('onlyYou')} ${t('notKept')}`
          : `${t('ofTeam', { n: dropped.report.team?.people ?? 0 })} ${t('notKept')}`}{' '}
        {t('period', {
          from: shortDate(`${dropped.report.window.from}T12:00:00Z`),
          to: shortDate(`${dropped.report.window.to}T12:00:00Z`),
        })}
      </Line>
      {dropped.unread.map(({ called, reason }) => (
        <Line key={called}>{t('unread', { file: called, reason })}</Line>
      ))}
    </Lines>
    <Buttons>
      <ButtonLink href="/meetings/calendars">{t('keep')}</ButtonLink>
      <Button tone="quiet" onClick={onAway}>
        {t('putAway')}
      </Button>
    </Buttons>
  </>
);

const titleOf = ({ advice }: Report, whose: 'own' | 'team'): string =>
  t(whose === 'own' ? 'ownTitle' : 'teamTitle', { hours: figure(advice.week.before) });

const leadOf = ({ advice: { week }, listed: { items } }: Report): string =>
  items > 0 && week.after < week.before ? t('leadThen', { n: items, after: figure(week.after) }) : t('lead');
