import type { ReactNode } from 'react';

export interface ComboOption {
  readonly value: string;
  readonly label: string;
  /** At the end of its line: a zone's clock, a person's place. */
  readonly side?: ReactNode;
  /** Other words by which it is found. */
  readonly words?: string;
}

const SHOWN = 60;

/** Folds case and accents, so that `sao` finds `São Paulo`. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const BETWEEN = /[\s/_,:;()[\]“”„«»"–—-]+/g;
const wordsOf = (query: string): readonly string[] => folded(query).split(BETWEEN).filter(Boolean);
const textOf = ({ label, words = '' }: Pick<ComboOption, 'label' | 'words'>): string =>
  ` ${folded(`${label} ${words}`).replace(BETWEEN, ' ')}`;

/** Whether words of an option begin with every word typed. */
export const isBegun = (option: Pick<ComboOption, 'label' | 'words'>, query: string): boolean =>
  wordsOf(query).every((word) => textOf(option).includes(` ${word}`));

/** Options whose words begin with every word typed come first, then those that contain them. */
export const matching = <O extends Pick<ComboOption, 'label' | 'words'>>(options: readonly O[], query: string): readonly O[] => {
  const words = wordsOf(query);
  if (words.length === 0) return options.slice(0, SHOWN);
  const begun = options.filter((option) => isBegun(option, query));
  const contains = options.filter((option) => !begun.includes(option) && words.every((word) => textOf(option).includes(word)));
  return [...begun, ...contains].slice(0, SHOWN);
};
