import { useState } from 'react';
import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button } from '#web/ui/button.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { Done, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { formOf, type AdviceItem, type Attendance, type Report, type Series } from './audit.ts';
import { ConvertForm } from './convert.tsx';
import { t as say } from './convert-strings.ts';
import { figure } from './strings.ts';
import { t } from './week-strings.ts';

const FIRST = 5;

/** What could go, the most worth first, each with the button that really replaces it. */
export const AdviceList = ({ report, attendance }: { readonly report: Report; readonly attendance: Attendance }): ReactNode => {
  const { items, kept } = report.advice;
  const [open, setOpen] = useState<string | null>(null);
  const [done, setDone] = useState<Readonly<Record<string, string>>>({});
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, FIRST);
  return (
    <Section title={t('startHere')} side={items.length > 0 && t('aWeek')}>
      {items.length === 0 && <Note>{t('nothingToGo')}</Note>}
      <Rows label={t('startHere')}>
        {shown.map((item) => {
          const series = report.series.find(({ id }) => id === item.series);
          const there = attendance.find((one) => one.series === item.series);
          const form = formOf(item);
          const replaced = there?.instead;
          const instead =
            done[item.series] ?? (replaced ? (addressOfArtifact(replaced.kind, replaced) ?? '/meetings/back') : undefined);
          return (
            <Row
              key={item.series}
              title={item.title}
              sub={series && lineOf(series)}
              right={t('saves', { hours: figure(item.savedPersonHoursPerWeek) })}
              tone="go"
              quiet={instead !== undefined}
              actions={
                instead === undefined ? (
                  form && there && series && open !== item.series ? (
                    <Button label={`${t(form)}: ${item.title}`} onClick={() => setOpen(item.series)}>
                      {t(form)}
                    </Button>
                  ) : null
                ) : (
                  <Done>{t('converted')}</Done>
                )
              }
              below={
                instead === undefined ? (
                  open === item.series && form && there && series ? (
                    <ConvertForm
                      item={item}
                      form={form}
                      series={series}
                      there={there}
                      onDone={(address) => {
                        setDone({ ...done, [item.series]: address });
                        setOpen(null);
                      }}
                      onCancel={() => setOpen(null)}
                    />
                  ) : (
                    <Why item={item} worded={form === null} />
                  )
                ) : (
                  <p>{say.rich('done', { what: <a href={instead}>{t(form ?? 'decision-document')}</a> })}</p>
                )
              }
            />
          );
        })}
      </Rows>
      {!all && items.length > FIRST && (
        <Button tone="quiet" onClick={() => setAll(true)}>
          {t('moreAdvice', { n: items.length - FIRST })}
        </Button>
      )}
      {all && report.listed.items > items.length && <Note>{t('adviceRest', { n: report.listed.items - items.length })}</Note>}
      {kept.length > 0 && (
        <Fold title={t('stays')} small>
          <Lines>
            {kept.map((one) => (
              <Line key={one.series}>{t('staysLine', { title: one.title, why: one.why })}</Line>
            ))}
          </Lines>
        </Fold>
      )}
    </Section>
  );
};

const Why = ({ item, worded }: { readonly item: AdviceItem; readonly worded: boolean }): ReactNode => (
  <>
    {worded && <Note>{t('instead', { words: item.replacement })}</Note>}
    <Fold title={t('why')} small>
      <Lines>
        {!worded && <Line>{t('instead', { words: item.replacement })}</Line>}
        {item.why.map((line) => (
          <Line key={line}>{line}</Line>
        ))}
        <Line>{t('first', { words: item.firstStep })}</Line>
      </Lines>
    </Fold>
  </>
);

const lineOf = ({ people, minutes, perWeek, times }: Series): string =>
  t('line', { people: t('people', { n: people }), minutes, often: oftenOf(perWeek, times) });

const oftenOf = (perWeek: number, times: number): string => {
  if (perWeek >= 4.5) return t('daily');
  if (perWeek >= 0.95) return perWeek < 1.25 ? t('weekly') : t('perWeek', { n: Math.round(perWeek * 10) / 10 });
  return perWeek >= 0.42 && perWeek < 0.58 ? t('fortnightly') : t('times', { n: times });
};
