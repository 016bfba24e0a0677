import { refuse, type Result } from '../stream/refusal.ts';
import type { Weekday } from '../time/calendar.ts';
import { placeOf } from '../time/place.ts';
import { zoneName } from '../time/zone.ts';
import { describeDuration, isWorkingDuration, lengthOf, parseDuration, type Duration } from '../time/duration.ts';

/** Where a window ends: so much later, or at the next such time on the asked's wall clock. */
export type WindowEnd =
  | { readonly end: 'after'; readonly duration: Duration }
  | { readonly end: 'point'; readonly weekday: Weekday | null; readonly minutes: number; readonly zone?: string };

/** [A2] `max` null: as `min` where nobody is owed working time, else the organization's longest window. */
export interface WindowForm {
  readonly min: WindowEnd;
  readonly max: WindowEnd | null;
}

const POINT = /^(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+)?([01]?\d|2[0-3]):([0-5]\d)(?:\s+in\s+(\S+))?$/i;
const ACCEPTED = '72h, 48h..180d, 0..2wd, 0..Wed 18:00, 0..Wed 18:00 in Europe/Berlin';

/** Reads `72h`, `48h..180d`, `0..2wd`, `0..Wed 18:00`. Refusals: `window-malformed`, `window-empty`, `window-backwards`, and those of durations. */
export const parseWindow = (text: string): Result<WindowForm> => {
  const [first, second, more] = text.split('..').map((part) => part.trim());
  if (first === undefined || first === '' || second === '' || more !== undefined)
    return refuse('window-malformed', `"${text.slice(0, 60)}" is no window.`, { accepted: ACCEPTED });
  const min = parseEnd(first);
  if (min.refused) return min;
  if (second === undefined) {
    if (isZero(min.ok))
      return refuse('window-empty', 'A window of no length gives nobody time to answer.', { accepted: ACCEPTED });
    return { ok: { min: min.ok, max: null } };
  }
  const max = parseEnd(second);
  if (max.refused) return max;
  if (isZero(max.ok)) return refuse('window-empty', 'A window of no length gives nobody time to answer.', { accepted: ACCEPTED });
  const [least, most] = [elapsed(min.ok), elapsed(max.ok)];
  if (least !== null && most !== null && least > most)
    return refuse('window-backwards', `"${text}" ends before it may end.`, { accepted: ACCEPTED });
  return { ok: { min: min.ok, max: max.ok } };
};

const parseEnd = (text: string): Result<WindowEnd> => {
  const point = POINT.exec(text);
  if (point) {
    const zone = point[4] === undefined ? undefined : zoneName(point[4]);
    if (zone === null) return refuse('window-malformed', `"${point[4]?.slice(0, 60)}" is no time zone.`, { accepted: ACCEPTED });
    const minutes = Number(point[2]) * 60 + Number(point[3]);
    return { ok: { end: 'point', weekday: weekdayOf(point[1]), minutes, ...(zone === undefined ? {} : { zone }) } };
  }
  const duration = parseDuration(text);
  if (duration.refused)
    return duration.code === 'duration-malformed'
      ? refuse('window-malformed', `"${text.slice(0, 60)}" is neither a length of time nor a time of day.`, {
          accepted: ACCEPTED,
        })
      : duration;
  return { ok: { end: 'after', duration: duration.ok } };
};

export const isZero = (end: WindowEnd): boolean => end.end === 'after' && end.duration.amount === 0;

/** In ms, where it is an elapsed length. */
export const elapsed = (end: WindowEnd): number | null =>
  end.end === 'after' && (!isWorkingDuration(end.duration) || end.duration.amount === 0) ? lengthOf(end.duration) : null;

/** Whether it is counted in the asked's working time. */
export const isWorking = (end: WindowEnd): boolean =>
  end.end === 'after' && end.duration.amount > 0 && isWorkingDuration(end.duration);

const DAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;

/** In words: `2 working days`, `Wednesday 18:00`. */
export const describeEnd = (end: WindowEnd): string => {
  if (end.end === 'after') return describeDuration(end.duration);
  const time = `${String(Math.floor(end.minutes / 60)).padStart(2, '0')}:${String(end.minutes % 60).padStart(2, '0')}`;
  const where = end.zone === undefined ? '' : ` in ${placeOf(end.zone)}`;
  return `${end.weekday === null ? '' : `${DAYS[end.weekday]} `}${time}${where}`;
};

const weekdayOf = (text: string | undefined): Weekday | null => {
  switch (text?.slice(0, 3).toLowerCase()) {
    case 'mon':
      return 'mon';
    case 'tue':
      return 'tue';
    case 'wed':
      return 'wed';
    case 'thu':
      return 'thu';
    case 'fri':
      return 'fri';
    case 'sat':
      return 'sat';
    case 'sun':
      return 'sun';
    default:
      return null;
  }
};
