import { parse as parseToml, TomlError } from 'smol-toml';
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
  if (fence === '+++') return { lines, ...tomlOf(source) };
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

/** Moments are as they are written there. */
const tomlOf = (source: string): Pick<Front, 'data' | 'fault'> => {
  try {
    const said: unknown = JSON.parse(JSON.stringify(parseToml(source, { maxDepth: 20, unsafeKeyBehaviour: 'drop' })));
    return { data: isRecord(said) ? said : {}, fault: null };
  } catch (error) {
    const [line, words = ''] = error instanceof TomlError ? [error.line, error.message.split('\n')[0]] : [1];
    return { data: {}, fault: { line: line + 1, detail: words.replace(/^Invalid TOML document: /, '') || 'it is no TOML' } };
  }
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A config file's YAML or JSON, or TOML; null where it is none. */
export const configOf = (source: string, form: 'yaml' | 'toml' = 'yaml'): Readonly<Record<string, unknown>> | null => {
  if (source.length > 1024 * 1024) return null;
  const { data, fault } = form === 'toml' ? tomlOf(source) : yamlOf(source);
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
