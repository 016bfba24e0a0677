import type { ReactNode } from 'react';
import { endsOf, hoursOfDay, WEEKDAYS } from '#web/ui/hours.ts';
import type { Week } from '#web/ui/hours.ts';
import { locale } from '#web/ui/language.ts';
import { shortDate, weekday } from '#web/ui/time.ts';
import { t } from './people-strings.ts';
import styles from './week-picture.module.css';

/** Days as they are called, Monday first. */
export const DAYS = Array.from({ length: 7 }, (_, day) =>
  new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day)),
);

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** The pieces of each day, in minutes; what crosses midnight goes on in the next day. */
const piecesOf = (week: Week): readonly (readonly { readonly from: number; readonly to: number }[])[] => {
  const days: { from: number; to: number }[][] = WEEKDAYS.map(() => []);
  for (const [index, day] of WEEKDAYS.entries())
    for (const interval of week[day] ?? []) {
      const { start, end } = endsOf(interval);
      const [from, to] = [minuteOf(start), minuteOf(end)];
      if (to > from) days[index]?.push({ from, to });
      else {
        days[index]?.push({ from, to: 1440 });
        if (to > 0) days[(index + 1) % 7]?.push({ from: 0, to });
      }
    }
  return days;
};

/** A usual week: each day as a strip of its 24 hours, with its hours beside it. */
export const WeekPicture = ({ week, label }: { readonly week: Week; readonly label?: string }): ReactNode => {
  const pieces = piecesOf(week);
  return (
    <ul className={styles.week} aria-label={label ?? t('weekPicture')}>
      {WEEKDAYS.map((day, index) => (
        <li key={day} className={styles.day}>
          <span className={styles.name}>
            <span className={styles.long}>{DAYS[index]}</span>
            <span className={styles.short} aria-hidden="true">
              {DAYS[index]?.slice(0, 3)}
            </span>
          </span>
          <svg className={styles.strip} viewBox="0 0 1440 12" preserveAspectRatio="none" aria-hidden="true">
            <rect className={styles.lane} width="1440" height="12" rx="3" />
            {pieces[index]?.map(({ from, to }) => (
              <rect key={from} className={styles.works} x={from} width={to - from} height="12" />
            ))}
            {[360, 720, 1080].map((minute) => (
              <line key={minute} className={styles.tick} x1={minute} x2={minute} y1="0" y2="12" />
            ))}
          </svg>
          <span className={styles.hours}>
            {hoursOfDay(week[day]) === 0 ? t('free') : (week[day] ?? []).map((interval) => interval.replace('-', '–')).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** Dated days, each with its word: holidays, days with other hours. */
export const DayLines = (props: { readonly lines: readonly { readonly date: string; readonly words: string }[] }): ReactNode => (
  <ul className={styles.dates}>
    {props.lines.map(({ date, words }) => (
      <li key={`${date} ${words}`}>
        <span className={styles.hours}>{`${weekday(date, 'UTC')} ${shortDate(date, 'UTC')}`}</span>
        <span dir="auto">{words}</span>
      </li>
    ))}
  </ul>
);
