import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { t } from './strings.ts';
import styles from './stepper.module.css';

/** Goes through a story, a thing at a time or along it; so do the arrow keys, Home and End. `at` counts from 0. */
export const Stepper = (props: {
  readonly at: number;
  readonly of: number;
  readonly onStep: (at: number) => void;
  readonly previous: string;
  readonly next: string;
}): ReactNode => {
  const { at, of, onStep } = props;
  const step = (to: number): void => onStep(Math.max(0, Math.min(of - 1, to)));
  useKey('ArrowLeft', props.previous, () => step(at - 1));
  useKey('ArrowRight', props.next, () => step(at + 1));
  return (
    <div className={styles.stepper}>
      <Button onClick={() => step(at - 1)} disabled={at === 0}>
        {props.previous}
      </Button>
      <input
        className={styles.along}
        type="range"
        min={1}
        max={of}
        value={at + 1}
        onChange={(event) => step(Number(event.target.value) - 1)}
        aria-label={t('stepperAt', { n: of })}
        aria-valuetext={t('stepperOf', { at: at + 1, n: of })}
      />
      <span className={styles.count} aria-hidden="true">
        {t('stepperOf', { at: at + 1, n: of })}
      </span>
      <Button tone="primary" onClick={() => step(at + 1)} disabled={at >= of - 1}>
        {props.next}
      </Button>
    </div>
  );
};
