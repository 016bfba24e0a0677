import { useId } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { t } from './strings.ts';
import styles from './step-sequence.module.css';

export interface DrawnStep {
  readonly step: string;
  /** "Held only when …" */
  readonly entry: readonly string[];
  readonly who: string;
  readonly time: string;
  readonly passes: string;
  /** The step that opens then; null: it is accepted. */
  readonly next: string | null;
  /** Null: it always passes. */
  readonly otherwise: string | null;
  /** The step to which `otherwise` leads. */
  readonly leadsTo: string | null;
  readonly more: readonly string[];
}

/** What is done, drawn from above to below: for each step who, how long, what passes, and what happens else. */
export const StepSequence = (props: {
  readonly label: string;
  readonly begins: string;
  readonly steps: readonly DrawnStep[];
  /** Instead of steps: of a claim, its sentences. */
  readonly lease: readonly string[];
  readonly ends: readonly string[];
  /** The step to show as where one is. */
  readonly current?: string | undefined;
}): ReactNode => {
  const id = useId();
  const { steps, lease } = props;
  return (
    <figure className={styles.figure} aria-label={props.label}>
      <p className={classes(styles.stop, styles.begins)}>{props.begins}</p>
      {lease.length > 0 && (
        <ol className={styles.steps}>
          {lease.map((sentence) => (
            <li key={sentence} className={styles.step}>
              <p className={styles.who}>{sentence}</p>
            </li>
          ))}
        </ol>
      )}
      {steps.length > 0 && (
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            <li
              key={index}
              id={`${id}-${step.step}`}
              className={classes(styles.step, step.step === props.current && styles.current)}
              aria-current={step.step === props.current ? 'step' : undefined}
            >
              <p className={styles.name}>
                <bdi>{spoken(step.step)}</bdi>
              </p>
              {step.entry.map((sentence) => (
                <p key={sentence} className={styles.entry}>
                  {sentence}.
                </p>
              ))}
              <p className={styles.who}>{t('stepWho', { who: step.who, time: step.time })}</p>
              <dl className={styles.exits}>
                <div className={styles.pass}>
                  <dt>{step.next === null ? t('stepAccepted') : t('stepPasses', { step: spoken(step.next) })}</dt>
                  <dd>{step.passes}.</dd>
                </div>
                {step.otherwise !== null && (
                  <div className={styles.else}>
                    <dt>{t('stepElse')}</dt>
                    <dd>
                      {step.otherwise}.
                      {step.leadsTo !== null && (
                        <>
                          {' '}
                          <a className={styles.jump} href={`#${id}-${step.leadsTo}`}>
                            {t('stepJump', { step: spoken(step.leadsTo) })}
                          </a>
                        </>
                      )}
                    </dd>
                  </div>
                )}
              </dl>
              {step.more.length > 0 && (
                <ul className={styles.more}>
                  {step.more.map((sentence) => (
                    <li key={sentence}>{sentence}.</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
      <p className={classes(styles.stop, styles.ends)}>
        {props.ends.length > 0 ? props.ends.join(' ') : t(lease.length > 0 ? 'leaseEnds' : 'stepEnds')}
      </p>
    </figure>
  );
};

const spoken = (name: string): string => name.replaceAll(/[-_]/g, ' ');
