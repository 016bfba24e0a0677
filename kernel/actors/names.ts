import type { ActorId } from '../stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '../stream/refusal.ts';
import type { Directory } from './directory.ts';

/** How long a name of a person, a team, an agent, a space or the organization may be, in characters. */
export const LONGEST_NAME = 120;
const LONGEST_HANDLE = 40;

/**
 * What no name may hold: control characters, halves of characters, line separators, and the marks that turn the direction of the
 * text around them (right-to-left letters themselves are welcome).
 */
const UNWRITABLE_IN_A_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** What no text may hold: it could not be kept (NUL, halves of characters), or it would steer a terminal. */
// oxlint-disable-next-line no-control-regex -- these are the characters that it looks for
const UNWRITABLE_IN_A_TEXT = /[\u0000-\u0008\u000E-\u001F\u007F\p{Cs}]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line in any script, trimmed, in Unicode's composed form (NFC). Refuses `empty`, `too-long`, `control-character`. */
export const nameOf = (text: string, field: string, longest = LONGEST_NAME): Result<string> => {
  const name = text.normalize('NFC').trim();
  const at = name.search(UNWRITABLE_IN_A_LINE);
  if (at >= 0) return unwritable(name, at, field);
  if (!VISIBLE.test(name)) return refuse('empty', 'This must not be empty.', { field });
  return tooLong(name, field, longest) ?? ok(name);
};

/** A line that may be left empty, such as a purpose. */
export const lineOf = (text: string, field: string, longest: number): Result<string> =>
  text.trim() === '' ? ok('') : nameOf(text, field, longest);

/** Text of several lines, kept exactly as it is. Refuses `empty`, `too-long`, `control-character` (with line and column). */
export const textOf = (text: string, field: string, longest: number): Result<string> => {
  const long = tooLong(text, field, longest);
  if (long) return long;
  const at = text.search(UNWRITABLE_IN_A_TEXT);
  if (at >= 0) return unwritable(text, at, field);
  return VISIBLE.test(text) ? ok(text) : refuse('empty', 'This must not be empty.', { field });
};

const tooLong = (text: string, field: string, longest: number): Refusal | null => {
  if (text.length <= longest) return null;
  const characters = text.length > 2 * longest ? text.length : [...text].length;
  if (characters <= longest) return null;
  const most = longest.toLocaleString('en');
  return refuse('too-long', `This is longer than ${most} characters. Nothing was kept of it; shorten it.`, {
    field,
    accepted: `at most ${most} characters`,
  });
};

const unwritable = (text: string, at: number, field: string): Refusal => {
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const before = text.slice(0, at).split('\n');
  return refuse('control-character', `This holds a character that cannot be written (U+${code}).`, {
    field,
    accepted: 'letters of any script, digits, punctuation, symbols',
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
};

const HANDLE = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[._-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u;

/** A handle (`ines`, `núria.k`) or a slug (`platform-team`): lower case, letters and digits of any script with `.` `_` `-` between. */
export const handleOf = (text: string, field: string): Result<string> => {
  const handle = text.normalize('NFC').trim().toLowerCase();
  if (HANDLE.test(handle) && [...handle].length <= LONGEST_HANDLE) return ok(handle);
  return refuse('invalid-handle', 'This cannot be used as a short name.', {
    field,
    accepted: `letters and digits with . _ - between them, at most ${LONGEST_HANDLE}: ines, platform-team`,
  });
};

const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];

/** A free handle for a person's name: the first name, else the whole name, else with a number. */
export const freeHandle = (name: string, fallback: string, taken: (handle: string) => boolean): string => {
  const words = wordsOf(name);
  return firstFree([words[0] ?? fallback, words.join('-') || fallback], taken);
};

/** A free slug for a name: all of its words, else with a number. */
export const freeSlug = (name: string, fallback: string, taken: (slug: string) => boolean): string =>
  firstFree([wordsOf(name).join('-') || fallback], taken);

const firstFree = (wishes: readonly string[], taken: (handle: string) => boolean): string => {
  const short = wishes.map((wish) =>
    [...wish]
      .slice(0, LONGEST_HANDLE - 5)
      .join('')
      .replace(/-+$/u, ''),
  );
  const free = short.find((wish) => !taken(wish));
  if (free !== undefined) return free;
  let count = 2;
  while (taken(`${short.at(-1)}-${count}`)) count += 1;
  return `${short.at(-1)}-${count}`;
};

/** [R10] As sentences call somebody: software is marked as such wherever it is named. */
export const calledIn = ({ actors }: Pick<Directory, 'actors'>, id: ActorId, otherwise = 'somebody'): string => {
  const actor = actors.get(id);
  if (!actor) return otherwise;
  return actor.kind === 'agent' ? `${actor.name} (agent)` : actor.name;
};
