import { folded } from '#kernel/text/words.ts';

/** Without case and accents: `Tomás` is found by `tomas`. */
export const foldedName = (text: string): string => folded(text.toLowerCase());

/**
 * How well a name answers what was typed: 4 the whole of it, 3 its beginning, 2 the beginnings of its words, 1 a part of it, 0 not
 * by its letters. Both are folded.
 */
export const rank = (name: string, typed: string): 0 | 1 | 2 | 3 | 4 => {
  if (name === typed) return 4;
  if (name.startsWith(typed)) return 3;
  const words = name.split(/[^\p{L}\p{N}]+/u);
  const wanted = typed.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  if (wanted.length > 0 && wanted.every((want) => words.some((word) => word.startsWith(want)))) return 2;
  return name.includes(typed) ? 1 : 0;
};
