import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { KeyHint } from './key-hint.tsx';
import { useKey } from './keys.ts';
import styles from './button.module.css';

type Tone = 'primary' | 'plain' | 'stop' | 'quiet';

interface Common {
  readonly children: ReactNode;
  readonly tone?: Tone;
  /** What it does, for those who hear it and for the list of keys, where `children` is not text. */
  readonly label?: string;
  /** A key that does the same, shown on the button: `a`. */
  readonly keyHint?: string;
}

const look = (tone: Tone | undefined): string => classes(styles.button, tone && tone !== 'plain' && styles[tone]);
const nameOf = (props: Common): string =>
  props.label ?? (typeof props.children === 'string' ? props.children : (props.keyHint ?? ''));

/** An action. While `busy` it stays in place, keeps the focus and does nothing. */
export const Button = (
  props: Common & {
    readonly onClick?: () => void;
    readonly type?: 'button' | 'submit';
    readonly busy?: boolean;
    readonly disabled?: boolean;
    readonly expanded?: boolean;
    readonly form?: string;
  },
): ReactNode => {
  const off = props.busy === true || props.disabled === true;
  const act = (): void => {
    if (!off) props.onClick?.();
  };
  useKey(props.keyHint, nameOf(props), act);
  return (
    <button
      type={props.type ?? 'button'}
      className={look(props.tone)}
      aria-label={props.label}
      aria-disabled={off || undefined}
      aria-busy={props.busy || undefined}
      aria-expanded={props.expanded}
      aria-keyshortcuts={props.keyHint}
      form={props.form}
      onClick={(event) => {
        if (off) event.preventDefault();
        else act();
      }}
    >
      {props.children}
      {props.keyHint !== undefined && <KeyHint keys={props.keyHint} on={props.tone === 'primary'} />}
    </button>
  );
};

/** A way to somewhere that looks like an action: "New decision". */
export const ButtonLink = (props: Common & { readonly href: string; readonly download?: boolean }): ReactNode => {
  useKey(props.keyHint, nameOf(props), () =>
    document.querySelector<HTMLAnchorElement>(`a[data-key="${props.keyHint}"]`)?.click(),
  );
  return (
    <a
      className={look(props.tone)}
      href={props.href}
      aria-label={props.label}
      aria-keyshortcuts={props.keyHint}
      data-key={props.keyHint}
      download={props.download}
    >
      {props.children}
      {props.keyHint !== undefined && <KeyHint keys={props.keyHint} on={props.tone === 'primary'} />}
    </a>
  );
};

/** Buttons that belong together, in a line that wraps. */
export const Buttons = (props: { readonly children: ReactNode; readonly label?: string }): ReactNode => (
  <div className={styles.group} role={props.label === undefined ? undefined : 'group'} aria-label={props.label}>
    {props.children}
  </div>
);
