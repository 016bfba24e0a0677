import { isAscii, isUtf8 } from 'node:buffer';
import { otherThanCalendar } from './other-than-calendar.ts';

/** A content line (RFC 5545, 3.1) after unfolding. `line` is where it begins, from 1. */
export interface ContentLine {
  readonly line: number;
  /** In upper case. */
  readonly name: string;
  readonly params: Params;
  /** As it is written: escapes are those of its type. */
  readonly value: string;
}

/** Names in upper case, each with its values. */
export type Params = Readonly<Record<string, readonly string[] | undefined>>;

/** Told of what is wrong at a line. */
export type Report = (line: number, reason: string) => void;

/** Of a longer line the rest is left out: pictures and files stand in calendars as single lines. */
const LONGEST = 262_144;

/**
 * Reads bytes as content lines without holding more than one of them. Folding is undone on bytes, because it may cut a letter in two. Line
 * ends may be CRLF, LF or CR. UTF-8 and UTF-16 by their mark; bytes that are no UTF-8 are read as Windows-1252, and said so once. What is
 * plainly something else is said, and not read.
 */
export function* contentLines(chunks: Iterable<Uint8Array>, report: Report): Generator<ContentLine> {
  let latin = false;
  let begun = false;
  for (const { line, text: read, no8, cut } of logicalLines(decoded(chunks))) {
    const text = line === 1 ? read.trimStart() : read;
    if (!begun) {
      if (text.trim() === '') continue;
      begun = true;
      const other = otherThanCalendar(text);
      if (other !== null) {
        report(line, other);
        return;
      }
    }
    if (no8 && !latin) {
      latin = true;
      report(line, 'These bytes are no UTF-8; they were read as Windows-1252.');
    }
    if (cut) report(line, `This line is longer than ${LONGEST / 1024} kB; the rest of it was left out.`);
    const parsed = parseLine(text, line);
    if (parsed !== null) yield parsed;
    else if (text.trim() !== '')
      report(line, `This is no property: “${shortened(text)}” has no name and value. It was left out.`);
  }
}

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

interface LogicalLine {
  readonly line: number;
  readonly text: string;
  /** Its bytes are no UTF-8. */
  readonly no8: boolean;
  readonly cut: boolean;
}

const LF = 10;
const CR = 13;

/** Bytes of a line that does not lie in one chunk, is folded, or may be. */
class Held {
  line = 0;
  cut = false;
  private parts: Buffer[] = [];
  private length = 0;

  get empty(): boolean {
    return this.length === 0;
  }

  add(part: Buffer): void {
    const room = LONGEST - this.length;
    if (part.length > room) this.cut = true;
    if (part.length === 0 || room <= 0) return;
    this.parts.push(part.subarray(0, room));
    this.length += Math.min(part.length, room);
  }

  take(): LogicalLine {
    const bytes = this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
    // A line that was cut may end within a letter.
    const known8 = this.cut || isUtf8(bytes);
    const taken = {
      line: this.line,
      text: known8 ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes),
      no8: !known8,
      cut: this.cut,
    };
    this.parts = [];
    this.length = 0;
    this.cut = false;
    return taken;
  }
}

/** Most lines lie in one chunk and are not folded: these are read without a copy. */
function* logicalLines(chunks: Iterable<Uint8Array>): Generator<LogicalLine> {
  const held = new Held();
  let line = 1;
  /** Whether a physical line has begun in an earlier chunk. */
  let within = false;
  let afterCr = false;
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const encoding = isAscii(bytes) ? 'latin1' : isUtf8(bytes) ? 'utf8' : null;
    let from = 0;
    let nextCr = bytes.indexOf(CR);
    let nextLf = bytes.indexOf(LF);
    for (;;) {
      // The LF of a CRLF that was cut between two chunks.
      if (afterCr && from < bytes.length) {
        afterCr = false;
        if (bytes[from] === LF) from += 1;
      }
      if (nextCr !== -1 && nextCr < from) nextCr = bytes.indexOf(CR, from);
      if (nextLf !== -1 && nextLf < from) nextLf = bytes.indexOf(LF, from);
      const end = nextCr === -1 ? nextLf : nextLf === -1 ? nextCr : Math.min(nextCr, nextLf);
      if (end === -1) break;
      const next = end === nextCr && bytes[end + 1] === LF ? end + 2 : end + 1;
      // Blank lines are many where somebody means harm, and mean nothing.
      if (end > from || within) {
        const folds = !within && isFold(bytes[from]);
        if (!within && !folds && !held.empty) yield held.take();
        if (!within && held.empty && encoding !== null && next < bytes.length && !isFold(bytes[next]) && end - from <= LONGEST) {
          yield { line, text: bytes.toString(encoding, from, end), no8: false, cut: false };
        } else {
          if (held.empty) held.line = line;
          held.add(bytes.subarray(folds && !held.empty ? from + 1 : from, end));
        }
      }
      within = false;
      line += 1;
      afterCr = end === nextCr && next === end + 1;
      from = next;
    }
    if (from < bytes.length) {
      const folds = !within && isFold(bytes[from]);
      if (!within && !folds && !held.empty) yield held.take();
      if (held.empty) held.line = line;
      held.add(bytes.subarray(folds && !held.empty ? from + 1 : from));
      within = true;
    }
  }
  if (!held.empty) yield held.take();
}

