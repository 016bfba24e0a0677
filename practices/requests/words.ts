import { nameOf, textOf } from '#kernel/actors/names.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';

/** The longest question or answer, in characters. */
export const LONGEST_TEXT = 20_000;
export const LONGEST_TITLE = 300;

export const titleOf = (title: string): Result<string> => nameOf(title, '/title', LONGEST_TITLE);

/** What somebody says, which must not be empty. */
export const textFrom = (text: string, field: string): Result<string> => textOf(text, field, LONGEST_TEXT);

/** What somebody may say; nothing becomes null. */
export const optionalText = (text: string | undefined, field: string): Result<string | null> =>
  text === undefined || text.trim() === '' ? ok(null) : textFrom(text, field);

const SHOWN = 120;

/** A question's first line as its title, without the marks of Markdown. */
export const titleFrom = (question: string): string => {
  const line = question.split('\n').find((one) => /[\p{L}\p{N}]/u.test(one)) ?? question;
  const plain = line
    .replace(/^[\s#>*+-]+/u, '')
    .replace(/[*_`]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...(plain === '' ? line.trim() : plain)];
  if (characters.length <= SHOWN) return characters.join('');
  const cut = characters.slice(0, SHOWN - 1).join('');
  // After a whole word, unless the last one is most of it.
  const whole = characters[SHOWN - 1] === ' ' ? cut : cut.slice(0, cut.lastIndexOf(' '));
  return `${(whole.length > cut.length / 2 ? whole : cut).trimEnd()}…`;
};

const MOST_WORDS = 8;

const pattern = (word: string): string => `%${word.replace(/[%_\\]/g, '\\$&')}%`;

/** Each word of a search as a pattern of SQL. */
export const patternsOf = (text: string | null): readonly string[] =>
  (text ?? '')
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map(pattern);

const SHORT = 3;
/** Endings are left out of words so long: `backups` finds `backup`, `deploying` finds `deployed`. */
const LONG = 6;
const ENDING = 2;

/** What the telling words of a question begin with, as patterns; short words tell little and are left out where there are others. */
export const stemsOf = (question: string): readonly string[] => {
  const words = [
    ...new Set(
      question
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  ];
  const telling = words.filter((word) => [...word].length > SHORT);
  return (telling.length > 0 ? telling : words.filter((word) => [...word].length === SHORT)).slice(0, MOST_WORDS).map((word) => {
    const letters = [...word];
    return pattern(letters.length >= LONG ? letters.slice(0, -ENDING).join('') : word);
  });
};
