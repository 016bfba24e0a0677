import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { FieldGroup } from '#web/ui/field.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { OtherDay } from './hours-form.ts';
import { t } from './people-strings.ts';
import styles from './other-days.module.css';

/** Dated days whose hours replace the usual ones. */
export const OtherDays = (props: {
  readonly value: readonly OtherDay[];
  readonly onChange: (days: readonly OtherDay[]) => void;
  readonly error: FieldError | undefined;
}): ReactNode => {
  const { value, onChange } = props;
  const replace = (index: number, day: OtherDay): void => onChange(value.map((one, at) => (at === index ? day : one)));
  return (
    <FieldGroup label={t('otherDays')} hint={t('otherHoursHint')} optional error={props.error}>
      {value.map((day, index) => (
        <div key={index} role="group" aria-label={t('otherDay', { n: index + 1 })}>
          <div className={styles.day}>
            <TextField
              label={t('otherDate')}
              type="date"
              value={day.date}
              onChange={(date) => replace(index, { ...day, date })}
            />
            <TextField
              label={t('otherHours')}
              placeholder="10:00-14:00"
              value={day.hours}
              onChange={(hours) => replace(index, { ...day, hours })}
            />
            <Button tone="quiet" onClick={() => onChange(value.filter((_, at) => at !== index))}>
              {t('removeOtherDay')}
            </Button>
          </div>
        </div>
      ))}
      <Buttons>
        <Button onClick={() => onChange([...value, { date: '', hours: '' }])}>{t('addOtherDay')}</Button>
      </Buttons>
    </FieldGroup>
  );
};
