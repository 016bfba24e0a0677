import { textOf } from '#kernel/actors/names.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';

const LONGEST_WORDS = 20_000;

/** What somebody says, which must not be empty: an answer, a question. */
export const wordsOf = (text: string, field: string): Result<string> => textOf(text, field, LONGEST_WORDS);

/** What somebody may say; nothing becomes null. */
export const optionalWords = (text: string | undefined, field: string): Result<string | null> =>
  text === undefined || text.trim() === '' ? ok(null) : wordsOf(text, field);

/** Why somebody does something that others will ask about. */
export const reasonOf = (text: string, field = '/reason'): Result<string> =>
  text.trim() === ''
    ? refuse('reason-required', 'This needs a reason, so that whoever reads it later understands.', {
        field,
        accepted: 'a sentence',
      })
    : wordsOf(text, field);
