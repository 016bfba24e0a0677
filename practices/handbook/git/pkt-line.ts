/*
 * Git's framing of lines: four hex digits of length (themselves included), then the bytes; `0000` ends a section.
 * https://git-scm.com/docs/protocol-common
 */

const LONGEST = 65_516;

/** Ends a section. */
export const FLUSH = Buffer.from('0000');

/** One line. Text gets no line feed of its own. */
export const pkt = (data: string | Buffer): Buffer => {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  if (bytes.length > LONGEST) throw new RangeError('A line of the git protocol holds 65,516 bytes at most.');
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
};

/** Bytes for one of the channels that share an answer: 1 what was asked for, 2 what a person reads while it comes, 3 why it ends early. */
export const band = (channel: 1 | 2 | 3, data: string | Buffer): Buffer => {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += LONGEST - 1)
    lines.push(pkt(Buffer.concat([Buffer.of(channel), bytes.subarray(from, from + LONGEST - 1)])));
  return Buffer.concat(lines);
};

export interface Lines {
  readonly lines: readonly Buffer[];
  /** Behind the section's end. */
  readonly next: number;
}

/** The lines of the section that begins at `from`; null: it is cut short, or this is no such framing. */
export const readLines = (bytes: Buffer, from: number, most: number): Lines | null => {
  const lines: Buffer[] = [];
  for (let at = from; at + 4 <= bytes.length;) {
    const digits = bytes.toString('latin1', at, at + 4);
    if (!/^[0-9a-f]{4}$/i.test(digits)) return null;
    const length = Number.parseInt(digits, 16);
    if (length === 0) return { lines, next: at + 4 };
    if (length < 4 || at + length > bytes.length || lines.length >= most) return null;
    lines.push(bytes.subarray(at + 4, at + length));
    at += length;
  }
  return null;
};
