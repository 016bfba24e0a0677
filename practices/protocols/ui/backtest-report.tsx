import type { ReactNode } from 'react';
import { capital } from '#web/ui/capital.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Table } from '#web/ui/table.tsx';
import { hoursOf, lengthOf } from '#web/ui/time.ts';
import { t } from './backtest-strings.ts';
import type { Backtest } from './backtest-watch.tsx';

type Report = NonNullable<Backtest['report']>;
type Side = Report['was'];
type Differing = Report['differing'][number];

/** What a backtest came to: the sentence, the figures side by side, what would have ended otherwise, and how far to trust it. */
export const BacktestReport = ({ sentence, report }: { readonly sentence: string; readonly report: Report }): ReactNode => (
  <>
    <p>
      <strong>{sentence}</strong>
    </p>
    {report.runs > 0 && (
      <>
        <Section title={t('figures')} bare>
          <Table label={t('figures')} columns={[t('figure'), t('was'), t('would')]} rows={rowsOf(report)} />
        </Section>
        {report.runs === report.would.untold ? null : report.differs === 0 ? (
          <Note>{t('differNone')}</Note>
        ) : (
          <Section title={t('differ', { n: report.differs })}>
            <Differ items={report.differing} label={t('differ', { n: report.differs })} />
            {report.differs > report.differing.length && <Note>{t('moreDiffer', { shown: report.differing.length })}</Note>}
          </Section>
        )}
        {report.atOnceUndone.length > 0 && (
          <Section title={t('undone')}>
            <Differ items={report.atOnceUndone} label={t('undone')} />
          </Section>
        )}
        <Section title={t('teams')}>
          {report.teams.length > 0 && (
            <Table
              label={t('teams')}
              columns={[t('team'), t('was'), t('would')]}
              rows={report.teams.map(({ id, name, people, asks }) => ({
                key: id,
                cells: [t('teamPeople', { name, n: people }), String(asks.was), String(asks.would)],
              }))}
            />
          )}
          <Note>{t(report.teams.length > 0 ? 'teamsNote' : 'youOnly', report.you)}</Note>
        </Section>
      </>
    )}
    <Trust report={report} />
  </>
);

const shown = (ms: number | null, as = lengthOf): string => (ms === null ? t('none') : ms === 0 ? t('atOnceShort') : as(ms));

const FIGURES: readonly { readonly label: string; readonly of: (side: Side) => string | number }[] = [
  { label: t('accepted'), of: ({ outcomes }) => outcomes.accepted },
  { label: t('rejected'), of: ({ outcomes }) => outcomes.rejected },
  { label: t('lapsed'), of: ({ outcomes }) => outcomes.lapsed },
  { label: t('withdrawn'), of: ({ outcomes }) => outcomes.withdrawn },
  { label: t('open'), of: ({ outcomes }) => outcomes.open },
  { label: t('untold'), of: ({ untold }) => untold },
  { label: t('atOnce'), of: ({ atOnce }) => atOnce },
  { label: t('atOnceUndone'), of: ({ atOnceUndone }) => atOnceUndone },
  { label: t('median'), of: ({ elapsed }) => shown(elapsed.median) },
  { label: t('p85'), of: ({ elapsed }) => shown(elapsed.p85) },
  { label: t('medianWorking'), of: ({ working }) => shown(working.median, (ms) => t('hours', { hours: hoursOf(ms) })) },
  { label: t('p85Working'), of: ({ working }) => shown(working.p85, (ms) => t('hours', { hours: hoursOf(ms) })) },
  { label: t('asks'), of: ({ asks }) => asks },
  { label: t('outside'), of: ({ outside }) => outside },
];

/** What is nothing on both sides says nothing. */
const rowsOf = ({ was, would }: Report) =>
  FIGURES.map(({ label, of }) => ({ key: label, cells: [label, String(of(was)), String(of(would))] })).filter(
    ({ cells: [, a, b] }) => a !== b || (a !== '0' && a !== t('none')),
  );

const OUTCOMES = {
  accepted: t('outcomes_accepted'),
  rejected: t('outcomes_rejected'),
  lapsed: t('outcomes_lapsed'),
  withdrawn: t('outcomes_withdrawn'),
  open: t('outcomes_open'),
} as const;

const UNDONE = {
  superseded: t('superseded'),
  reopened: t('reopened'),
  reverted: t('reverted'),
  'asked-again': t('askedAgain'),
} as const;

const Differ = ({ items, label }: { readonly items: readonly Differing[]; readonly label: string }): ReactNode =>
  items.length > 0 && (
    <Rows label={label}>
      {items.map(({ artifact, was, would, undone }) => {
        const href = addressOfArtifact(artifact.kind, artifact);
        return (
          <Row
            key={`${artifact.id} ${was.at ?? ''}`}
            title={artifact.title}
            {...(href === null ? {} : { href })}
            sub={capital(would.because)}
            right={OUTCOMES[would.outcome]}
            tone={would.outcome === 'accepted' ? 'go' : 'stop'}
            under={
              <>
                {t('wasOutcome', { outcome: OUTCOMES[was.outcome] })}
                {undone ? `, ${UNDONE[undone.what]}` : was.at !== null && <> · {<LocalTime at={was.at} form="date" />}</>}
              </>
            }
          />
        );
      })}
    </Rows>
  );

const Trust = ({ report: { assumed, runs, would, elsewhere, leftOut } }: { readonly report: Report }): ReactNode => (
  <Section title={t('trust')}>
    {runs > would.untold && (
      <p>{assumed.runs === 0 ? t('trustAll') : t('trustSome', { runs: assumed.runs, all: runs - would.untold })}</p>
    )}
    <Lines>
      {would.untold > 0 && <Line>{t('trustUntold', { n: would.untold })}</Line>}
      {assumed.moved > 0 && <Line>{t('assumedMoved', { n: assumed.moved })}</Line>}
      {assumed.silent > 0 && <Line>{t('assumedSilent', { n: assumed.silent })}</Line>}
      {assumed.repeated > 0 && <Line>{t('assumedRepeated', { n: assumed.repeated })}</Line>}
      {assumed.unasked > 0 && <Line>{t('assumedUnasked', { n: assumed.unasked })}</Line>}
      {assumed.filled > 0 && <Line>{t('assumedFilled', { n: assumed.filled })}</Line>}
      {assumed.unheard > 0 && <Line>{t('assumedUnheard', { n: assumed.unheard })}</Line>}
      {elsewhere > 0 && <Line>{t('elsewhere', { n: elsewhere })}</Line>}
      {leftOut > 0 && <Line>{t('leftOut', { n: leftOut })}</Line>}
    </Lines>
  </Section>
);
