import type { CSSProperties, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './scale.module.css';

export interface ScalePart {
  readonly name: string;
  /** Where it ends. */
  readonly to: number;
  readonly good?: boolean;
}

/** Where one stands among a few named stretches of a measure, and where one would stand. `words` says the same to those who hear it. */
export const Scale = (props: {
  readonly parts: readonly ScalePart[];
  readonly marks: readonly { readonly at: number; readonly label: string; readonly open?: boolean }[];
  readonly words: string;
}): ReactNode => {
  const whole = props.parts.at(-1)?.to ?? 1;
  const place = (at: number): CSSProperties => ({ insetInlineStart: `${Math.max(0.6, Math.min(99.4, (at / whole) * 100))}%` });
  return (
    <div className={styles.scale} role="img" aria-label={props.words}>
      <div className={styles.labels}>
        {props.marks.map(({ at, label, open }) => (
          <span
            key={label}
            className={classes(
              ...[styles.label, !open && styles.now],
              ...[at / whole < 0.08 && styles.early, at / whole > 0.85 && styles.late],
            )}
            style={place(at)}
          >
            {label}
          </span>
        ))}
      </div>
      <div className={styles.parts}>
        {props.parts.map(({ name, to, good }, n) => (
          <div key={name} className={styles.part} style={{ flexGrow: to - (props.parts[n - 1]?.to ?? 0) }}>
            <div className={classes(styles.bar, good && styles.good)} />
            <span className={styles.name}>{name}</span>
          </div>
        ))}
        {props.marks.map(({ at, label, open }) => (
          <span key={label} className={classes(styles.mark, open && styles.open)} style={place(at)} />
        ))}
      </div>
    </div>
  );
};
