import { useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Table } from '#web/ui/table.tsx';
import type { Report, Series } from './audit.ts';
import { figure } from './strings.ts';
import { t } from './week-strings.ts';

/** The series after the first so many. Throws a `Problem`. */
export type MoreSeries = (skip: number) => Promise<readonly Series[]>;

const AT_ONCE = 100;

/** Every series, the dearest first: a hundred at a time, and asked for where not all of them came at once. */
export const SeriesTable = ({ report, more }: { readonly report: Report; readonly more: MoreSeries }): ReactNode => {
  const [asked, setAsked] = useState<readonly Series[]>([]);
  const [shown, setShown] = useState(AT_ONCE);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const all = [...report.series, ...asked];
  const total = report.listed.series;
  const next = async (): Promise<void> => {
    if (shown + AT_ONCE > all.length && all.length < total) {
      setBusy(true);
      try {
        const found = await more(all.length);
        setAsked([...asked, ...found]);
        setProblem(null);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return setProblem(error);
      } finally {
        setBusy(false);
      }
    }
    setShown(shown + AT_ONCE);
  };
  return (
    <Section title={t('series')} side={total > AT_ONCE && t('seriesShown', { n: Math.min(shown, all.length), of: total })}>
      <Table
        label={t('series')}
        columns={[
          t('colTitle'),
          t('colPeople'),
          t('colLength'),
          t('colOften'),
          t('colHours'),
          t('colDeclined'),
          t('colPrepared'),
        ]}
        rows={all.slice(0, shown).map((one) => ({
          key: one.id,
          cells: [
            <bdi key="t">{one.title}</bdi>,
            one.unnamed ? '–' : one.people,
            one.minutes,
            figure(one.perWeek),
            figure(one.personHoursPerWeek),
            one.answers.declined,
            one.prepared.expected === 0 ? '–' : `${one.prepared.expected - one.prepared.neither} / ${one.prepared.expected}`,
          ],
        }))}
      />
      {shown < total && (
        <Buttons>
          <Button onClick={() => void next()} busy={busy}>
            {t('moreSeries')}
          </Button>
        </Buttons>
      )}
      <ErrorNote problem={problem} />
    </Section>
  );
};
