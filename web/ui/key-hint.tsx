import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './key-hint.module.css';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
const SHOWN: Readonly<Record<string, string>> = { mod: APPLE ? '⌘' : 'Ctrl ', Enter: '↵', Escape: 'Esc' };

/** `mod+k` → ⌘K or Ctrl K; `g d` → g d. Silent: `aria-keyshortcuts` says it. `on`: upon the accent colour. `always`: on a phone, too. */
export const KeyHint = (props: { readonly keys: string; readonly on?: boolean; readonly always?: boolean }): ReactNode => (
  <span className={classes(styles.keys, props.always && styles.always)} aria-hidden="true">
    {props.keys.split(' ').map((key) => (
      <kbd key={key} className={classes(styles.key, props.on && styles.on)}>
        {key
          .split('+')
          .map((part) => SHOWN[part] ?? (key.includes('+') ? part.toUpperCase() : part))
          .join('')}
      </kbd>
    ))}
  </span>
);
