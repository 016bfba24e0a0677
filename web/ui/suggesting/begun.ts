/** What somebody has begun to write at the caret: whom they call, or what they name. */
export interface Begun {
  readonly sign: '@' | '#';
  /** Where the sign stands; the caret stands at `to`, behind the words. */
  readonly from: number;
  readonly to: number;
  /** Without the sign. */
  readonly words: string;
}

// The same as the server takes for calls and numbers (practices/comments/mentions.ts, server/markdown/growing.ts); a backslash before the sign takes it back.
const CALLED = /(?<![\p{L}\p{M}\p{N}_.@/\\-])@((?:[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,60})?)$/u;
const NUMBERED = /(?<![\p{L}\p{N}&#/\\])(?<!\]\()#([1-9]\d{0,8})$/u;
/** A title's first words. What ends with a space has ended: the next line is nobody's choice then. */
const TITLED = /(?<![\p{L}\p{N}&#/\\])(?<!\]\()#(\p{L}[\p{L}\p{M}\p{N}_.'’-]*(?: [\p{L}\p{N}][\p{L}\p{M}\p{N}_.'’-]*){0,5})$/u;
const GOES_ON = /^[\p{L}\p{M}\p{N}_]/u;
const LONGEST = 80;

/** What is begun in Markdown at the caret; null: nothing, or it is code. Linear in the text, and that only where something is begun. */
export const begunAt = (text: string, caret: number): Begun | null => {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const end = text.indexOf('\n', caret);
  const line = text.slice(start, end < 0 ? text.length : end);
  const begun = begunIn(line, caret - start);
  if (begun === null) return null;
  const above = start === 0 ? [] : text.slice(0, start - 1).split('\n');
  return inFence(above, line) || isIndented(above, line) ? null : { ...begun, from: start + begun.from, to: caret };
};

/** The same within one line, for who knows already which lines are code. */
export const begunIn = (line: string, caret: number): Begun | null => {
  // In the middle of a word nothing is begun: what follows would be lost.
  if (GOES_ON.test(line.slice(caret, caret + 2))) return null;
  const cut = Math.max(0, caret - 2 * LONGEST);
  const near = line.slice(cut, caret);
  const called = CALLED.exec(near);
  const found = called ?? NUMBERED.exec(near) ?? TITLED.exec(near);
  const words = found?.[1] ?? '';
  if (!found || words.length > LONGEST || (cut > 0 && found.index === 0)) return null;
  // Part of an address: `https://example.org/?to=#place`.
  if (/\S*$/u.exec(near.slice(0, found.index))?.[0].includes('://')) return null;
  const from = cut + found.index;
  return inTicks(line, from) ? null : { sign: called ? '@' : '#', from, to: caret, words };
};

// Within quotes and lists, too.
const FENCE = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})(.*)$/u;

const inFence = (above: readonly string[], line: string): boolean => {
  let open: string | null = null;
  for (const one of [...above, line]) {
    const [, mark = '', info = ''] = FENCE.exec(one) ?? [];
    if (open !== null) {
      if (mark.startsWith(open) && info.trim() === '') open = null;
    } else if (mark !== '' && !(mark.startsWith('`') && info.includes('`'))) open = mark;
  }
  return open !== null;
};

const INDENTED = /^(?: {4}| {0,3}\t)/u;

/** Four spaces are code but in a list, and where a paragraph goes on. */
const isIndented = (above: readonly string[], line: string): boolean => {
  if (!INDENTED.test(line)) return false;
  let apart = false;
  for (const one of above.toReversed()) {
    if (one.trim() !== '' && !INDENTED.test(one)) return apart && !/^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/u.test(one);
    apart = one.trim() === '';
  }
  return true;
};

/** Between backticks, or behind one that is not closed yet: whoever writes code closes it afterwards. */
const inTicks = (line: string, at: number): boolean => {
  const runs = [...line.matchAll(/(?<!\\)`+/gu)].map(({ index, 0: { length } }) => ({ index, length }));
  for (let next = 0; next < runs.length; next++) {
    const run = runs[next];
    if (!run || run.index >= at) return false;
    const close = runs.findIndex(({ length }, index) => index > next && length === run.length);
    if (close < 0) return true;
    if ((runs[close]?.index ?? 0) >= at) return true;
    next = close;
  }
  return false;
};
