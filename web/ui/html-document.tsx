import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './html-document.module.css';

/** HTML that the server made of Markdown and sanitized. `small`: a comment or a reason, in the sans. */
export const HtmlDocument = (props: { readonly html: string; readonly small?: boolean }): ReactNode => (
  <div
    className={classes(styles.document, props.small && styles.small)}
    dir="auto"
    dangerouslySetInnerHTML={{ __html: props.html }}
  />
);
