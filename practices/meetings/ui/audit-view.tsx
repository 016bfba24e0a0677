import type { ReactNode } from 'react';
import { Beside } from '#web/ui/beside.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Scale } from '#web/ui/scale.tsx';
import { Table } from '#web/ui/table.tsx';
import { SeriesTable, type MoreSeries } from './series-table.tsx';
import { AdviceList } from './advice.tsx';
import type { Attendance, Report } from './audit.ts';
import { Heat } from './heat.tsx';
import { figure } from './strings.ts';
import { t } from './week-strings.ts';

const TIERS = { 'async-first': 'asyncFirst', healthy: 'healthy', average: 'average', 'meeting-captured': 'captured' } as const;

/** What an audit found: hours against the tiers, the week, what could go, and every series. */
export const AuditView = (props: {
  readonly report: Report;
  readonly attendance: Attendance;
  readonly more: MoreSeries;
}): ReactNode => {
  const { report, attendance, more } = props;
  const { advice, heat, people, team, totals } = report;
  if (totals.meetings === 0) return <Note>{t('nothing')}</Note>;
  const { before, after, tierBefore, tierAfter } = advice.week;
  const then = advice.items.length > 0 && after < before;
  const words = { hours: figure(before), tier: t(TIERS[tierBefore]) };
  return (
    <>
      <Scale
        parts={[
          { name: t('asyncFirst'), to: 6.5 },
          { name: t('healthy'), to: 12.5, good: true },
          { name: t('average'), to: 18.5 },
          { name: t('captured'), to: Math.max(25, before + 1) },
        ]}
        marks={[
          ...(then ? [{ at: after, label: t('after', { hours: figure(after) }), open: true }] : []),
          { at: before, label: t('now', { hours: figure(before) }) },
        ]}
        words={then ? t('scaleThen', { ...words, after: figure(after), tierAfter: t(TIERS[tierAfter]) }) : t('scale', words)}
      />
      <Beside
        first={<Heat heat={heat} label={t(team ? 'heatTeam' : 'heatOwn')} />}
        second={<AdviceList report={report} attendance={attendance} />}
      />
      {people[0] && <Figures report={report} person={people[0]} />}
      <SeriesTable report={report} more={more} />
      <Fold title={t('rules')} small>
        <p>{t('rulesText')}</p>
        <Table
          label={t('rules')}
          columns={[t('ruleKind'), t('ruleShare'), t('ruleRisk')]}
          rows={advice.rules.kinds
            .filter(({ share }) => share > 0)
            .map(({ kind, share, risk }) => ({ key: kind, cells: [kind, share.toFixed(2), risk.toFixed(2)] }))}
        />
      </Fold>
      <Fold title={t('counted')} small>
        <Lines>
          {report.counted.map((line) => (
            <Line key={line}>{line}</Line>
          ))}
        </Lines>
      </Fold>
    </>
  );
};

/** [rule 6] Of one person, to that person. */
export const Figures = ({
  report,
  person,
}: {
  readonly report: Report;
  readonly person: Report['people'][number];
}): ReactNode => {
  const { preparation } = report.totals;
  const { focus, chains, outOfHours, daysWithoutMeetings, oneOnOneHoursPerWeek } = person;
  const rows: readonly (readonly [string, string])[] = [
    [t('focus'), t('focusValue', { n: focus.blocksPerWeek, of: figure(focus.possiblePerWeek) })],
    [t('freeDays'), t('freeDaysValue', { n: daysWithoutMeetings.days, of: daysWithoutMeetings.of })],
    // Where nobody was away there is nothing to say.
    ...(person.weeksWorked < report.window.weeks
      ? [[t('worked'), t('workedValue', { weeks: figure(person.weeksWorked), of: figure(report.window.weeks) })] as const]
      : []),
    ...(chains.count > 0 ? [[t('chains'), t('chainsValue', { n: chains.count, longest: chains.longest })] as const] : []),
    ...(outOfHours.meetings > 0 ? [[t('outside'), t('outsideValue', { n: outOfHours.meetings })] as const] : []),
    [t('pairs'), t('pairsValue', { hours: figure(oneOnOneHoursPerWeek) })],
    [t('prepared'), t('preparedValue', { n: preparation.neither, of: preparation.expected })],
  ];
  return (
    <Section title={t('more')} side={t('onlyYou')}>
      <Rows label={t('more')}>
        {rows.map(([name, value]) => (
          <Row key={name} title={name} right={value} quiet brief />
        ))}
      </Rows>
    </Section>
  );
};
