import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldLook } from './field.tsx';
import type { Suggesting } from './suggesting/suggesting.tsx';
import styles from './field.module.css';

interface TextValue extends FieldLook {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}

/** One line of text. */
export const TextField = (
  props: TextValue & {
    readonly type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'date';
    readonly autoComplete?: HTMLInputAutoCompleteAttribute;
    readonly min?: string | number;
    readonly max?: string | number;
    readonly narrow?: boolean;
  },
): ReactNode => (
  <Field {...props}>
    {(ids) => (
      <input
        {...ids}
        className={classes(styles.control, props.narrow && styles.narrow)}
        type={props.type ?? 'text'}
        dir={props.type === undefined || props.type === 'text' ? 'auto' : undefined}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        name={props.name}
        placeholder={props.placeholder}
        required={props.required}
        disabled={props.disabled}
        autoFocus={props.autoFocus}
        autoComplete={props.autoComplete ?? 'off'}
        min={props.min}
        max={props.max}
      />
    )}
  </Field>
);

/** Some sentences; it grows with them. Mod+Enter sends its form. */
export const TextArea = (
  props: TextValue & {
    readonly rows?: number;
    readonly foot?: ReactNode;
    readonly side?: ReactNode;
    readonly document?: boolean;
    /** Letters of one width, and nobody minds the spelling. */
    readonly code?: boolean;
    /** In its place for a while; what was typed, and its undo, stay. */
    readonly instead?: ReactNode;
    /** Offers what may be put in while somebody types (`useSuggesting`). */
    readonly suggesting?: Suggesting;
  },
): ReactNode => (
  <Field {...props}>
    {(ids) => (
      <>
        {props.instead}
        <textarea
          {...ids}
          {...props.suggesting?.takes}
          ref={props.suggesting?.field}
          hidden={Boolean(props.instead)}
          className={classes(styles.control, props.document && styles.document, props.code && styles.code)}
          dir={props.code ? 'ltr' : 'auto'}
          {...(props.code && { spellCheck: false, autoCapitalize: 'off', autoCorrect: 'off' })}
          rows={props.rows ?? 3}
          value={props.value}
          onChange={(event) => {
            props.onChange(event.target.value);
            props.suggesting?.onTyped();
          }}
          onKeyDown={(event) => {
            if (props.suggesting?.onKey(event)) return;
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit();
          }}
          name={props.name}
          placeholder={props.placeholder}
          required={props.required}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
        />
        {!props.instead && props.suggesting?.list}
      </>
    )}
  </Field>
);
