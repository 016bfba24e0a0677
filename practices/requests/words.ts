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
  const characters = [...plain];
  return characters.length > SHOWN
    ? `${characters
        .slice(0, SHOWN - 1)
        .join('')
        .trimEnd()}…`
    : plain;
};
