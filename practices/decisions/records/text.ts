import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { MAX_RECORD_BYTES, MAX_RECORD_LINES } from './document.ts';

export interface RecordText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/**
 * The characters of a file, every one of them: a byte order mark and the line ends stay, so that UTF-8 gives the same bytes again.
 * Refusals: `too-large`, `not-text`, with the line.
 */
export const textOf = (input: Uint8Array | string): Result<RecordText> => {
  if (typeof input === 'string') return checked({ text: input, encoding: 'utf-8' });
  if (input.length > MAX_RECORD_BYTES) return tooLarge(linesIn(input.subarray(0, MAX_RECORD_BYTES)));
  const encoding = encodingOf(input);
  return checked({ text: decode(input, encoding), encoding });
};

const checked = (read: RecordText): Result<RecordText> => {
  const { text } = read;
  if (text.length > MAX_RECORD_BYTES) return tooLarge(lineAt(text, MAX_RECORD_BYTES));
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse('not-text', 'The file holds NUL characters: it is no text.', { line: lineAt(text, nul) });
  const lines = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  if (lines >= MAX_RECORD_LINES)
    return refuse('too-large', `The file has more than ${MAX_RECORD_LINES} lines, which no decision record needs.`, {
      line: MAX_RECORD_LINES + 1,
    });
  if (!text.isWellFormed()) return refuse('not-text', 'The text holds half of a surrogate pair.', { line: 1 });
  return ok(read);
};

const tooLarge = (line: number): Result<never> =>
  refuse(
    'too-large',
    `The file is larger than ${MAX_RECORD_BYTES / 1024} KiB, which no decision record needs; the limit falls in line ${line}.`,
    { line },
  );

const encodingOf = (bytes: Uint8Array): RecordText['encoding'] => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  const zeros = { even: 0, odd: 0 };
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  // Without a mark, UTF-16 shows by the zero halves of its Latin letters.
  if (sample.length >= 4 && zeros.odd > sample.length / 5 && zeros.even === 0) return 'utf-16le';
  if (sample.length >= 4 && zeros.even > sample.length / 5 && zeros.odd === 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
};

const decode = (bytes: Uint8Array, encoding: RecordText['encoding']): string =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);

const linesIn = (bytes: Uint8Array): number => {
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
};

const lineAt = (text: string, offset: number): number => {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
};
