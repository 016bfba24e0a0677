import { Fragment, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { enliven } from './enliven.ts';
import { useReaderZone } from './reader.ts';
import styles from './html-document.module.css';

/**
 * HTML that the server made of Markdown and sanitized. `small`: a comment or a reason, in the sans. `titled`: its title stands above it
 * already, so a heading with which it begins is for those alone who find their way by headings.
 */
export const HtmlDocument = (props: {
  readonly html: string;
  readonly small?: boolean;
  readonly titled?: boolean;
}): ReactNode => {
  const ref = useRef<HTMLDivElement>(null);
  const zone = useReaderZone();
  useEffect(() => (ref.current ? enliven(ref.current, zone) : undefined), [props.html, zone]);
  return (
    <div
      ref={ref}
      className={classes(styles.document, props.small && styles.small, props.titled && styles.titled)}
      dir="auto"
      dangerouslySetInnerHTML={{ __html: props.html }}
    />
  );
};

/** What is written here and now, set as a document is. */
export const Reading = (props: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.document}>{props.children}</div>
);

export interface DocumentPart {
  readonly heading: string;
  /** Each of one piece, in its own direction of writing. */
  readonly html: readonly string[];
}

/** A document that is made of named parts, each of HTML that the server sanitized. */
export const DocumentParts = (props: { readonly parts: readonly DocumentPart[] }): ReactNode => (
  <div className={styles.document}>
    {props.parts.map((part) => (
      <Fragment key={part.heading}>
        <h2>{part.heading}</h2>
        {part.html.map((html, index) => (
          <div key={index} className={styles.piece} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
        ))}
      </Fragment>
    ))}
  </div>
);
