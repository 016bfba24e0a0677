import { parseDocument } from 'yaml';
import { plain } from './plain.ts';
import { partName } from './sections.ts';
import { sourceOf, type Heading, type Outline } from './outline.ts';

/** One fact that a record states as `key: value`, in whatever dress: front matter, list, bold, quote or table. */
export interface Field {
  readonly name: FieldName;
  /** Markdown; several lines for a list. */
  readonly value: string;
  /** Whether each line of `value` is one item, commas and all. */
  readonly items: boolean;
  /** 0-based line. */
  readonly line: number;
}

const KEYS = {
  title: 'title|name|titel|titre|título|titolo|标题|タイトル',
  number: 'id|number|adr|adr number|adr id|decision id|rfc|rfc number',
  status:
    'status|state|stage|adr status|decision status|current status|stato|estado|statut|zustand|状态|狀態|ステータス|状態|상태|статус',
  date: 'date|date of record|decision date|date of decision|date decided|decided on|decided|accepted on|date accepted|datum|fecha|data|日期|日付|날짜|дата',
  started:
    'start date|start-date|created|created on|created at|creation date|date created|published|authored|proposed on|date proposed',
  updated: 'last updated|last modified|updated|modified|last update|last reviewed',
  deciders:
    'deciders|decider|decision makers|decision maker|decided by|approvers|approver|approved by|accepted by|signed off by|entscheider|entscheidungsträger|décideurs|decisores|decisori|beslissers|decision owner|decision owners|决策者|決定者|意思決定者|결정자|принимающие решение',
  consulted: 'consulted|consultees|konsultiert|consultés|consultados|consultati|geraadpleegd',
  informed: 'informed|informiert|informés|informados|informati|geïnformeerd',
  tags: 'tags|tag|labels|label|keywords|category|categories|topics',
  feature: 'feature name|features name|feature|feature gates',
  supersedes: 'supersedes|supercedes|replaces|obsoletes|ersetzt',
  supersededBy: 'superseded by|superceded by|replaced by|obsoleted by|superseded|ersetzt durch',
  amends: 'amends|updates|modifies',
  amendedBy: 'amended by|updated by|modified by',
  implements: 'implements|implementation of',
  buildsOn: 'builds on|depends on|extends|refines|based on|requires|follows|prerequisites|driven by',
  related:
    'related|related to|relates to|related adrs|related adr|related decisions|related rfcs|adrs relacionadas|see also|links|references|reference|prior rfc pr|pre rfc',
  pull: 'rfc pr|erfc pr|rfc pull request|rfc prs',
  issue:
    'rust issue|rust issues|tracking issue|tracking issues|cargo issue|ember issue|react issue|reference issues|implementation pr|technical story|user story|issue|issues|ticket|tickets|pr|pull request|story|jira',
  reversible: 'reversible|reversibility|irreversible|door|door type',
} as const;
/** Keys of our own export, which nobody else is asked to know. */
const KEPT_KEYS = {
  'proceed-status': 'keptStatus',
  'opened-at': 'openedAt',
  'decided-at': 'decidedAt',
  impact: 'impact',
  'proposed-by': 'proposer',
} as const;
export type FieldName = keyof typeof KEYS | (typeof KEPT_KEYS)[keyof typeof KEPT_KEYS];

