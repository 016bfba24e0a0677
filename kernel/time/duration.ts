import { refuse, type Result } from '../stream/refusal.ts';

/** `m h d w` are elapsed (a `d` is 24 hours); `wh` is working hours; `wd` is working days. */
export type DurationUnit = 'm' | 'h' | 'd' | 'w' | 'wh' | 'wd';

/** [T3] A length of time as it was written: `48h` stays `48h`. JSON. `amount` is never negative; whole for `wd`. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

export const ZERO: Duration = { amount: 0, unit: 'm' };

const LENGTH = { m: MINUTE, h: HOUR, d: DAY, w: WEEK, wh: HOUR } as const satisfies Record<Exclude<DurationUnit, 'wd'>, number>;
const WORKDAY_AT_MOST = DAY;
const FORM = /^(\d{1,9}(?:\.\d{1,3})?)(m|h|d|w|wh|wd)$/;
const ACCEPTED = '30m, 4h, 3d, 2w, 6wh, 2wd or 0';
/** Longer than anybody waits; it bounds what a written duration can make the kernel compute. */
const LONGEST = 100 * 366 * DAY;

/**
 * Reads `30m`, `4h`, `3d`, `2w`, `6wh`, `2wd`, `0`; decimals too (`1.5h`), except of working days.
 * Refusals: `duration-malformed`, `duration-too-long` (over a century).
 */
export const parseDuration = (text: string): Result<Duration> => {
  if (text === '0') return { ok: ZERO };
  const match = FORM.exec(text);
  if (!match) return refuse('duration-malformed', `"${text.slice(0, 40)}" is not a length of time.`, { accepted: ACCEPTED });
  const amount = Number(match[1]);
  const unit = unitOf(match[2]);
  if (unit === 'wd' && !Number.isInteger(amount)) {
    return refuse('duration-malformed', 'Working days are whole; give a part of a day in working hours.', {
      accepted: '1wd or 4wh',
    });
  }
  if (amount * (unit === 'wd' ? WORKDAY_AT_MOST : LENGTH[unit]) > LONGEST) {
    return refuse('duration-too-long', `"${text}" is longer than a century.`, { accepted: ACCEPTED });
  }
  return { ok: { amount, unit } };
};

/** The inverse of `parseDuration`: `{ amount: 6, unit: 'wh' }` → `6wh`. */
export const formatDuration = (duration: Duration): string =>
  duration.amount === 0 ? '0' : `${duration.amount}${duration.unit}`;

/** In words, for prose made from rules: `4 working hours`, `1 day`, `0 minutes`. */
export const describeDuration = ({ amount, unit }: Duration): string => `${amount} ${WORDS[unit]}${amount === 1 ? '' : 's'}`;

/** Whether it is counted in somebody's working time, so that it needs a calendar. */
export const isWorkingDuration = ({ unit }: Duration): boolean => unit === 'wh' || unit === 'wd';

/** Its length in ms where that needs no calendar: elapsed for `m h d w`, working time for `wh`; null for working days. */
export const lengthOf = ({ amount, unit }: Duration): number | null => (unit === 'wd' ? null : Math.round(amount * LENGTH[unit]));

const WORDS = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  wh: 'working hour',
  wd: 'working day',
} as const satisfies Record<DurationUnit, string>;

const unitOf = (text: string | undefined): DurationUnit => {
  switch (text) {
    case 'm':
    case 'h':
    case 'd':
    case 'w':
    case 'wh':
    case 'wd':
      return text;
    default:
      throw new Error(`no unit: ${text}`);
  }
};
