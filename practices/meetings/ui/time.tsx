import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Table } from '#web/ui/table.tsx';
import { shortDate } from '#web/ui/time.ts';
import { Figures } from './audit-view.tsx';
import { figure } from './strings.ts';
import { MeetingTabs } from './tabs.tsx';
import { t } from './time-strings.ts';
import { t as week } from './week-strings.ts';

/** [rule 6] One's own weeks, for oneself. */
export const Screen = (): ReactNode => {
  const { data, error, refetch } = useGet('/api/meetings/week', {});
  const book = data?.book;
  const me = book?.report.people[0];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <MeetingTabs current="time" />
      {!data && (error ? <ErrorNote problem={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && !book && (
        <EmptyState title={t('none')} actions={<ButtonLink href="/meetings/calendars">{t('subscribe')}</ButtonLink>}>
          {t('noneText')}
        </EmptyState>
      )}
      {book && me && (
        <>
          <Figures report={book.report} person={me} />
          <Section title={t('weeks')}>
            <Table
              label={t('weeks')}
              columns={[t('colWeek'), t('colHours'), t('colTier')]}
              rows={me.weeks.map(({ from, hours }) => ({
                key: from,
                cells: [t('week', { from: shortDate(`${from}T12:00:00Z`) }), figure(hours), week(tierOf(hours))],
              }))}
            />
          </Section>
          <Section title={t('breaches')}>
            <Note>{book.breaches.length === 0 ? t('noBreaches') : t('breachesNote')}</Note>
            <Rows label={t('breaches')}>
              {book.breaches.map((one) => (
                <Row
                  key={`${one.from} ${one.title}`}
                  title={one.title}
                  sub={t.rich('breach', {
                    when: <LocalTime at={one.from} />,
                    minutes: one.minutes,
                    people: t('people', { n: one.people }),
                    space: one.space,
                    date: shortDate(`${one.date}T12:00:00Z`),
                  })}
                  right={t('cost', { hours: figure((one.minutes * one.people) / 60) })}
                />
              ))}
            </Rows>
          </Section>
        </>
      )}
    </Page>
  );
};

/** [M2] */
const tierOf = (hours: number): 'asyncFirst' | 'healthy' | 'average' | 'captured' => {
  if (hours < 6.5) return 'asyncFirst';
  if (hours < 12.5) return 'healthy';
  return hours < 18.5 ? 'average' : 'captured';
};
