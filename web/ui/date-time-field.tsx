import { useState } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldLook } from './field.tsx';
import { useReaderZone } from './reader.ts';
import { t } from './strings.ts';
import { clockTime, instantOf, placeOf, wallOf, weekday } from './time.ts';
import type { Moment } from './time.ts';
import styles from './field.module.css';

/**
 * An instant, typed as a wall clock of `zone` (the reader's, left out), given as ISO 8601 UTC. `others` shows what that is elsewhere.
 * A time that does not exist or exists twice on that day is read as Temporal's `compatible` [T4].
 */
export const DateTimeField = (
  props: FieldLook & {
    readonly value: string | null;
    readonly onChange: (value: string | null) => void;
    readonly zone?: string;
    readonly others?: readonly string[];
    readonly min?: Moment;
    readonly required?: boolean;
  },
): ReactNode => {
  const reader = useReaderZone();
  const zone = props.zone ?? reader;
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: string | null } | null>(null);
  const shown = typed && typed.value === props.value ? typed.text : props.value === null ? '' : wallOf(props.value, zone);
  const change = (text: string): void => {
    const value = text === '' ? null : instantOf(text, zone);
    setTyped({ text, value });
    props.onChange(value);
  };
  const { value } = props;
  const elsewhere =
    value === null
      ? []
      : (props.others ?? [])
          .filter((other) => other !== zone)
          .map((other) => t('inZone', { time: `${weekday(value, other)} ${clockTime(value, other)}`, place: placeOf(other) }));
  const hint =
    props.hint ??
    [
      t('inZone', {
        time: value === null ? '' : `${weekday(value, zone, 'long')} ${clockTime(value, zone)}`,
        place: placeOf(zone),
      }).trim(),
      ...elsewhere,
    ].join(' · ');
  return (
    <Field {...props} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className={classes(styles.control, styles.narrow)}
          type="datetime-local"
          value={shown}
          min={props.min === undefined ? undefined : wallOf(props.min, zone)}
          required={props.required}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
};
