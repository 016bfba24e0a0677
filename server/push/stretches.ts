import type { Instant } from '#kernel/stream/event.ts';

/** A time in which somebody can be reached. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** Minutes until the next attempt. */
const AGAIN = [1, 5, 15, 60, 180, 360] as const;
const LONGEST_WAIT = 24 * 3_600_000;

/** [Quiet] The first moment from `at` on within one of the stretches, with its end; null: they are over. */
export const momentWithin = (
  stretches: readonly Stretch[],
  at: Instant,
): { readonly at: Instant; readonly until: Instant } | null => {
  const stretch = stretches.find(({ until }) => until > at);
  return stretch ? { at: Math.max(at, stretch.from), until: stretch.until } : null;
};

/**
 * When a push service is asked again after its so-manieth refusal, or after as many seconds as it asked for; never while its reader
 * cannot be reached. Null: no more.
 */
export const nextAttempt = (
  stretches: readonly Stretch[],
  { now, attempts, retryAfter }: { readonly now: Instant; readonly attempts: number; readonly retryAfter: number | null },
): Instant | null => {
  const minutes = AGAIN[attempts - 1];
  if (minutes === undefined) return null;
  const wait = Math.min(Math.max(minutes * 60_000, (retryAfter ?? 0) * 1000), LONGEST_WAIT);
  return momentWithin(stretches, now + wait)?.at ?? null;
};

/** What a push service's answer means (RFC 8030): it has it; there is no such device any more; not now; never. */
export const meaningOf = (status: number): 'taken' | 'gone' | 'later' | 'never' => {
  if (status >= 200 && status < 300) return 'taken';
  if (status === 404 || status === 410) return 'gone';
  // 401 and 403 come of clocks that differ, too.
  return status >= 500 || [401, 403, 408, 429].includes(status) ? 'later' : 'never';
};
