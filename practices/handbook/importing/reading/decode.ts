import { isUtf8 } from 'node:buffer';
import { guessed } from './legacy.ts';

export interface Decoded {
  readonly text: string;
  /** What it was read as, for people; a guess is called one. */
  readonly encoding: string;
  /** Characters that PostgreSQL cannot keep (NUL) or that are halves of others, and stand as U+FFFD now. */
  readonly replaced: number;
  readonly bom: boolean;
}

/** The text of a file whose encoding nobody says; null: it is no text. Line ends stay as they are; a byte order mark goes. */
export const decode = (bytes: Uint8Array): Decoded | null => {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return wide(bytes.subarray(2), 'le', true);
  if (a === 0xfe && b === 0xff) return wide(bytes.subarray(2), 'be', true);
  const bom = a === 0xef && b === 0xbb && c === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  const nuls = halves(body);
  if (nuls.even + nuls.odd > 3 && body.length >= 16) {
    const sampled = Math.min(body.length, SAMPLE) / 2;
    if (nuls.odd > sampled * 0.3 && nuls.even < sampled * 0.05) return wide(body, 'le', false);
    if (nuls.even > sampled * 0.3 && nuls.odd < sampled * 0.05) return wide(body, 'be', false);
    if (nuls.even + nuls.odd > sampled * 0.2) return null;
  }
  if (isUtf8(body)) {
    // Seven bits, and escapes to two of them a letter.
    if (body.includes(27) && ['\u001B$@', '\u001B$B'].some((escape) => latin(body).includes(escape)))
      return finished(new TextDecoder('iso-2022-jp').decode(body), 'ISO-2022-JP', bom);
    return finished(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), UTF_8, bom);
  }
  if (binary(body)) return null;
  if (bom || isMostlyUtf8(body)) return finished(mended(body), 'UTF-8 with a few bytes of Windows-1252 among it', bom);
  const { label, name, sure } = guessed(body);
  return finished(
    new TextDecoder(label).decode(body),
    sure ? name : `${name}, which is a guess: look at its special characters`,
    bom,
  );
};

export const UTF_8 = 'UTF-8';

const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const SEQUENCE =
  /[\u00C2-\u00DF][\u0080-\u00BF]|\u00E0[\u00A0-\u00BF][\u0080-\u00BF]|[\u00E1-\u00EC\u00EE\u00EF][\u0080-\u00BF]{2}|\u00ED[\u0080-\u009F][\u0080-\u00BF]|\u00F0[\u0090-\u00BF][\u0080-\u00BF]{2}|[\u00F1-\u00F3][\u0080-\u00BF]{3}|\u00F4[\u0080-\u008F][\u0080-\u00BF]{2}/g;

/** Somebody pasted into it, or its end was cut off: what is UTF-8 in it is far more than what is not. */
const isMostlyUtf8 = (bytes: Uint8Array): boolean => {
  const text = latin(bytes);
  const [good, high] = [text.match(SEQUENCE) ?? [], text.match(/[\u0080-\u00FF]/g) ?? []];
  const bad = high.length - good.reduce((sum, { length }) => sum + length, 0);
  return good.length >= 3 && good.length >= bad * 3;
};

/** What is UTF-8 in it as such, and each other byte as Windows-1252. */
const mended = (bytes: Uint8Array): string => {
  const text = latin(bytes);
  const [utf8, windows] = [new TextDecoder('utf-8', { ignoreBOM: true }), new TextDecoder('windows-1252')];
  const parts: string[] = [];
  let end = 0;
  const others = (to: number): void => {
    if (to > end) parts.push(windows.decode(bytes.subarray(end, to)));
  };
  for (const { index, 0: whole } of text.matchAll(SEQUENCE)) {
    others(index);
    end = index + whole.length;
    parts.push(utf8.decode(bytes.subarray(index, end)));
  }
  others(bytes.length);
  return parts.join('');
};

const SAMPLE = 4_096;

/** Zeros at even and at odd places of its beginning: letters of most scripts in UTF-16 have one of two. */
const halves = (bytes: Uint8Array): { readonly even: number; readonly odd: number } => {
  const found = { even: 0, odd: 0 };
  const end = Math.min(bytes.length, SAMPLE);
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) found[at % 2 === 0 ? 'even' : 'odd'] += 1;
  return found;
};

/** Control characters that no text has. */
const binary = (bytes: Uint8Array): boolean => {
  const end = Math.min(bytes.length, SAMPLE);
  let strange = 0;
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] ?? 32;
    if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) strange += 1;
  }
  return strange > end * 0.02;
};

const wide = (bytes: Uint8Array, order: 'le' | 'be', bom: boolean): Decoded =>
  finished(
    new TextDecoder(`utf-16${order}`, { ignoreBOM: true }).decode(bytes.subarray(0, bytes.length - (bytes.length % 2))),
    order === 'le' ? 'UTF-16 (little endian)' : 'UTF-16 (big endian)',
    bom,
  );

const finished = (raw: string, encoding: Decoded['encoding'], bom: boolean): Decoded => {
  if (!raw.includes('\0') && raw.isWellFormed()) return { text: raw, encoding, replaced: 0, bom };
  let replaced = 0;
  const text = raw.toWellFormed().replaceAll('\0', () => {
    replaced += 1;
    return '\uFFFD';
  });
  return { text, encoding, replaced: Math.max(1, replaced), bom };
};
