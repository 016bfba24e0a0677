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

/** Options whose words begin with every word typed come first, then those that contain them. */
export const matching = (options: readonly ComboOption[], query: string): readonly ComboOption[] => {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return options.slice(0, SHOWN);
  const begins: ComboOption[] = [];
  const contains: ComboOption[] = [];
  for (const option of options) {
    const text = ` ${folded(`${option.label} ${option.words ?? ''}`).replace(/[/_,()-]+/g, ' ')}`;
    if (words.every((word) => text.includes(` ${word}`))) begins.push(option);
    else if (words.every((word) => text.includes(word))) contains.push(option);
  }
  return [...begins, ...contains].slice(0, SHOWN);
};
