import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What an argument says; `-`: what comes in on stdin. */
export const wordsOf = async (argument: string, input: Readable = process.stdin): Promise<string> =>
  argument === '-' ? (await text(input)).trim() : argument;

/** `#142` or `142` as a number; null: neither. */
export const numberOf = (argument: string): number | null => {
  const digits = /^#?(\d{1,9})$/.exec(argument)?.[1];
  return digits === undefined ? null : Number(digits);
};

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
