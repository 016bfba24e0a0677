import type { RecordLink, RecordRel } from './document.ts';
import type { Field, FieldName } from './fields.ts';
import { isPartial, relationOf } from './relations.ts';
import type { Outline } from './outline.ts';

/*
 * What a record says of others. A reference is a Markdown link, a reference link, an address or a number in prose. Where it stands gives
 * its relation: a field's name, or the words before it. In prose those words count only with this record as their subject ("this RFC
 * supersedes …"), in a status, a field or a list of links always.
 */

export interface Span {
  /** 0-based lines, end exclusive, in which the words before a reference always count. */
  readonly first: number;
  readonly end: number;
}

const MAX_LINKS = 500;
// Of one text, and of one paragraph: more is no record that people wrote.
const MAX_REFERENCES = 20_000;
const MAX_IN_BLOCK = 2_000;

export const referencesOf = (
  outline: Outline,
  fields: readonly Field[],
  strong: readonly Span[],
): { readonly links: readonly RecordLink[]; readonly cut: boolean } => {
  const found: RecordLink[] = [...fields.flatMap(fieldReferences), ...proseReferences(outline, fields, strong)];
  const kept = new Map<string, RecordLink>();
  for (const link of found) {
    const same = [...RELS].find((rel) => kept.has(`${rel} ${link.target}`));
    if (link.rel === 'mentions' && same !== undefined) continue;
    if (link.rel !== 'mentions') kept.delete(`mentions ${link.target}`);
    if (!kept.has(`${link.rel} ${link.target}`)) kept.set(`${link.rel} ${link.target}`, link);
    if (kept.size > MAX_LINKS) return { links: [...kept.values()].slice(0, MAX_LINKS), cut: true };
  }
  return { links: [...kept.values()].toSorted((a, b) => a.line - b.line), cut: false };
};

const RELS: readonly RecordRel[] = ['supersedes', 'superseded-by', 'amends', 'amended-by', 'implements', 'builds-on', 'mentions'];

const BY_FIELD: Readonly<Partial<Record<FieldName, RecordRel>>> = {
  supersedes: 'supersedes',
  supersededBy: 'superseded-by',
  amends: 'amends',
  amendedBy: 'amended-by',
  implements: 'implements',
  buildsOn: 'builds-on',
  related: 'mentions',
  pull: 'mentions',
  issue: 'mentions',
};

const fieldReferences = (field: Field): readonly RecordLink[] => {
  const rel = BY_FIELD[field.name];
  if (rel === undefined && field.name !== 'status') return [];
  const outside = field.name === 'pull' || field.name === 'issue';
  const links = markdownReferences(field.value, new Map());
  const loose = [
    ...addressesIn(field.value),
    ...(outside ? [] : numbersIn(field.value, rel !== undefined || /supersed|superced|replac|amend/i.test(field.value))),
  ];
  const references = [...links, ...loose.filter(({ at }) => !links.some((link) => at >= link.at && at <= link.end))].filter(
    ({ target }) => outside || named(target) !== null,
  );
  // `superseded-by: 0012-keep-one-postgresql` names a file without more ado, and `supersedes: 3` a number.
  if (references.length === 0 && (rel !== undefined ? !outside : /\bby\b/i.test(field.value)))
    references.push(...bareNames(field.value));
  return references.map(({ target, at }) => {
    const said = rel ?? relationOf(field.value.slice(0, at), true).rel;
    return {
      rel: said,
      target: (outside ? target : named(target)) ?? target,
      key: null,
      partial: isPartial(field.value.slice(0, at)),
      line: field.line + 1,
    };
  });
};

