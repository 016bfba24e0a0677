import type { ReactNode } from 'react';
import styles from './contents.module.css';

/** The headings of a document, each leading to its place in it. */
export const Contents = (props: {
  readonly label: string;
  readonly headings: readonly { readonly level: number; readonly id: string; readonly text: string }[];
}): ReactNode => {
  const top = Math.min(...props.headings.map(({ level }) => level));
  return (
    <ul className={styles.contents} aria-label={props.label}>
      {props.headings.map(({ level, id, text }) => (
        <li key={id} className={level - top === 0 ? undefined : level - top === 1 ? styles.level2 : styles.level3}>
          <a href={`#${id}`} dir="auto">
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
};
