import { threeWay } from './three-way.ts';

/** A place that two people changed differently. */
export interface Conflict {
  /** Where it begins in the text that stands now, 1-based. */
  readonly line: number;
  readonly before: string;
  readonly standing: string;
  readonly sent: string;
}

export interface Merged {
  /** Where there are conflicts, what stands now stays in their places. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Lines that both changed are told apart word by word, up to so many words on one side. */
const MOST_WORDS = 20_000;

/**
 * What two people made of one text, as one: line by line, and where both changed the same lines, word by word. `standing` was published
 * first. A text that comes with other line ends than it was given is taken as if it had kept them.
 */
export const merge = (before: string, standing: string, sent: string): Merged => {
  const theirs = withLineEndsOf(before, sent);
  if (standing === before || standing === theirs) return { text: theirs, conflicts: [] };
  if (theirs === before) return { text: standing, conflicts: [] };
  const conflicts: Conflict[] = [];
  let text = '';
  for (const region of threeWay({ before: linesOf(before), standing: linesOf(standing), sent: linesOf(theirs) })) {
    text += region.ok?.join('') ?? '';
    if (region.ok) continue;
    const [was, mine, yours] = [region.before.join(''), region.standing.join(''), region.sent.join('')];
    const words = mergeWords(was, mine, yours);
    if (words === null) conflicts.push({ line: region.at + 1, before: was, standing: mine, sent: yours });
    text += words ?? mine;
  }
  return { text, conflicts };
};

/** Null: they changed the same words. */
const mergeWords = (before: string, standing: string, sent: string): string | null => {
  const [o, a, b] = [wordsOf(before), wordsOf(standing), wordsOf(sent)];
  if (Math.max(o.length, a.length, b.length) > MOST_WORDS) return null;
  let text = '';
  for (const region of threeWay({ before: o, standing: a, sent: b })) {
    if (!region.ok) return null;
    text += region.ok.join('');
  }
  return text;
};

/** Each with its end, so that together they are the text. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const linesIn = (text: string): number => text.split('\n').length - 1;

/** Words, runs of spaces, single signs, line ends: together they are the text. */
const wordsOf = (text: string): string[] => text.match(/\r?\n|[^\S\n]+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

/** A text with the line ends of another. */
export const withLineEndsOf = (before: string, sent: string): string => {
  const [crlf, lf] = [before.split('\r\n').length - 1, linesIn(before)];
  if (crlf * 2 > lf && !sent.includes('\r\n')) return sent.replaceAll('\n', '\r\n');
  return crlf === 0 && sent.includes('\r\n') ? sent.replaceAll('\r\n', '\n') : sent;
};
