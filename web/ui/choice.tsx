import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Option } from './choice-field.tsx';
import styles from './choice.module.css';

/** Several choices in one sentence, and a soft word behind them. */
export const Choices = (props: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.sentence}>{props.children}</div>
);

/** A sentence with its answers in it: "I have [25 min] [1 h] [the morning]". Arrow keys move among them. */
export const Choice = <V extends string>(props: {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  /** Many answers: what is asked stands above them. */
  readonly above?: boolean;
}): ReactNode => {
  const id = useId();
  return (
    <div className={props.above ? `${styles.line} ${styles.above}` : styles.line} role="radiogroup" aria-labelledby={id}>
      <span className={styles.asked} id={id}>
        {props.label}
      </span>
      {props.options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input type="radio" name={id} checked={option.value === props.value} onChange={() => props.onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
};