const bareNames = (value: string): Reference[] =>
  [...value.matchAll(/[^,;\s`()]{1,300}/g).take(MAX_IN_BLOCK)].flatMap(({ 0: word, index: at }) => {
    const end = at + word.length;
    if (/^\d{1,6}$/.test(word)) return [{ target: `#${Number(word)}`, at, end }];
    return /^(?:[\w.-]{1,60}\/){0,8}(?:adr-?|rfc-?)?\d{1,8}-[\w.-]{2,200}$/i.test(word) ? [{ target: word, at, end }] : [];
  });

interface Reference {
  readonly target: string;
  readonly at: number;
  readonly end: number;
  /** A bare number, which counts only where no link says more. */
  readonly loose?: boolean;
}

const proseReferences = (outline: Outline, fields: readonly Field[], strong: readonly Span[]): readonly RecordLink[] => {
  const definitions = definitionsOf(outline);
  const stated = new Set(fields.map((field) => field.line));
  const links: RecordLink[] = [];
  let budget = MAX_REFERENCES;
  for (const block of blocksOf(outline, stated)) {
    if (!/[[#\d]/.test(block.text)) continue;
    const references = [...markdownReferences(block.text, definitions, block.written), ...addressesIn(block.text)];
    const relational = /\b(?:supersed|superced|replac|obsolet|amend)/i.test(block.text);
    budget -= references.length;
    if (budget < 0) return links;
    // A number within a link to a record is said by that link.
    let covered = 0;
    for (const { target: written, at, end, loose } of [...references, ...numbersIn(block.text, relational)].toSorted(
      (a, b) => a.at - b.at,
    )) {
      const target = named(written);
      if (target === null || (loose === true && at < covered)) continue;
      covered = Math.max(covered, end);
      const line = block.lineOf(at);
      const always = strong.some((span) => line >= span.first && line < span.end);
      const relation = relationOf(block.text.slice(Math.max(0, at - 400), at), always);
      if (relation.rel === 'mentions' && /^#\d/.test(target)) continue;
      links.push({ ...relation, target, key: null, line: line + 1 });
      if (links.length > 4 * MAX_LINKS) return links;
    }
  }
  return links;
};

interface Block {
  /** As prose; `written` has the same offsets. */
  readonly text: string;
  readonly written: string;
  readonly lineOf: (at: number) => number;
}

/** Paragraphs, list items and table rows of prose, so that a sentence is whole though its lines are not. */
function* blocksOf({ lines, text: source }: Outline, stated: ReadonlySet<number>): Generator<Block> {
  let texts: string[] = [];
  let first = 0;
  const close = (): Block => {
    const start = first;
    const written = lines.slice(first, first + texts.length).map(({ from, to }) => source.slice(from, to));
    const starts: number[] = [];
    let at = 0;
    for (const text of texts) {
      starts.push(at);
      at += text.length + 1;
    }
    return {
      text: texts.join('\n'),
      written: written.join('\n'),
      lineOf: (offset) => start + starts.findLastIndex((from) => from <= offset),
    };
  };
  for (const [index, { prose }] of lines.entries()) {
    const breaks =
      prose.trim() === '' ||
      /^ {0,3}(?:#|\|)|^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]/.test(prose) ||
      DEFINITION.test(prose) ||
      stated.has(index);
    if (breaks || texts.length >= 100) {
      if (texts.length > 0) yield close();
      texts = [];
    }
    if (prose.trim() === '' || DEFINITION.test(prose) || stated.has(index)) continue;
    if (texts.length === 0) first = index;
    texts.push(prose);
  }
  if (texts.length > 0) yield close();
}

const DEFINITION = /^ {0,3}\[(?!\^)([^[\]]{1,200})\]:[ \t]*<?([^\s<>]{1,1000})>?/;

const definitionsOf = ({ lines, text }: Outline): ReadonlyMap<string, string> => {
  const definitions = new Map<string, string>();
  for (const { prose, from, to } of lines) {
    // Labels may be code: they are compared as written.
    const found = prose.includes(']:') ? DEFINITION.exec(prose) : null;
    const written = found === null ? null : DEFINITION.exec(text.slice(from, to));
    if (written === null) continue;
    const [, name = '', target = ''] = written;
    if (!definitions.has(label(name))) definitions.set(label(name), target);
  }
  return definitions;
};

const label = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

const INLINE = /\[((?:\\.|[^[\]\\]){0,300})\]\([ \t]{0,8}<?([^\s<>()]{1,1000})/g;
const REFERRED = /\[([^[\]]{1,200})\](?:[ ]?\[([^[\]]{0,200})\])?(?!\()/g;
const WIKI = /\[\[([^[\]|#]{1,300})[^[\]]{0,300}\]\](?!\()/g;

const markdownReferences = (text: string, definitions: ReadonlyMap<string, string>, written = text): Reference[] => {
  const references: Reference[] = [];
  for (const found of text.matchAll(INLINE).take(MAX_IN_BLOCK)) {
    if (text[found.index - 1] !== '!')
      references.push({ target: found[2] ?? '', at: found.index, end: found.index + found[0].length });
  }
  for (const found of text.matchAll(WIKI).take(MAX_IN_BLOCK))
    references.push({ target: (found[1] ?? '').trim(), at: found.index, end: found.index + found[0].length });
  for (const found of definitions.size === 0 ? [] : text.matchAll(REFERRED).take(MAX_IN_BLOCK)) {
    const [whole, text = '', name = ''] = found;
    const from = name === '' ? found.index + 1 : found.index + whole.length - 1 - name.length;
    const target = definitions.get(label(written.slice(from, from + (name === '' ? text : name).length)));
    if (target !== undefined) references.push({ target, at: found.index, end: found.index + found[0].length });
  }
  return references;
};

const addressesIn = (text: string): Reference[] =>
  text.includes('://')
    ? [...text.matchAll(/(?<![(<\w])<?(https?:\/\/[^\s<>()[\]"'`]{4,1000})/g).take(MAX_IN_BLOCK)].map((found) => ({
        target: (found[1] ?? '').replace(/[.,;:!?]+$/, ''),
        at: found.index,
        end: found.index + found[0].length,
      }))
    : [];

const NUMBER =
  /(?<![\p{L}\p{N}/])(ADR|RFC|ADRs|RFCs|DR|Decision|Architecture Decision Record)(?:s?#|[ \t\n]{0,2}(?:PR[ ])?[#№]?[ \t-]?)(\d{1,6})(?![\p{L}\p{N}]|\.\d)/giu;
const HASH = /(?<![\p{L}\p{N}/#&])#(\d{1,6})(?![\p{L}\p{N}])/gu;

const numbersIn = (text: string, hashes: boolean): Reference[] => {
  const references: Reference[] = [...text.matchAll(NUMBER).take(MAX_IN_BLOCK)].map((found) => ({
    target: `${/^rfc/i.test(found[1] ?? '') ? 'RFC' : 'ADR'} ${Number(found[2])}`,
    at: found.index,
    end: found.index + found[0].length,
    loose: true,
  }));
  if (hashes)
    for (const found of text.matchAll(HASH).take(MAX_IN_BLOCK))
      references.push({ target: `#${Number(found[1])}`, at: found.index, end: found.index + found[0].length, loose: true });
  return references;
};

const RECORD_NAME = /^(?:adr|rfc|dr)?[-_]?\d{1,8}(?:[-_].{1,200})?$/i;
// On the web a number and a hyphen are no record yet: `2023-04-20-a-post`.
const RECORD_PAGE = /^(?:(?:adr|rfc|dr)[-_]?)?(?:\d{3,4}|(?:19|20)\d{6})[-_][^\d\s].{0,200}$/i;
const MARKDOWN = /\.(?:md|markdown|mdx|mkd|mdown)$/i;

/** What a target names, if it may be a record: a path without fragment, an address, `ADR 12`. Else null. */
const named = (target: string): string | null => {
  if (/^(?:ADR|RFC) \d+$|^#\d+$/.test(target)) return target;
  if (/^https?:\/\//i.test(target)) {
    const path = target.replace(/[?#].*$/, '').replace(/\/+$/, '');
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.html?$|\.md$/i, '');
    return /\/rfcs?\/(?:pull|issues)\/\d+$/.test(path) || RECORD_PAGE.test(name) ? path : null;
  }
  if (/^[a-z][a-z0-9+.-]*:|^#|^\/\//i.test(target)) return null;
  const path = target.replace(/[?#].*$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.html?$/i, '');
  return MARKDOWN.test(path) || RECORD_NAME.test(name) ? decoded(path) : null;
};

const decoded = (path: string): string => {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') || !text.isWellFormed() ? path : text;
  } catch {
    return path;
  }
};