const isFold = (byte: number | undefined): boolean => byte === 32 || byte === 9;

/** The bytes as UTF-8 without a mark; whatever is no UTF-16 passes as it is. */
function* decoded(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let wide: TextDecoder | null | undefined;
  for (const chunk of chunks) {
    if (wide === undefined) {
      wide = wideDecoder(chunk);
      const marked = wide === null && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      if (marked) {
        yield chunk.subarray(3);
        continue;
      }
    }
    yield wide ? Buffer.from(wide.decode(chunk, { stream: true })) : chunk;
  }
}

const wideDecoder = ([a, b]: Uint8Array): TextDecoder | null => {
  if ((a === 0xff && b === 0xfe) || (a === 0x42 && b === 0)) return new TextDecoder('utf-16le');
  return (a === 0xfe && b === 0xff) || (a === 0 && b === 0x42) ? new TextDecoder('utf-16be') : null;
};

const NAME = /^[\w.-]+/;

/** `NAME;PARAM=value,"value":value`; null where there is no name or no colon. */
export const parseLine = (text: string, line: number): ContentLine | null => {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  const upper = name.toUpperCase();
  if (text[name.length] === ':') return { line, name: upper, params: NONE, value: text.slice(name.length + 1) };
  if (text[name.length] !== ';') return null;
  const params: Record<string, readonly string[]> = Object.create(null);
  let at = name.length + 1;
  for (;;) {
    const equals = endOf(text, at, EQUALS);
    const param = text.slice(at, equals).trim().toUpperCase();
    at = equals;
    const values: string[] = [];
    if (text[at] === '=') {
      do {
        const { value, end } = paramValue(text, at + 1);
        values.push(value);
        at = end;
      } while (text[at] === ',');
    }
    if (param !== '') params[param] = values;
    if (text[at] === ':') return { line, name: upper, params, value: text.slice(at + 1) };
    if (text[at] !== ';') return null;
    at += 1;
  }
};

const NONE: Params = Object.freeze(Object.create(null));

const paramValue = (text: string, from: number): { readonly value: string; readonly end: number } => {
  const close = text[from] === '"' ? text.indexOf('"', from + 1) : -1;
  if (close !== -1) {
    const end = endOf(text, close + 1, COMMA);
    return { value: uncareted(text.slice(from + 1, close)), end };
  }
  const end = endOf(text, from, COMMA);
  return { value: uncareted(text.slice(from, end)), end };
};

const [COLON, SEMICOLON, COMMA, EQUALS] = [58, 59, 44, 61] as const;

/** Where a name ends at `=`, or a value at `,`, and both at `;` and `:`. */
const endOf = (text: string, from: number, sign: typeof COMMA | typeof EQUALS): number => {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON || code === SEMICOLON || code === sign) return at;
  }
  return text.length;
};

/** Of a value of a parameter. */
const MOST_OF_PARAM = 4_096;

/** RFC 6868. */
const uncareted = (written: string): string => {
  const value = written.length > MOST_OF_PARAM ? written.slice(0, MOST_OF_PARAM) : written;
  return value.includes('^')
    ? value.replace(/\^([n^'])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'))
    : value;
};
