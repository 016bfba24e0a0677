/** Where in a YAML text somebody writes. */
export interface Place {
  /** Keys of the maps around, from the outermost: `['steps', 'objection']`. Lists have none. */
  readonly path: readonly string[];
  /** The key whose value is written; null: a key is. */
  readonly key: string | null;
  /** Where the word that is being written begins. */
  readonly from: number;
  /** Keys that the map has already before this place. */
  readonly taken: ReadonlySet<string>;
}

interface Frame {
  /** Column at which its keys stand; of a flow, -1. */
  readonly column: number;
  readonly flow: '{' | '[' | null;
  readonly path: readonly string[];
  readonly keys: Set<string>;
  key: string | null;
}

/**
 * Reads up to the place, without asking that what stands there be right: while somebody writes it is not. One pass; block and flow
 * style, quotes and comments. Null inside a comment or a quoted key.
 */
export const placeAt = (text: string, at: number): Place | null => {
  const frames: Frame[] = [{ column: 0, flow: null, path: [], keys: new Set(), key: null }];
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  let start = 0;
  while (start < lineStart) {
    const end = text.indexOf('\n', start);
    readLine(text.slice(start, end), frames, false);
    start = end + 1;
  }
  const line = text.slice(lineStart, at);
  const state = readLine(line, frames, true);
  if (state.comment) return null;
  const word = /[\w./@-]*$/.exec(line)?.[0] ?? '';
  const frame = frames.at(-1);
  if (!frame) return null;
  const from = at - word.length;
  const taken = new Set(frame.keys);
  if (frame.flow === '[' || state.value) return { path: frame.path, key: frame.key, from, taken };
  return { path: frame.path, key: null, from, taken };
};

interface Read {
  /** What ends here stands in a comment. */
  readonly comment: boolean;
  /** It is a value: the line has its colon before it. */
  readonly value: boolean;
}

const BLOCK_KEY = /^(?:"([^"]*)"|'([^']*)'|([\p{L}_][\p{L}\p{N}_./ -]*?))\s*:(?=\s|$)/u;

const readLine = (line: string, frames: Frame[], last: boolean): Read => {
  let column = 0;
  let value = frames.at(-1)?.flow ? frames.at(-1)?.key !== null : false;
  if (!frames.at(-1)?.flow) {
    if (/^\s*(#.*)?$/.test(line)) {
      if (/#/.test(line)) return { comment: true, value: false };
      if (last) {
        settle(frames, line.length, false);
        below(frames, line.length);
      }
      return { comment: false, value: false };
    }
    column = line.length - line.trimStart().length;
    let item = false;
    for (let dash = /^-(\s+|$)/.exec(line.slice(column)); dash; dash = /^-(\s+|$)/.exec(line.slice(column))) {
      settle(frames, column, true);
      column += dash[0].length;
      item = true;
      inside(frames, column);
    }
    if (!item) settle(frames, column, false);
    const key = BLOCK_KEY.exec(line.slice(column));
    if (key) {
      const name = key[1] ?? key[2] ?? key[3] ?? '';
      let frame = frames.at(-1);
      if (frame && frame.column < column) frame = inside(frames, column);
      if (frame) {
        frame.key = name;
        frame.keys.add(name);
      }
      column += key[0].length;
      value = true;
    } else if (!item) below(frames, column);
    else value = frames.at(-1)?.keys.size === 0 && /^\S+\s/.test(line.slice(column));
  }
  return readFlow(line, column, frames, value);
};

/** Leaves the maps that end before this column. A list may stand at the column of the key that it belongs to. */
const settle = (frames: Frame[], column: number, item: boolean): void => {
  while (frames.length > 1 && (frames.at(-1)?.column ?? 0) > column) frames.pop();
  if (item) while (frames.length > 1 && frames.at(-1)?.column === column && frames.at(-1)?.key === null) frames.pop();
};

/** What stands deeper than a key that has begun is its map, as far as anybody knows yet. */
const below = (frames: Frame[], column: number): void => {
  const frame = frames.at(-1);
  if (frame && frame.column < column && frame.key !== null) inside(frames, column);
};

const inside = (frames: Frame[], column: number): Frame => {
  const outer = frames.at(-1);
  const path = outer ? (outer.key === null ? outer.path : [...outer.path, outer.key]) : [];
  const frame: Frame = { column, flow: null, path, keys: new Set(), key: null };
  frames.push(frame);
  return frame;
};

const readFlow = (line: string, from: number, frames: Frame[], block: boolean): Read => {
  let value = block;
  let quote: string | null = null;
  let word = '';
  for (let i = from; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote !== null) {
      if (char === quote) quote = null;
      else word += char;
      continue;
    }
    const frame = frames.at(-1);
    if (char === '#' && (i === 0 || /\s/.test(line.charAt(i - 1)))) return { comment: true, value };
    if ((char === '"' || char === "'") && word.trim() === '') quote = char;
    else if ((char === '{' || char === '[') && (frame?.flow || word.trim() === '')) {
      const path = frame ? (frame.key === null ? frame.path : [...frame.path, frame.key]) : [];
      frames.push({
        column: -1,
        flow: char,
        path: char === '[' ? (frame?.path ?? []) : path,
        keys: char === '[' ? (frame?.keys ?? new Set()) : new Set(),
        key: char === '[' ? (frame?.key ?? null) : null,
      });
      word = '';
      value = char === '[';
    } else if (frame?.flow && (char === '}' || char === ']')) {
      frames.pop();
      word = '';
      value = true;
    } else if (frame?.flow && char === ',') {
      if (frame.flow === '{') frame.key = null;
      word = '';
      value = frame.flow === '[';
    } else if (frame?.flow === '{' && char === ':' && frame.key === null && /\s|$/.test(line.charAt(i + 1) || ' ')) {
      frame.key = word.trim();
      frame.keys.add(frame.key);
      word = '';
      value = true;
    } else word += char;
  }
  return { comment: false, value };
};
