import { textOf } from '#kernel/actors/names.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';

/** The longest reason, in characters. */
export const LONGEST_TEXT = 10_000;

/** What somebody may say; nothing becomes null. */
export const optionalText = (text: string | undefined, field: string): Result<string | null> =>
  text === undefined || text.trim() === '' ? ok(null) : textOf(text, field, LONGEST_TEXT);
