import { useId } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Field, FieldGroup } from './field.tsx';
import type { FieldLook } from './field.tsx';
import styles from './field.module.css';

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

/** One of a few, as the device shows it. */
export const Select = <V extends string>(
  props: FieldLook & {
    readonly value: V;
    readonly options: readonly Option<V>[];
    readonly onChange: (value: V) => void;
    readonly name?: string;
    readonly narrow?: boolean;
  },
): ReactNode => (
  <Field {...props}>
    {(ids) => (
      <select
        {...ids}
        className={classes(styles.control, props.narrow && styles.narrow)}
        name={props.name}
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.target.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** One of a few, all in sight, each with what it means. */
export const RadioGroup = <V extends string>(
  props: FieldLook & { readonly value: V; readonly options: readonly Option<V>[]; readonly onChange: (value: V) => void },
): ReactNode => {
  const name = useId();
  return (
    <FieldGroup {...props}>
      {props.options.map((option) => (
        <Tick
          key={option.value}
          type="radio"
          name={name}
          label={option.label}
          hint={option.hint}
          checked={option.value === props.value}
          onChange={() => props.onChange(option.value)}
        />
      ))}
    </FieldGroup>
  );
};

/** Yes or no. */
export const Checkbox = (props: {
  readonly label: ReactNode;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly name?: string;
}): ReactNode => <Tick {...props} type="checkbox" />;

const Tick = (props: {
  readonly type: 'checkbox' | 'radio';
  readonly name?: string;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode => {
  const id = useId();
  return (
    <div className={styles.check}>
      <input
        id={id}
        type={props.type}
        name={props.name}
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
      />
      <label htmlFor={id}>
        {props.label}
        {props.hint && (
          <span className={styles.checkHint} id={`${id}-hint`}>
            {props.hint}
          </span>
        )}
      </label>
    </div>
  );
};
