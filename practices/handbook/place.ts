import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { PageFile } from './page.ts';

/** So many pages stand one below the other at most, the first counted. What goes through all that stand above a page or below it goes farther than that. */
export const MOST_DEPTH = 50;

export const TOO_DEEP = refuse(
  'too-deep',
  `Pages stand at most ${MOST_DEPTH} deep, one below the other. Choose a place further up; nothing was written.`,
  { field: '/under' },
);

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** Digits that count whoever comes at the end: fourteen million. */
const WHOLE = 4;

/**
 * A rank between two others, byte by byte; null: nothing on that side. Read as fractions in base 62 there is always room between two; what
 * comes at the end counts on, so that a list which grows there keeps short ranks.
 */
export const rankBetween = (before: string | null, after: string | null): string => {
  // As fractions `V000` is `V`: what is below the one must be below the other.
  if (after !== null) return middle(before ?? '', after.replace(/0+$/, ''));
  return before === null ? 'V'.padEnd(WHOLE, '0') : counted(before);
};

/** So many ranks in order, behind `before`. */
export const ranksAfter = (before: string | null, many: number): readonly string[] => {
  const ranks: string[] = [];
  for (let rank = before; ranks.length < many;) ranks.push((rank = rankBetween(rank, null)));
  return ranks;
};

const counted = (rank: string): string => {
  const whole = [...rank.slice(0, WHOLE).padEnd(WHOLE, '0')].reduce((sum, one) => sum * BASE + valueOf(one), 0) + 1;
  if (whole >= BASE ** WHOLE) return middle(rank, null);
  let digits = '';
  for (let rest = whole; digits.length < WHOLE; rest = Math.floor(rest / BASE)) digits = DIGITS.charAt(rest % BASE) + digits;
  return digits;
};

/** Above `low` and below `high` (null: below 1), which is the greater. */
const middle = (low: string, high: string | null): string => {
  let shared = 0;
  while (high !== null && shared < high.length && (low[shared] ?? '0') === high[shared]) shared += 1;
  if (high !== null && shared > 0) return high.slice(0, shared) + middle(low.slice(shared), high.slice(shared));
  const [from, to] = [valueOf(low.charAt(0)), high === null ? BASE : valueOf(high.charAt(0))];
  if (to - from > 1) return DIGITS.charAt(Math.round((from + to) / 2));
  if (high !== null && high.length > 1) return high.slice(0, 1);
  return DIGITS.charAt(from) + middle(low.slice(1), null);
};

const valueOf = (digit: string): number => Math.max(0, DIGITS.indexOf(digit));

/** How long a segment of a path may be, in characters and in bytes: files of more than 255 exist nowhere. */
const LONGEST_SEGMENT = 120;
const LONGEST_SEGMENT_BYTES = 200;

/** What no file may be called somewhere: signs of paths, marks of Windows and of git, what cannot be seen. */
const UNWRITABLE = /[/\\:*?"<>|\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const RESERVED = /^(?:\.{1,2}|\.git|\.gitmodules|\.gitattributes|git~\d+|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Signs that a Mac's disk leaves out of names: with one in it, `.git` is `.git` there still, and git takes no commit that has it. */
const LEFT_OUT = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

/** A segment of a path, in Unicode's composed form. */
export const segmentOf = (text: string, field: string): Result<string> => {
  const name = text.normalize('NFC').trim();
  const fits = name !== '' && [...name].length <= LONGEST_SEGMENT && Buffer.byteLength(name) <= LONGEST_SEGMENT_BYTES;
  if (fits && !UNWRITABLE.test(name) && !RESERVED.test(name.replace(LEFT_OUT, '')) && !/[. ]$/.test(name)) return ok(name);
  return refuse('invalid-name', 'This cannot be the name of a page’s file.', {
    field,
    accepted: `1 to ${LONGEST_SEGMENT} characters without / \\ : * ? " < > |, such as on-call`,
  });
};

/** A segment made of a title: `On call & escalation` is `on-call-escalation`. */
export const segmentFrom = (title: string): string => {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  let name = '';
  for (const word of words ?? []) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (segmentOf(longer, '').refused || longer.length > 80) break;
    name = longer;
  }
  return name === '' ? 'page' : name;
};

/** The file of a page that has been called `name` so far and is called otherwise now. */
export const renamedFile = (file: PageFile, name: string, to: string): PageFile => {
  if (file === null || file.inside || !file.name.startsWith(name)) return file;
  return { ...file, name: `${to}${file.name.slice(name.length)}` };
};

/** `on-call_rota` is “On call rota”, and `2024_01_02` a date. */
export const wordsOfName = (name: string): string => {
  const words = name.replace(/[-_]+/g, ' ').replace(DATE, '$1-$2-$3').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const DATE = /(?<!\d)(\d{4}) ([01]\d) ([0-3]\d)(?!\d)/g;
