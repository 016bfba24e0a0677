import { DAY } from '#kernel/time/duration.ts';
import type { CalendarReading, Window } from '#practices/meetings';
import type { Entry, Placed } from './ics-entry.ts';
import type { Rule } from './ics-rule.ts';
import { UTC } from './ics-vtimezone.ts';
import type { Zones } from './ics-zones.ts';

/** Where a calendar has something outside of a window, without laying out its rules: their ends are estimated. */
export const nearest = (entries: readonly Entry[], window: Window, zones: Zones): CalendarReading['nearest'] => {
  let [before, after]: [number | null, number | null] = [null, null];
  const instantOf = ({ utc, tzid, line, local }: Placed): number =>
    (utc ? UTC : tzid === null ? zones.otherwise : zones.clock(tzid, line)).toInstant(local);
  for (const { start, details, rules } of entries) {
    if (details.allDay || details.free || details.away || details.status === 'cancelled') continue;
    const first = instantOf(start);
    if (first >= window.to) {
      after = Math.min(after ?? Infinity, first);
      continue;
    }
    const last = rules.reduce((end, { rule }) => Math.max(end, lastOf(rule, first)), first);
    before = Math.max(before ?? -Infinity, Math.min(last, window.from - 1));
  }
  return { before, after };
};

const STEP = { YEARLY: 365 * DAY, MONTHLY: 30 * DAY, WEEKLY: 7 * DAY, DAILY: DAY, HOURLY: DAY / 24 };

/** About when it takes place for the last time; one without an end would be in every window after its start. */
const lastOf = ({ freq, interval, count, until, weekdays }: Rule, first: number): number => {
  if (until) return Math.max(first, until.local - DAY);
  if (count === null) return first;
  return first + Math.floor((count - 1) / Math.max(1, weekdays?.length ?? 1)) * interval * STEP[freq];
};
