import { useState } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { t } from './strings.ts';
import styles from './compared.module.css';

export interface ComparedPart {
  readonly text: string;
  readonly changed: boolean;
}

export type ComparedLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
  | { readonly kind: 'changed'; readonly before: readonly ComparedPart[]; readonly after: readonly ComparedPart[] };

/** Lines that both have, around one that changed. */
const AROUND = 2;

/** Two texts as one, line by line: what went is struck out, what came is underlined. What both have is folded where it is long. */
export const Compared = ({ lines, label }: { readonly lines: readonly ComparedLine[]; readonly label: string }): ReactNode => {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  return (
    <section className={styles.lines} aria-label={label}>
      {stretchesOf(lines).map(({ from, folded, lines: some }) =>
        folded && !unfolded.has(from) ? (
          <button key={from} type="button" className={styles.skip} onClick={() => setUnfolded(new Set([...unfolded, from]))}>
            {t('linesSame', { n: some.length })}
          </button>
        ) : (
          some.map((line, index) => <OneLine key={from + index} line={line} />)
        ),
      )}
    </section>
  );
};

interface Stretch {
  readonly from: number;
  /** Lines that both have, away from any that changed. */
  readonly folded: boolean;
  readonly lines: ComparedLine[];
}

const stretchesOf = (lines: readonly ComparedLine[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (const [index, line] of lines.entries()) {
    const far = line.kind === 'same' && !near(lines, index);
    const last = stretches.at(-1);
    if (last?.folded === far) last.lines.push(line);
    else stretches.push({ from: index, folded: far, lines: [line] });
  }
  return stretches.map((one) => (one.lines.length === 1 ? { ...one, folded: false } : one));
};

const near = (lines: readonly ComparedLine[], index: number): boolean =>
  lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');

const OneLine = ({ line }: { readonly line: ComparedLine }): ReactNode => {
  switch (line.kind) {
    case 'changed':
      return (
        <>
          <del className={classes(styles.line, styles.removed)} dir="auto">
            <Parts parts={line.before} mark={styles.gone} />
          </del>
          <ins className={classes(styles.line, styles.added)} dir="auto">
            <Parts parts={line.after} mark={styles.fresh} />
          </ins>
        </>
      );
    case 'removed':
      return (
        <del className={classes(styles.line, styles.removed)} dir="auto">
          <span className={styles.gone}>{line.text}</span>
        </del>
      );
    case 'added':
      return (
        <ins className={classes(styles.line, styles.added)} dir="auto">
          <span className={styles.fresh}>{line.text}</span>
        </ins>
      );
    case 'same':
      return (
        <span className={styles.line} dir="auto">
          {line.text}
        </span>
      );
    default:
      return line satisfies never;
  }
};

const Parts = ({ parts, mark }: { readonly parts: readonly ComparedPart[]; readonly mark: string | undefined }): ReactNode =>
  parts.map((part, index) => (
    <span key={index} className={part.changed ? mark : undefined}>
      {part.text}
    </span>
  ));
