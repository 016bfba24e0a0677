import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from './button.tsx';
import { Checkbox } from './choice-field.tsx';
import { classes } from './classes.ts';
import { FieldGroup } from './field.tsx';
import type { FieldError } from './field.tsx';
import {
  clockOf,
  crossesMidnight,
  endsOf,
  faultOf,
  hoursOfDay,
  hoursOfWeek,
  intervalOf,
  nextInterval,
  stepped,
  WEEKDAYS,
  withInterval,
} from './hours.ts';
import type { Week, WeekdayName } from './hours.ts';
import { t } from './strings.ts';
import styles from './hours-editor.module.css';

/** Weekly working hours, per weekday any number of intervals, also over midnight. `value` and `onChange` are the calendar's `week` [T1]. */
export const HoursEditor = (props: {
  readonly label?: string;
  readonly hint?: ReactNode;
  readonly value: Week;
  readonly onChange: (week: Week) => void;
  readonly error?: FieldError | undefined;
}): ReactNode => {
  const first = WEEKDAYS.find((day) => props.value[day]?.length);
  const same = (): void => {
    const hours = (first && props.value[first]) ?? ['09:00-17:00'];
    props.onChange({ ...props.value, ...Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, hours])) });
  };
  return (
    <FieldGroup label={props.label ?? t('hoursOf')} hint={props.hint} error={props.error}>
      <div className={styles.week}>
        {WEEKDAYS.map((day) => (
          <Day key={day} day={day} week={props.value} onChange={props.onChange} />
        ))}
      </div>
      <div className={styles.foot}>
        <Buttons>
          <Button tone="quiet" onClick={same}>
            {t('copyToWorkdays')}
          </Button>
        </Buttons>
        <span className={styles.soft} role="status">
          {t('weekTotal', { hours: hoursOfWeek(props.value) })}
        </span>
      </div>
    </FieldGroup>
  );
};

const Day = ({
  day,
  week,
  onChange,
}: {
  readonly day: WeekdayName;
  readonly week: Week;
  readonly onChange: (week: Week) => void;
}): ReactNode => {
  const intervals = week[day] ?? [];
  const fault = faultOf(intervals);
  const toggle = (works: boolean): void =>
    onChange(works ? { ...week, [day]: [nextInterval()] } : withInterval({ ...week, [day]: ['-'] }, day, 0, null));
  return (
    <div className={styles.day} role="group" aria-label={t(day)}>
      <div className={styles.name}>
        <Checkbox label={t(day)} checked={intervals.length > 0} onChange={toggle} />
      </div>
      <div className={classes(styles.spans, intervals.length === 0 && styles.empty)}>
        {intervals.map((interval, index) => (
          <Interval key={index} day={day} interval={interval} onChange={(to) => onChange(withInterval(week, day, index, to))} />
        ))}
        {intervals.length > 0 && (
          <button
            type="button"
            className={styles.small}
            aria-label={t('addInterval', { day: t(day) })}
            onClick={() => onChange(withInterval(week, day, intervals.length, nextInterval(intervals)))}
          >
            +
          </button>
        )}
      </div>
      <span className={styles.total}>{intervals.length === 0 ? t('free') : t('dayTotal', { hours: hoursOfDay(intervals) })}</span>
      {fault && <p className={styles.fault}>{t(fault)}</p>}
    </div>
  );
};

const Interval = ({
  day,
  interval,
  onChange,
}: {
  readonly day: WeekdayName;
  readonly interval: string;
  readonly onChange: (interval: string | null) => void;
}): ReactNode => {
  const { start, end } = endsOf(interval);
  return (
    <span className={styles.span}>
      <Clock
        label={t('from', { day: t(day) })}
        value={start}
        onChange={(to) => onChange(intervalOf({ start: to === '24:00' ? '00:00' : to, end }))}
      />
      <span aria-hidden="true">–</span>
      <Clock label={t('until', { day: t(day) })} value={end} onChange={(to) => onChange(intervalOf({ start, end: to }))} />
      {crossesMidnight(interval) && <span className={styles.soft}>{t('nextDay')}</span>}
      <button
        type="button"
        className={styles.small}
        aria-label={t('removeInterval', { interval, day: t(day) })}
        onClick={() => onChange(null)}
      >
        ×
      </button>
    </span>
  );
};

/** A clock time as text: read as people type it when left, a quarter at a time by the arrows. What is none stays as it was. */
const Clock = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode => {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    const clock = typed === null ? null : clockOf(typed);
    setTyped(null);
    if (clock !== null && clock !== value) onChange(clock);
  };
  return (
    <input
      className={styles.time}
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      aria-invalid={(typed !== null && typed !== '' && clockOf(typed) === null) || undefined}
      value={typed ?? value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setTyped(null);
        else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          setTyped(null);
          onChange(stepped((typed === null ? null : clockOf(typed)) ?? value, event.key === 'ArrowUp' ? 1 : -1));
        } else return;
        event.preventDefault();
      }}
    />
  );
};
