import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { CoverageClock } from '#web/ui/coverage-clock.tsx';
import type { CoverageSlot } from '#web/ui/coverage-clock.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { clockTime, instantOf, msOf, wallOf, weekday } from '#web/ui/time.ts';
import { gatheredSlots } from './coverage-slots.ts';
import { t } from './people-strings.ts';

type Reply = ReplyOf<'GET', '/api/coverage'>;

export interface Covered {
  readonly data: Reply | undefined;
  readonly error: Problem | null;
  /** When somebody works again, where nobody does for a whole day; then `data` is about that day. */
  readonly nobodyUntil: string | null;
}

const LIVE = { live: { kinds: ['person', 'team'] } } as const;

/** Of everybody, or of one team: the next 24 hours, or, over a weekend or a holiday, the next day on which somebody works. */
export const useCoverage = (team?: string): Covered => {
  const zone = useReaderZone();
  const whose = team === undefined ? {} : { team };
  const now = useGet('/api/coverage', { query: whose }, LIVE);
  const gap = now.data?.day.slots.every(({ working }) => working.length === 0) ? now.data.week.gaps[0] : undefined;
  const until = gap && now.data && gap.to < now.data.week.to ? gap.to : null;
  const from = until === null ? '' : instantOf(`${wallOf(until, zone).slice(0, 10)}T00:00`, zone);
  const later = useGet('/api/coverage', { query: { ...whose, from } }, { ...LIVE, enabled: from !== '' });
  if (until === null) return { data: now.data, error: now.error, nobodyUntil: null };
  return { data: later.data, error: later.error, nobodyUntil: until };
};

const slotsOf = (coverage: Reply): readonly CoverageSlot[] => {
  const names = new Map(coverage.people.map(({ id, name }) => [id, name]));
  return gatheredSlots(
    coverage.day.slots.map(({ from, to, working }) => ({
      from: msOf(from),
      to: msOf(to),
      names: working.flatMap((id) => names.get(id) ?? []),
    })),
  );
};

/** The clock, with the hours at which nobody is there. */
export const Coverage = ({ coverage }: { readonly coverage: Covered }): ReactNode => {
  const { data, error, nobodyUntil } = coverage;
  if (!data) return error ? <ErrorNote problem={error} /> : <Skeleton lines={4} />;
  return (
    <>
      {nobodyUntil !== null && (
        <Note>
          {t.rich('nobodyUntil', {
            when: <LocalTime at={nobodyUntil} form="spoken" />,
            day: weekday(nobodyUntil, undefined, 'long'),
          })}
        </Note>
      )}
      <CoverageClock slots={slotsOf(data)} />
    </>
  );
};

/** The same in one line, for a phone. */
export const CoverageLine = ({ coverage }: { readonly coverage: Covered }): ReactNode => {
  const zone = useReaderZone();
  if (coverage.nobodyUntil !== null) return t.rich('nobodyUntilShort', { when: <LocalTime at={coverage.nobodyUntil} /> });
  if (!coverage.data) return t('noCoverage');
  const gap = slotsOf(coverage.data).find(({ names }) => names.length === 0);
  return gap ? t('nobodyFrom', { from: clockTime(gap.from, zone), to: clockTime(gap.to, zone) }) : t('alwaysSomebody');
};