const BY_KEPT_KEY: ReadonlyMap<string, FieldName> = new Map(Object.entries(KEPT_KEYS));
const BY_KEY: ReadonlyMap<string, FieldName> = new Map(
  Object.entries(KEYS).flatMap(([name, words]) => words.split('|').map((word) => [word, name as FieldName] as const)),
);
const nameOf = (key = ''): FieldName | null =>
  BY_KEY.get(
    key
      .toLowerCase()
      .replace(/[-_\s#*]+/g, ' ')
      .trim(),
  ) ?? null;

const KEY = String.raw`\p{L}[\p{L}\p{N} _#-]{0,30}`;
const LEAD = String.raw`^[ \t]{0,8}(?:>[ \t]?){0,3}(?:[-*+][ \t]+)?(?:\[[ xX]\][ \t]+)?`;
// `**Status:** accepted`, `**Status**: accepted`, `Status: accepted`
const FIELD = new RegExp(
  String.raw`${LEAD}[*_]{0,3}(${KEY})[*_]{0,3}[ \t]{0,4}[:：][*_]{0,3}(?:[ \t]+|$|(?=[^\s/\\]))(.*)$`,
  'u',
);
const ROW = /^[ \t]{0,3}\|(.{1,2000})\|?[ \t]*$/;
const RULE = /^[ \t|:-]+$/;
const ITEM = /^[ \t]*[-*+][ \t]+(.*)$/;

const MAX_HEAD_LINES = 150;
const MAX_FIELD = 8_000;

export const fieldsOf = (outline: Outline): readonly Field[] => [...frontFields(outline), ...headFields(outline)];

export const fieldOf = (fields: readonly Field[], name: FieldName): Field | undefined =>
  fields.find((field) => field.name === name);

/** The lines at the top in which fields may stand: before the first heading that begins the argument. */
const headEnd = (outline: Outline): number => {
  const first = outline.headings.find((heading) => {
    const name = partName(outline, heading);
    return name !== null && ['problem', 'options', 'decision', 'consequences', 'nextSteps', 'history'].includes(name);
  });
  return Math.min(first?.line ?? 40, MAX_HEAD_LINES, outline.lines.length);
};

const headFields = (outline: Outline): readonly Field[] => {
  const fields: Field[] = [];
  const end = headEnd(outline);
  const headings = new Map(outline.headings.map((heading) => [heading.line, heading]));
  const raw = (line: number): string => {
    return outline.lines[line]?.prose.trim() === '' ? '' : sourceOf(outline, line).replace(/<!--.*?(?:-->|$)/g, '');
  };
  for (let line = outline.front === null ? 0 : outline.front.end + 1; line < end; line += 1) {
    const heading = headings.get(line);
    if (heading !== undefined) {
      fields.push(...(heading === outline.top ? [] : headingField(heading)));
      continue;
    }
    const text = raw(line).slice(0, MAX_FIELD);
    const cells = cellsOf(text);
    if (cells !== null) {
      fields.push(...rowFields(cells, line, cellsOf(line + 2 < end && RULE.test(raw(line + 1)) ? raw(line + 2) : '')));
      continue;
    }
    for (const part of statements(text)) {
      const found = FIELD.exec(part);
      const name = nameOf(found?.[1]);
      if (found === null || name === null) continue;
      const said = (found[2] ?? '').trim();
      fields.push({
        name,
        value: [said, ...continuation(line, end, text, said, raw, headings)]
          .filter(Boolean)
          .join('\n')
          .replaceAll('\n\u2028', ' '),
        items: false,
        line,
      });
    }
  }
  return fields;
};

/** `Status: accepted · Date: 2024-03-03. Deciders: …` are three; a point or a bar before anything else belongs to the value. */
const statements = (line: string): readonly string[] => {
  const parts: string[] = [];
  for (const part of line.split(/(?<=\.)[ \t]+|[ \t]+[|·•][ \t]+/)) {
    const key = FIELD.exec(part);
    if (parts.length > 0 && nameOf(key?.[1]) === null) parts.push(`${parts.pop()} ${part}`);
    else parts.push(part);
  }
  return parts;
};

/** Lines that belong to a field above them: indented, or the items of a list whose key stands alone. */
const continuation = (
  line: number,
  end: number,
  text: string,
  value: string,
  raw: (line: number) => string,
  headings: { has(line: number): boolean },
): readonly string[] => {
  const indent = text.length - text.trimStart().length;
  // A paragraph that was broken where the line was full goes on in the next.
  let full = !ITEM.test(text) && text.length >= 60 && !/[.!?;]$/.test(value);
  const listed = ITEM.test(text);
  const more: string[] = [];
  let gap = false;
  for (let next = line + 1; next < Math.min(end, line + 60) && !headings.has(next); next += 1) {
    const below = raw(next);
    if (below.trim() === '') {
      if (value !== '' || more.length > 0 || gap) break;
      gap = true;
      continue;
    }
    const deeper = below.length - below.trimStart().length > indent;
    const item = ITEM.exec(below);
    const key = FIELD.exec(below);
    if (nameOf(key?.[1]) !== null && !(item !== null && deeper)) break;
    if (item !== null && (deeper || (value === '' && !listed))) more.push((item[1] ?? '').trim());
    else if (item === null && full) more.push(`\u2028${below.trim()}`);
    else if (item === null && (deeper || (value === '' && more.length === 0))) more.push(below.trim());
    else break;
    full &&= below.length >= 60 && !/[.!?;]$/.test(below);
  }
  return more;
};

const IN_HEADINGS: ReadonlySet<FieldName> = new Set([
  'status',
  'date',
  'started',
  'updated',
  'deciders',
  'consulted',
  'informed',
  'tags',
]);

/** `## Status: Accepted`. */
const headingField = ({ raw, line }: Heading): readonly Field[] => {
  const found = FIELD.exec(raw);
  const name = nameOf(found?.[1]);
  const value = found?.[2]?.trim() ?? '';
  return name === null || value === '' || !IN_HEADINGS.has(name) ? [] : [{ name, value, items: false, line }];
};

const cellsOf = (line: string): readonly string[] | null => {
  const row = ROW.exec(line);
  return row === null
    ? null
    : (row[1] ?? '')
        .replace(/\|[ \t]*$/, '')
        .split('|')
        .map((cell) => cell.trim());
};

/** `| Status | Accepted |`, or a row of keys above a row of values. */
const rowFields = (cells: readonly string[], line: number, values: readonly string[] | null): readonly Field[] => {
  const names = cells.map((cell) => nameOf(plain(cell).replace(/[:：]$/, '')));
  if (values !== null && new Set(names.filter((name) => name !== null)).size > 1)
    return names.flatMap((name, index) =>
      name === null || values[index] === undefined ? [] : [{ name, value: values[index], items: false, line: line + 2 }],
    );
  return names[0] != null && cells.length === 2 && names[1] === null
    ? [{ name: names[0], value: cells[1] ?? '', items: false, line }]
    : [];
};

const frontFields = (outline: Outline): readonly Field[] => {
  const { front } = outline;
  if (front === null) return [];
  const at = (line: number): string => sourceOf(outline, line);
  const rows = Array.from({ length: front.end - front.first }, (_, index) => ({
    text: at(front.first + index),
    line: front.first + index,
  }));
  const source = rows.map((row) => row.text).join('\n');
  const data = front.style === 'yaml' && source.length <= 32_768 ? yamlOf(source) : null;
  return rows.flatMap(({ text: row, line }) => {
    const found =
      /^([\p{L}][\p{L}\p{N} _-]{0,40}?)[ \t]*[:=](?:[ \t]+(.*))?$/u.exec(row) ??
      /^([\p{L}][\p{L}\p{N} _-]{0,40}?)[ \t]*=[ \t]*(.*)$/u.exec(row);
    const name = nameOf(found?.[1]) ?? BY_KEPT_KEY.get(found?.[1] ?? '') ?? null;
    if (found === null || name === null) return [];
    const value = (data === null ? (found[2] ?? '').replace(/^(["'])(.*)\1$/, '$2') : valueOf(data[found[1] ?? ''])).slice(
      0,
      MAX_FIELD,
    );
    return value === '' ? [] : [{ name, value, items: data !== null && Array.isArray(data[found[1] ?? '']), line }];
  });
};

/** Null where it is no YAML mapping: then its lines speak for themselves. */
const yamlOf = (source: string): Readonly<Record<string, unknown>> | null => {
  // Flow collections this deep are an attack, never a record.
  if (/[[{]{20}/.test(source)) return null;
  try {
    const document = parseDocument(source, { uniqueKeys: false, logLevel: 'silent', schema: 'failsafe' });
    if (document.errors.length > 0) return null;
    const data: unknown = document.toJS({ maxAliasCount: 20 });
    return data !== null && typeof data === 'object' && !Array.isArray(data) ? (data as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
};

const valueOf = (value: unknown): string => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.slice(0, 200).map(itemOf).filter(Boolean).join('\n');
  return itemOf(value);
};

/** A person as `{name: …}` counts by the name. */
const itemOf = (value: unknown): string => {
  if (typeof value === 'string') return value.trim();
  if (value === null || typeof value !== 'object') return '';
  const entries = Object.entries(value);
  const named =
    entries.find(([key]) => ['name', 'title', 'id', 'path', 'url', 'target'].includes(key.toLowerCase())) ?? entries[0];
  return named !== undefined && typeof named[1] === 'string' ? named[1].trim() : '';
};
