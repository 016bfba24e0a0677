import { DAY } from '#kernel/time/duration.ts';
import { formatDate, weekdayIndex } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import type { Window } from '../calendar.ts';

export interface Week extends Window {
  readonly date: string;
  readonly days: number;
}

/** The weeks of a window of whole days, from Monday to Monday on the clocks of a zone; the first and the last may be cut. */
export const weeksOf = (window: Window, zone: string): readonly Week[] => {
  const clock = zoneOf(zone);
  const first = Math.floor(clock.toLocal(window.from) / DAY);
  const end = Math.ceil(clock.toLocal(window.to) / DAY);
  const weeks: Week[] = [];
  for (let day = first; day < end;) {
    const next = Math.min(end, day - weekdayIndex(day) + 7);
    weeks.push({ from: clock.toInstant(day * DAY), to: clock.toInstant(next * DAY), date: formatDate(day), days: next - day });
    day = next;
  }
  return weeks;
};

/** How many weeks that is, in days. */
export const lengthInWeeks = (weeks: readonly Week[]): number => weeks.reduce((sum, { days }) => sum + days, 0) / 7;
