import type { Said } from './observed.ts';

const SAYINGS = [
  [/^\s*(?:\/(?:agree|approve|lgtm)|lgtm)\b/i, 'agree'],
  [/^\s*\/(?:object|hold|block)\b/i, 'object'],
  [/^\s*\/abstain\b/i, 'abstain'],
  [/^\s*\/(?:withdraw|unhold|unblock|(?:hold|lgtm|approve)\s+cancel)\b/i, 'withdraw'],
] as const satisfies readonly (readonly [RegExp, Said['verdict']])[];

/** What a comment on a forge says, by the words with which it begins: `/agree`, `LGTM`, `/object because…`, `/abstain`, `/withdraw`. */
export const sayingOf = (text: string): Said['verdict'] =>
  SAYINGS.toReversed().find(([pattern]) => pattern.test(text))?.[1] ?? 'none';

const MOST = 1_000;
const BEGINNING = /^\s*\/(?:agree|approve|lgtm|object|hold|block|abstain|withdraw|unhold|unblock)\b[\s:,-]*/i;

/** Its beginning, without the word that counts. */
export const wordsOf = (text: string | null | undefined): string =>
  [...(text ?? '').replace(BEGINNING, '').replaceAll('\0', '').toWellFormed()].slice(0, MOST).join('').trim();

/** A title or a description as it is kept: storable, and no longer than anybody reads. */
export const kept = (text: string | null | undefined, most: number): string =>
  [...(text ?? '').replaceAll('\0', '').toWellFormed()].slice(0, most).join('');
