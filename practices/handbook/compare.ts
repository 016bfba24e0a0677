import { diffArrays, diffWordsWithSpace } from 'diff';

export interface Part {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of both texts, of one of them, or one that says something else in the other. */
export type Line =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'removed' | 'added'; readonly text: string }
  | { readonly kind: 'changed'; readonly before: readonly Part[]; readonly after: readonly Part[] };

export interface Comparison {
  readonly lines: readonly Line[];
  /** The texts have too little in common to be told apart in time: one stands below the other. */
  readonly apart: boolean;
}

/** How long lines may be looked for that both have, ms. */
const PATIENCE = 400;
/** Longer lines are not compared by word. */
const LONGEST_LINE = 5_000;

/** What two texts have in common, line by line, and within lines that changed word by word. */
export const compare = (before: string, after: string): Comparison => {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const pieces = diffArrays(old, fresh, { timeout: PATIENCE });
  if (!pieces)
    return { apart: true, lines: [...old.map((text) => line('removed', text)), ...fresh.map((text) => line('added', text))] };
  const lines: Line[] = [];
  let removed: readonly string[] = [];
  const flush = (added: readonly string[]): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) lines.push(...pair(removed[at], added[at]));
    removed = [];
  };
  for (const piece of pieces) {
    if (piece.removed) {
      flush([]);
      removed = piece.value;
    } else if (piece.added) flush(piece.value);
    else {
      flush([]);
      for (const text of piece.value) lines.push({ kind: 'same', text });
    }
  }
  flush([]);
  return { apart: false, lines };
};

/** Line ends alone make no difference to a reader. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n'));

const line = (kind: 'removed' | 'added', text: string): Line => ({ kind, text });

const pair = (before: string | undefined, after: string | undefined): readonly Line[] => {
  if (before === undefined) return after === undefined ? [] : [line('added', after)];
  if (after === undefined) return [line('removed', before)];
  const words = Math.max(before.length, after.length) > LONGEST_LINE ? undefined : diffWordsWithSpace(before, after);
  const shared = words?.reduce((sum, one) => sum + (one.added || one.removed ? 0 : one.value.trim().length), 0) ?? 0;
  // Two lines that share little are two lines.
  if (!words || shared * 3 < Math.min(before.length, after.length)) return [line('removed', before), line('added', after)];
  return [
    {
      kind: 'changed',
      before: joined(words.filter((one) => !one.added).map((one) => ({ text: one.value, changed: one.removed }))),
      after: joined(words.filter((one) => !one.removed).map((one) => ({ text: one.value, changed: one.added }))),
    },
  ];
};

/** Words that changed beside one another are one piece: the space between them did not stay for its own sake. */
const joined = (parts: readonly Part[]): readonly Part[] => {
  const pieces: Part[] = [];
  for (const [index, one] of parts.entries()) {
    const between = one.text.trim() === '' && pieces.at(-1)?.changed === true && parts[index + 1]?.changed === true;
    const changed = one.changed || between;
    const last = pieces.at(-1);
    if (last?.changed === changed) pieces[pieces.length - 1] = { text: last.text + one.text, changed };
    else pieces.push({ text: one.text, changed });
  }
  return pieces;
};
