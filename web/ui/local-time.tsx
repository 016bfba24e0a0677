import type { ReactNode } from 'react';
import { useNow } from './clock.ts';
import { useReaderZone } from './reader.ts';
import { t } from './strings.ts';
import { clockTime, fullMoment, msOf, placeOf, shortDate, shortMoment, spokenMoment, weekday } from './time.ts';
import type { Moment } from './time.ts';

export type MomentForm = 'short' | 'spoken' | 'clock' | 'date' | 'full';

const FORMS = {
  short: shortMoment,
  spoken: spokenMoment,
  clock: clockTime,
  date: shortDate,
  full: fullMoment,
} as const satisfies Record<MomentForm, (at: Moment, zone: string) => string>;

/**
 * An instant in the reader's zone: `14:20` today, `Thu 14:20` this week, `3 Dec 14:20` else. On hover, and to those who hear it,
 * the whole date, and the clock of another `zone` ("Thu 18:50 in Pune").
 */
export const LocalTime = (props: {
  readonly at: Moment;
  readonly form?: MomentForm;
  readonly zone?: string | undefined;
  readonly place?: string;
}): ReactNode => {
  const zone = useReaderZone();
  useNow();
  const other =
    props.zone !== undefined && props.zone !== zone
      ? t('inZone', {
          time: `${weekday(props.at, props.zone)} ${clockTime(props.at, props.zone)}`,
          place: props.place ?? placeOf(props.zone),
        })
      : null;
  const whole = t('inZone', { time: fullMoment(props.at, zone), place: placeOf(zone) });
  return (
    <time dateTime={new Date(msOf(props.at)).toISOString()} title={other === null ? whole : `${whole}\n${other}`}>
      {FORMS[props.form ?? 'short'](props.at, zone)}
    </time>
  );
};

/** "Proceeds Thursday 14:00 unless blocked". `otherwise` is what happens when nobody answers; left out, it proceeds. */
export const RelativeDue = (props: {
  readonly at: Moment;
  readonly form?: MomentForm;
  readonly unlessBlocked?: boolean;
  readonly says?: 'proceeds' | 'by';
}): ReactNode => {
  const when = <LocalTime at={props.at} form={props.form ?? 'short'} />;
  if (props.says === 'by') return t.rich('by', { when });
  return t.rich(props.unlessBlocked ? 'proceedsUnlessBlocked' : 'proceeds', { when });
};
