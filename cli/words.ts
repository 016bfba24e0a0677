import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What an argument says; `-`: what comes in on stdin. */
export const wordsOf = async (argument: string, input: Readable = process.stdin): Promise<string> =>
  argument === '-' ? (await text(input)).trim() : argument;

/** `#142` or `142` as a number; null: neither. */
export const numberOf = (argument: string): number | null => {
  const digits = /^#?([1-9]\d{0,8})$/.exec(argument)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** Of texts that others wrote: what would move the cursor, colour or ring becomes visible instead. Line ends and tabs stay. */
export const shown = (text: string): string =>
  text.replace(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (sign) =>
    sign === '\r' ? '' : `\\u{${sign.charCodeAt(0).toString(16)}}`,
  );

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** `1 warning`, `3 warnings`. */
export const things = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;
