import { diffArrays } from 'diff';

/** Where a text changes: `remove` characters at `at` (of the text before) go, and `insert` comes. */
export interface Operation {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const MOST_EDITS = { lines: 3_000, words: 1_000 } as const;

/**
 * What makes one text into another, as few words as can be, in their order: carets that stand elsewhere stay where they are. Never between the
 * halves of a character. Where the two have little in common, a stretch is replaced as a whole.
 */
export const operations = (before: string, after: string): readonly Operation[] => {
  const start = sameStart(before, after);
  const end = sameEnd(before, after, start);
  const [was, is] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return told(was, is, start, 'lines');
};

const PIECES = { lines: /[^\n]*\n|[^\n]+$/g, words: /\r?\n|[^\S\n]+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu } as const;

const told = (was: string, is: string, offset: number, by: 'lines' | 'words'): readonly Operation[] => {
  if (was === is) return [];
  if (was === '' || is === '') return [{ at: offset, remove: was.length, insert: is }];
  const parts = diffArrays(was.match(PIECES[by]) ?? [], is.match(PIECES[by]) ?? [], { maxEditLength: MOST_EDITS[by] });
  if (!parts) return [{ at: offset, remove: was.length, insert: is }];
  const done: Operation[] = [];
  let at = offset;
  let [gone, came] = ['', ''];
  const flush = (): void => {
    if (gone !== '' || came !== '')
      done.push(
        ...(by === 'lines' && gone !== '' && came !== ''
          ? told(gone, came, at, 'words')
          : [{ at, remove: gone.length, insert: came }]),
      );
    at += gone.length;
    [gone, came] = ['', ''];
  };
  for (const { value, added, removed } of parts) {
    const text = value.join('');
    if (added) came += text;
    else if (removed) gone += text;
    else {
      flush();
      at += text.length;
    }
  }
  flush();
  return done;
};

/** The last first, so that the places of the others hold. */
export const operated = (text: string, changes: readonly Operation[]): string =>
  changes.reduceRight((now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove), text);

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const sameStart = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a.charCodeAt(n) === b.charCodeAt(n)) n += 1;
  return n > 0 && isHigh(a.charCodeAt(n - 1)) ? n - 1 : n;
};

const sameEnd = (a: string, b: string, start: number): number => {
  const most = Math.min(a.length, b.length) - start;
  let n = 0;
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n += 1;
  return n > 0 && isLow(a.charCodeAt(a.length - n)) ? n - 1 : n;
};
