import type { ReactNode } from 'react';
import styles from './pieces.module.css';

/** A piece of a line, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** A line in which what was looked for stands out. */
export const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode =>
  pieces.map(({ text, hit }, index) =>
    hit ? (
      <mark key={index} className={styles.hit}>
        {text}
      </mark>
    ) : (
      text
    ),
  );

/** The place of a text that answers, below its title. */
export const Excerpt = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode => (
  <div className={styles.excerpt} dir="auto">
    <Pieces pieces={pieces} />
  </div>
);
