import { isUtf8 } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** What was guessed, when it is not UTF-8. */
  readonly encoding: 'UTF-8' | 'UTF-16 (little endian)' | 'UTF-16 (big endian)' | 'Latin-1 (Windows-1252)';
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
  if (isUtf8(body)) return finished(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), 'UTF-8', bom);
  return binary(body) ? null : finished(new TextDecoder('windows-1252').decode(body), 'Latin-1 (Windows-1252)', bom);
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
