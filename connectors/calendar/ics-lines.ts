import { isUtf8 } from 'node:buffer';

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
 * ends may be CRLF, LF or CR. UTF-8 and UTF-16 by their mark; bytes that are no UTF-8 are read as Windows-1252, and said so once.
 */
export function* contentLines(chunks: Iterable<Uint8Array>, report: Report): Generator<ContentLine> {
  let latin = false;
  let first = true;
  for (const { line, bytes, cut } of unfolded(physicalLines(decoded(chunks)))) {
    const utf8 = isUtf8(bytes);
    // A line that was cut may end within a letter.
    const read = utf8 || cut ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes);
    const text = line === 1 ? read.trimStart() : read;
    if (!utf8 && !cut && !latin) {
      latin = true;
      report(line, 'These bytes are no UTF-8; they were read as Windows-1252.');
    }
    if (text.trim() === '') continue;
    if (first && text.startsWith('PK\u0003')) {
      report(line, 'This is a zip archive. Unpack it, and give the calendars in it.');
      return;
    }
    first = false;
    if (cut) report(line, `This line is longer than ${LONGEST / 1024} kB; the rest of it was left out.`);
    const parsed = parseLine(text, line);
    if (parsed === null) report(line, `This is no property: “${shortened(text)}” has no name and value. It was left out.`);
    else yield parsed;
  }
}

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

interface PhysicalLine {
  readonly line: number;
  readonly bytes: Buffer;
  readonly cut: boolean;
}

const LF = 10;
const CR = 13;

function* physicalLines(chunks: Iterable<Uint8Array>): Generator<PhysicalLine> {
  let line = 1;
  let held: Buffer[] = [];
  let length = 0;
  let cut = false;
  let afterCr = false;
  const hold = (part: Buffer): void => {
    const room = LONGEST - length;
    if (part.length > room) cut = true;
    if (part.length === 0 || room <= 0) return;
    held.push(part.subarray(0, room));
    length += Math.min(part.length, room);
  };
  const take = (): PhysicalLine => {
    const taken = { line, bytes: held.length === 1 && held[0] ? held[0] : Buffer.concat(held), cut };
    line += 1;
    held = [];
    length = 0;
    cut = false;
    return taken;
  };
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
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
      // Blank lines are many where somebody means harm, and mean nothing.
      if (end > from || length > 0) {
        hold(bytes.subarray(from, end));
        yield take();
      } else line += 1;
      afterCr = end === nextCr;
      from = end + 1;
    }
    if (from < bytes.length) hold(bytes.subarray(from));
  }
  if (length > 0) yield take();
}

const isFold = (byte: number | undefined): boolean => byte === 32 || byte === 9;

function* unfolded(lines: Iterable<PhysicalLine>): Generator<PhysicalLine> {
  let first: PhysicalLine | null = null;
  let parts: Buffer[] = [];
  let length = 0;
  let cut = false;
  const whole = (): PhysicalLine | null =>
    first && { line: first.line, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), cut };
  for (const one of lines) {
    if (first && isFold(one.bytes[0])) {
      const part = one.bytes.subarray(1, 1 + Math.max(0, LONGEST - length));
      cut ||= one.cut || part.length < one.bytes.length - 1;
      if (part.length > 0) parts.push(part);
      length += part.length;
      continue;
    }
    const done = whole();
    if (done) yield done;
    first = one;
    parts = [one.bytes];
    length = one.bytes.length;
    cut = one.cut;
  }
  const last = whole();
  if (last) yield last;
}

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
    const equals = endOf(text, at, '=:;');
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
    const end = endOf(text, close + 1, ',;:');
    return { value: uncareted(text.slice(from + 1, close)), end };
  }
  const end = endOf(text, from, ',;:');
  return { value: uncareted(text.slice(from, end)), end };
};

const endOf = (text: string, from: number, signs: string): number => {
  let at = from;
  while (at < text.length && !signs.includes(text[at] ?? '')) at += 1;
  return at;
};

/** RFC 6868. */
const uncareted = (value: string): string =>
  value.includes('^')
    ? value.replace(/\^([n^'])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'))
    : value;
