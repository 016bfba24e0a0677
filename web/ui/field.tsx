import { useId } from 'react';
import type { ReactNode } from 'react';
import { t } from './strings.ts';
import styles from './field.module.css';

/** What is wrong with a field, and what it accepts. `fieldError` makes it from a problem. */
export interface FieldError {
  readonly message: string;
  readonly accepted?: string | undefined;
}

export interface FieldLook {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: FieldError | undefined;
  readonly optional?: boolean;
}

/** What a control needs so that its label, hint and error are heard with it. */
export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label above, hint and error below; `children` draws the control with the ids it is given. */
export const Field = (
  props: FieldLook & { readonly side?: ReactNode; readonly foot?: ReactNode; readonly children: (ids: ControlIds) => ReactNode },
): ReactNode => {
  const id = useId();
  const described = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <div className={styles.labelLine}>
        <label className={styles.label} htmlFor={id}>
          {props.label} {props.optional && <span className={styles.optional}>({t('optional')})</span>}
        </label>
        {props.side}
      </div>
      {props.children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.error && (
        <p className={styles.error} id={`${id}-error`}>
          {props.error.message} {props.error.accepted !== undefined && t('accepted', { accepted: props.error.accepted })}
        </p>
      )}
      {props.hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.foot && <div className={styles.foot}>{props.foot}</div>}
    </div>
  );
};

/** A group of controls under one name. */
export const FieldGroup = (props: FieldLook & { readonly children: ReactNode }): ReactNode => {
  const id = useId();
  return (
    <fieldset className={styles.field} aria-describedby={props.error ? id : undefined}>
      <legend className={styles.label}>
        {props.label} {props.optional && <span className={styles.optional}>({t('optional')})</span>}
      </legend>
      {props.children}
      {props.error && (
        <p className={styles.error} id={id}>
          {props.error.message} {props.error.accepted !== undefined && t('accepted', { accepted: props.error.accepted })}
        </p>
      )}
      {props.hint && <p className={styles.hint}>{props.hint}</p>}
    </fieldset>
  );
};
