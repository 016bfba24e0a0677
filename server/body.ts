import { isUtf8 } from 'node:buffer';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';

/** Bytes of body that an address takes, unless its route says otherwise: a million characters of any script, and something around them. */
export const USUAL_LIMIT = 5 * 1024 * 1024;
/** What an address takes from people whom it does not know. */
export const STRANGERS_LIMIT = 64 * 1024;

/** The type of a body that is no JSON, but bytes. */
export const BYTES = 'application/octet-stream';
/** The types of what git sends. */
export const GIT_BYTES = ['application/x-git-upload-pack-request', 'application/x-git-receive-pack-request'] as const;

/** Bodies above this are looked at for lists that nobody can mean, bytes. */
const LARGE = 128 * 1024;
const MOST_ENTRIES = 10_000;

/** A body's JSON, of which every text can be kept: UTF-8, no NUL, no halves of characters. */
export const readJson = (bytes: Buffer): Result<unknown> => {
  if (!isUtf8(bytes))
    return refuse('invalid-utf8', 'The body is not UTF-8. Nothing was written.', { field: '', accepted: 'JSON in UTF-8' });
  const source = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refuse('invalid-json', `The body is not JSON${whereIn(source, error)}. Nothing was written.`, {
      field: '',
      accepted: 'JSON',
    });
  }
  // Only an escape can bring these in: a walk of every body would cost more than one look at its text.
  const suspicious = source.includes('__proto__') || (source.includes('\\u') && /\\u(?:0000|d[89a-f])/i.test(source));
  try {
    return (suspicious ? unstorable(value, '') : null) ?? (bytes.length > LARGE ? tooMany(value) : null) ?? ok(value);
  } catch (error) {
    if (error instanceof RangeError)
      return refuse('invalid-json', 'The body is nested too deeply. Nothing was written.', { field: '' });
    throw error;
  }
};

const whereIn = (source: string, error: unknown): string => {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return '';
  const before = source.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
};

/** The first text that PostgreSQL could not keep, or a key that is no key. */
export const unstorable = (value: unknown, pointer: string): Refusal | null => {
  if (typeof value === 'string')
    return storable(value) ? null : refused(pointer, 'holds a character that cannot be kept (NUL, or half of a character)');
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || !storable(key)) return refused(pointer, 'has a field whose name cannot be kept');
    const found = unstorable(inner, `${pointer}/${step(key)}`);
    if (found) return found;
  }
  return null;
};

/** The first list that no address takes: a schema would complain about each of its items. */
const tooMany = (value: unknown, pointer = ''): Refusal | null => {
  if (typeof value !== 'object' || value === null) return null;
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  if (size > MOST_ENTRIES) {
    const most = `at most ${MOST_ENTRIES.toLocaleString('en')} entries`;
    return refuse(
      'invalid-request',
      `${pointer === '' ? 'The body' : `"${pointer.slice(1)}"`} has too many entries. Nothing was written.`,
      {
        field: pointer,
        accepted: most,
      },
    );
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = tooMany(inner, `${pointer}/${step(key)}`);
    if (found) return found;
  }
  return null;
};

const step = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

const storable = (words: string): boolean => !words.includes('\0') && words.isWellFormed();

const refused = (pointer: string, what: string): Refusal =>
  refuse('unstorable-character', `${pointer === '' ? 'The body' : `"${pointer.slice(1)}"`} ${what}. Nothing was written.`, {
    field: pointer,
    accepted: 'Unicode text without U+0000',
  });
