import type { ReactNode } from 'react';
import styles from './trail.module.css';

/** Where something stands: what it stands below, from the top. */
export const Trail = (props: {
  readonly label: string;
  readonly steps: readonly { readonly href: string; readonly title: string }[];
}): ReactNode => (
  <span role="navigation" aria-label={props.label} className={styles.trail}>
    {props.steps.map(({ href, title }) => (
      <span key={href} className={styles.step}>
        <a href={href} dir="auto">
          {title}
        </a>
      </span>
    ))}
  </span>
);
