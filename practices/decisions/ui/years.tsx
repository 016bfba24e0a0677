import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { locale } from '#web/ui/language.ts';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { YearBars } from '#web/ui/year-bars.tsx';
import type { Status } from './decided.ts';
import { t } from './strings.ts';
import { Views } from './views.tsx';

const ALL_MONTHS = 600;

interface Count {
  readonly month: string;
  readonly status: Status;
  readonly count: number;
}

export const Screen = (): ReactNode => {
  const counts = useGet('/api/decisions/timeline', { query: { months: ALL_MONTHS } }, { live: { kinds: ['decision'] } });
  const years = counts.data ? yearsOf(counts.data.items) : undefined;
  const most = Math.max(1, ...(years ?? []).flatMap((year) => year.months.map(({ count }) => count)));
  return (
    <Page title={t('yearsTitle')}>
      <Views current="years" />
      {!counts.data && counts.error && <ErrorNote problem={counts.error} retry={() => void counts.refetch()} />}
      {!years && !counts.error && <Skeleton />}
      {years && years.length > 0 && (
        <Rows label={t('years')}>
          {years.map((year) => (
            <Row
              key={year.year}
              title={year.year}
              href={`/decisions?year=${year.year}`}
              sub={year.statuses.map(([status, n]) => t('tally', { n, status: t(status) })).join(', ')}
              right={<YearBars months={year.months} most={most} />}
            />
          ))}
        </Rows>
      )}
      {years?.length === 0 && <EmptyState title={t('noneDecided')}>{t('noneDecidedWhy')}</EmptyState>}
    </Page>
  );
};

const yearsOf = (counts: readonly Count[]) => {
  const years = Map.groupBy(counts, ({ month }) => month.slice(0, 4));
  return [...years]
    .toSorted(([a], [b]) => b.localeCompare(a))
    .map(([year, of]) => {
      const statuses = [...Map.groupBy(of, ({ status }) => status)].map(
        ([status, list]) => [status, list.reduce((sum, { count }) => sum + count, 0)] as const,
      );
      return { year, statuses, months: monthsOf(year, of) };
    });
};

const monthsOf = (year: string, counts: readonly Count[]) =>
  Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    const count = counts.filter((one) => one.month === month).reduce((sum, one) => sum + one.count, 0);
    const inWords = (length: 'long' | 'narrow'): string =>
      new Intl.DateTimeFormat(locale(), { month: length, timeZone: 'UTC' }).format(Date.UTC(Number(year), index));
    return { name: inWords('long'), initial: inWords('narrow'), count };
  });
