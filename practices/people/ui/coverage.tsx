import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { CoverageClock } from '#web/ui/coverage-clock.tsx';
import type { CoverageSlot } from '#web/ui/coverage-clock.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { clockTime, msOf } from '#web/ui/time.ts';
import { useReaderZone } from '#web/ui/reader.ts';
import { gatheredSlots } from './coverage-slots.ts';
import { t } from './people-strings.ts';

type Coverage = ReplyOf<'GET', '/api/coverage'>;

/** Of everybody, or of one team. */
export const useCoverage = (team?: string) =>
  useGet('/api/coverage', { query: team === undefined ? {} : { team } }, { live: { kinds: ['person', 'team'] } });

const slotsOf = (coverage: Coverage): readonly CoverageSlot[] => {
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
export const Coverage = ({ coverage }: { readonly coverage: ReturnType<typeof useCoverage> }): ReactNode => {
  if (!coverage.data) return coverage.error ? <ErrorNote problem={coverage.error} /> : <Skeleton lines={4} />;
  return <CoverageClock slots={slotsOf(coverage.data)} />;
};

/** The same in one line, for a phone. */
export const CoverageLine = ({ coverage }: { readonly coverage: ReturnType<typeof useCoverage> }): ReactNode => {
  const zone = useReaderZone();
  if (!coverage.data) return t('noCoverage');
  const gap = slotsOf(coverage.data).find(({ names }) => names.length === 0);
  return gap ? t('nobodyFrom', { from: clockTime(gap.from, zone), to: clockTime(gap.to, zone) }) : t('alwaysSomebody');
};
