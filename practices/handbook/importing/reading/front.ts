import { parseDocument } from 'yaml';

export interface Front {
  readonly data: Readonly<Record<string, unknown>>;
  /** How many lines it takes, its fences included. */
  readonly lines: number;
  readonly fault: { readonly line: number; readonly detail: string } | null;
}

const NONE: Front = { data: {}, lines: 0, fault: null };
const LONGEST = 64 * 1024;

/** YAML between `---`, or TOML between `+++`, at the very top. A fault never costs the page. */
export const frontOf = (text: string): Front => {
  const opening = /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)/.exec(text);
  if (opening === null) return NONE;
  const [whole, fence = '---'] = opening;
  const closing = new RegExp(
    String.raw`(?:^|\r\n|\n|\r)(?:${fence === '---' ? '---|\\.\\.\\.' : '\\+\\+\\+'})[ \t]*(?=\r|\n|$)`,
  ).exec(text.slice(whole.length, whole.length + LONGEST));
  if (closing === null) return NONE;
  const source = text.slice(whole.length, whole.length + closing.index);
  const lines = (text.slice(0, whole.length + closing.index + closing[0].length).match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
  if (fence === '+++') return { data: tomlOf(source), lines, fault: null };
  // A rule above some prose is no front matter.
  if (!/^[ \t]*(?:#|["']?[\p{L}_][\p{L}\p{N}_ .-]*(?:["'\t][ \t]*)?:)/mu.test(source) && source.trim() !== '') return NONE;
  return { lines, ...yamlOf(source) };
};

const yamlOf = (source: string): Pick<Front, 'data' | 'fault'> => {
  const none = (line: number, detail: string) => ({ data: {}, fault: { line, detail } });
  if (/[[{]{20}/.test(source)) return none(1, 'it is nested too deeply');
  try {
    const document = parseDocument(source, { uniqueKeys: false, logLevel: 'silent', schema: 'core' });
    const [error] = document.errors;
    if (error !== undefined)
      return none(
        (error.linePos?.[0].line ?? 1) + 1,
        error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? 'it is no YAML',
      );
    const data: unknown = document.toJS({ maxAliasCount: 20 });
    if (data === null) return { data: {}, fault: null };
    return isRecord(data) ? { data, fault: null } : none(1, 'it is no list of keys and values');
  } catch {
    return none(1, 'it is no YAML');
  }
};

/** What a handbook's front matter uses of TOML: keys with strings, numbers, yes and no, and lists of strings, over several lines, too. */
export const tomlOf = (source: string): Readonly<Record<string, unknown>> => {
  const data: Record<string, unknown> = {};
  let table = '';
  const lines = source.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    table = /^\s*\[{1,2}([\w.-]+)\]{1,2}\s*(?:#.*)?$/.exec(line)?.[1] ?? table;
    const found = /^\s*["']?([\w-]+)["']?\s*=\s*(.+?)\s*$/.exec(line);
    const [, key = '', begun = ''] = found ?? [];
    if (found === null || ['__proto__', 'constructor'].includes(key)) continue;
    const end = endOfValue(begun, lines, at);
    const value = [begun, ...lines.slice(at + 1, end + 1)].join('\n').trim();
    at = end;
    data[table === '' ? key : `${table}.${key}`] = tomlValue(value);
  }
  return data;
};

const LONGEST_VALUE = 1_000;

/** The line on which a value ends: of one in three quotes or in brackets the one that closes it, if there is one. */
const endOfValue = (begun: string, lines: readonly string[], at: number): number => {
  const quotes = /^(?:"""|''')/.exec(begun)?.[0];
  const closes = (line: string): boolean => (quotes === undefined ? depthAfter(line) <= 0 : line.includes(quotes));
  let depth = 0;
  const depthAfter = (line: string): number => {
    for (const [sign] of line.matchAll(TOKENS)) depth += sign === '[' ? 1 : sign === ']' ? -1 : 0;
    return depth;
  };
  if (quotes === undefined ? !begun.startsWith('[') || closes(begun) : closes(begun.slice(3))) return at;
  for (let line = at + 1; line < Math.min(lines.length, at + LONGEST_VALUE); line += 1)
    if (closes(lines[line] ?? '')) return line;
  return at;
};

/** Strings and comments hold no brackets. */
const TOKENS = /"(?:[^"\\]|\\.)*"|'[^']*'|#.*$|[[\]]/g;

const tomlValue = (value: string): unknown => {
  const long = /^(?:"""|''')(?:\n)?([\s\S]*?)(?:"""|''')/.exec(value)?.[1];
  if (long !== undefined) return long;
  if (value.startsWith('['))
    return [...value.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|#.*$/gm)].flatMap(([, a, b]) => a ?? b ?? []);
  const text = /^"((?:[^"\\]|\\.)*)"|^'([^']*)'/.exec(value);
  if (text !== null) return text[1]?.replace(/\\(["\\])/g, '$1') ?? text[2] ?? '';
  const bare = value.replace(/\s+#.*$/, '');
  return /^[+-]?\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : bare === 'true' ? true : bare === 'false' ? false : bare;
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A config file's YAML or JSON; null where it is none. */
export const configOf = (source: string): Readonly<Record<string, unknown>> | null => {
  if (source.length > 1024 * 1024) return null;
  const { data, fault } = yamlOf(source);
  return fault === null ? data : null;
};

/** Words of a field that may be one or a list. */
export const wordsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string').slice(0, 100)
      : [];

export const wordOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : null;

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value)
    ? value
    : typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)
      ? Number(value)
      : null;
