import { refuse, type Refusal, type Result } from '../stream/refusal.ts';
import { isWorkingDuration, parseDuration } from '../time/duration.ts';
import { compile, type ConditionType } from './condition.ts';
import type { Problem } from './document.ts';
import { ELSEWHERE, type Table } from './grammar.ts';
import type { Place, YamlEntry, YamlMap, YamlNode } from './yaml.ts';

/** Collects what is wrong, at its place, and goes on reading. */
export interface Report {
  readonly problems: readonly Problem[];
  error(code: string, message: string, place: Place): void;
  warning(code: string, message: string, place: Place): void;
  /** A refusal found inside the text of a value. */
  refusal(refusal: Refusal, value: YamlNode): void;
}

export const newReport = (): Report => {
  const problems: Problem[] = [];
  const add = (severity: Problem['severity'], code: string, message: string, { line, column }: Place): void => {
    problems.push({ severity, code, message, line, column });
  };
  return {
    problems,
    error: (code, message, place) => add('error', code, message, place),
    warning: (code, message, place) => add('warning', code, message, place),
    refusal: ({ code, message, accepted, line, column }, value) =>
      add(
        'error',
        code,
        accepted ? `${message} Accepted: ${accepted}.` : message,
        line === 1 && column
          ? { line: value.at.line, column: value.at.column + column - (value.is === 'scalar' && value.quoted ? 0 : 1) }
          : value.at,
      ),
  };
};

/** By the table of the grammar: unknown keys are errors, and so are missing ones. */
export const fieldsBy = (map: YamlMap, table: Table, where: string, report: Report): Fields => {
  const fields = fieldsOf(map, Object.keys(table), where, report, ELSEWHERE);
  for (const [key, { needed, says, eg }] of Object.entries(table))
    if (needed && !fields.has(key))
      report.error(
        'missing-key',
        `${where} needs "${key}": ${says.charAt(0).toLowerCase()}${says.slice(1).replace(/[.]$/, '')}${eg === undefined ? '' : ` (${key}: ${eg})`}.`,
        map.at,
      );
  return fields;
};

/** A whole number within the bounds of its field. */
export const countAt = (
  fields: Fields,
  key: string,
  [least, most]: readonly [number, number],
  report: Report,
): number | undefined =>
  parsedAt(
    fields,
    key,
    (text) =>
      /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most
        ? { ok: Number(text) }
        : refuse('wrong-value', `"${key}" is a whole number from ${least} to ${most}, not "${text.slice(0, 20)}".`),
    report,
  );

/** A length of time, longer than nothing, as it was written. */
export const durationAt = (fields: Fields, key: string, report: Report): string | undefined =>
  parsedAt(
    fields,
    key,
    (text) => {
      const parsed = parseDuration(text);
      if (parsed.refused) return parsed;
      return parsed.ok.amount === 0 ? refuse('duration-malformed', `"${key}" must be longer than nothing.`) : { ok: text };
    },
    report,
  );

/** [A2] Working time: what is merely elapsed stands in a window. */
export const workingAt = (fields: Fields, key: string, report: Report): string | undefined => {
  const working = durationAt(fields, key, report);
  const parsed = working === undefined ? null : parseDuration(working);
  if (!parsed || parsed.refused || isWorkingDuration(parsed.ok)) return working;
  report.error(
    'each-elapsed',
    `"${key}" is working time, as 4wh or 1wd; elapsed time belongs in "window".`,
    placeOf(fields, key),
  );
  return undefined;
};

export type Fields = ReadonlyMap<string, YamlEntry>;

/** The entries of a map by key; unknown keys are errors, with the nearest known one named. */
export const fieldsOf = (
  map: YamlMap,
  known: readonly string[],
  where: string,
  report: Report,
  elsewhere: Readonly<Record<string, string>> = {},
): Fields => {
  const fields = new Map<string, YamlEntry>();
  for (const entry of map.entries) {
    if (known.includes(entry.key)) fields.set(entry.key, entry);
    else {
      const near = nearest(entry.key, known);
      const hint = Object.hasOwn(elsewhere, entry.key) ? elsewhere[entry.key] : undefined;
      const key = entry.key.slice(0, 60);
      report.error(
        'unknown-key',
        `${where} has no "${key}"${hint !== undefined ? `: ${hint}.` : near ? `; did you mean "${near}"?` : '.'}`,
        entry.keyAt,
      );
    }
  }
  return fields;
};

/** A text, number or truth as its text; lists and maps are errors. */
export const textAt = (fields: Fields, key: string, report: Report): string | undefined => {
  const entry = fields.get(key);
  if (!entry) return undefined;
  if (entry.value.is === 'scalar' && entry.value.value !== null && entry.value.text.trim() !== '') return entry.value.text.trim();
  report.error('wrong-type', `"${key}" must be a text.`, entry.value.at);
  return undefined;
};

/** One text or a list of texts. */
export const textsAt = (fields: Fields, key: string, report: Report): readonly string[] | undefined => {
  const entry = fields.get(key);
  if (!entry) return undefined;
  const items = entry.value.is === 'list' ? entry.value.items : [entry.value];
  const texts: string[] = [];
  for (const item of items) {
    if (item.is === 'scalar' && item.value !== null && item.text.trim() !== '') texts.push(item.text.trim());
    else report.error('wrong-type', `"${key}" must be a text or a list of texts.`, item.at);
  }
  return texts;
};

/** One of some words. */
export const wordAt = <const W extends string>(
  fields: Fields,
  key: string,
  words: readonly W[],
  report: Report,
): W | undefined => {
  const text = textAt(fields, key, report);
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word === undefined)
    report.error('wrong-value', `"${key}" must be one of ${words.join(', ')}, not "${text}".`, placeOf(fields, key));
  return word;
};

export const truthAt = (fields: Fields, key: string, report: Report): boolean | undefined => {
  const text = textAt(fields, key, report);
  if (text === undefined || text === 'true' || text === 'false') return text === undefined ? undefined : text === 'true';
  report.error('wrong-type', `"${key}" must be true or false.`, placeOf(fields, key));
  return undefined;
};

/** A text that `parse` accepts, parsed. */
export const parsedAt = <T>(fields: Fields, key: string, parse: (text: string) => Result<T>, report: Report): T | undefined => {
  const text = textAt(fields, key, report);
  const entry = fields.get(key);
  if (text === undefined || !entry) return undefined;
  const parsed = parse(text);
  if (!parsed.refused) return parsed.ok;
  report.refusal(parsed, entry.value);
  return undefined;
};

/** A condition's source, when it compiles. */
export const conditionAt = (fields: Fields, key: string, report: Report, type: ConditionType = 'bool'): string | undefined =>
  parsedAt(
    fields,
    key,
    (text) => {
      const compiled = compile(text, type);
      return compiled.refused ? compiled : { ok: text };
    },
    report,
  );

export const placeOf = (fields: Fields, key: string): Place => fields.get(key)?.value.at ?? { line: 1, column: 1 };

/** Drops what is undefined, for types that know absent fields and not undefined ones. */
export const present = <const T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (isPresent(value)) kept[key] = value;
  }
  return kept;
};

const isPresent = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;

/** The known word within two edits, if any. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const near = known.map((other) => ({ other, far: edits(word.toLowerCase(), other) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= 2 && near.far < word.length ? near.other : undefined;
};

const edits = (a: string, b: string): number => {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 3;
};
