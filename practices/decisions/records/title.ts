import { plain } from './plain.ts';
import { partName } from './sections.ts';
import type { Field } from './fields.ts';
import { sourceOf, type Heading, type Outline } from './outline.ts';

export interface ReadTitle {
  readonly title: string;
  /** The number that the title itself carries: `ADR-0012: …`. */
  readonly number: number | null;
}

export interface FileName {
  /** Without folders and extension. */
  readonly stem: string;
  readonly number: number | null;
  /** Of `20200401-…` and `2020-04-01-…`. */
  readonly dateText: string;
  /** What is left, as words. */
  readonly words: string;
}

const DATE_STEM = /^((?:19|20)\d{2}-?[01]\d-?[0-3]\d)(?:[-_. ]+(.*))?$/;
const NUMBER_STEM =
  /^(?:(?:adr|rfc|dr|ddr|madr|decision|record|proposal)[-_. ]?)?(?:0*(\d{3,6})|0+(\d{1,6})|(\d{1,2}))(?:[-_. ]+(.*))?$/i;

export const fileNameOf = (path: string): FileName => {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = base.replace(/\.[a-z]{1,10}$/i, '');
  const dated = DATE_STEM.exec(stem);
  if (dated !== null) return { stem, number: null, dateText: dated[1] ?? '', words: wordsOf(dated[2] ?? '') };
  const numbered = NUMBER_STEM.exec(stem);
  const [, long, padded, short, rest = ''] = numbered ?? [];
  // `5-1-2` is a version; `0005-1-click` and `112-2fa` are numbered.
  const number = long ?? padded ?? (/^\d/.test(rest) ? undefined : short);
  if (number !== undefined) return { stem, number: Number(number), dateText: '', words: wordsOf(rest) };
  return { stem, number: null, dateText: '', words: wordsOf(stem) };
};

const wordsOf = (slug: string): string => {
  const words = slug.replace(/[-_]+/g, ' ').replace(/\s+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The title as its author wrote it: the heading above all parts, front matter, or the words of the file name. */
export const titleOf = (outline: Outline, fields: readonly Field[], file: FileName): ReadTitle => {
  const headings = outline.headings.filter((heading) => heading.level < 7);
  const above = titleHeadings(headings, outline, fields);
  const candidates = [
    ...above.filter(({ level }) => level === 1).map((heading) => heading.raw),
    ...fields.filter((field) => field.name === 'title').map((field) => field.value.replace(/\n/g, ' ')),
    ...above.map((heading) => heading.raw),
    openingLine(outline, fields),
    titleSection(outline, headings),
  ];
  for (const candidate of candidates) {
    const read = withoutNumber(candidate, file);
    if (read.title !== '' && !isGeneric(read.title)) return read;
  }
  return { title: file.words === '' ? file.stem : file.words, number: null };
};

/** The first heading of the highest level, as long as it stands above the parts of the record and is none of them. */
const titleHeadings = (headings: readonly Heading[], outline: Outline, fields: readonly Field[]): readonly Heading[] => {
  const own = headings.filter((heading) => partName(outline, heading) === null);
  const firstPart = headings.find((heading) => partName(outline, heading) !== null);
  const above = own.filter((heading) => firstPart === undefined || heading.line < firstPart.line);
  const top = above.filter((heading) => heading.level === 1);
  if (top.length > 0) return top;
  // A lower heading below the fields is a remark: `## This RFC was later withdrawn`.
  const head = fields.find((field) => field.line > (outline.front?.end ?? -1));
  return above.filter((heading) => head === undefined || heading.line < head.line).slice(0, 2);
};

/** A paragraph of one line right above the fields, which some use for a heading. */
const openingLine = (outline: Outline, fields: readonly Field[]): string => {
  const first = outline.lines.findIndex((line, index) => index > (outline.front?.end ?? -1) && line.prose.trim() !== '');
  const head = fields.find((field) => field.line > first);
  if (first < 0 || head === undefined || head.line > first + 3 || outline.lines[first + 1]?.prose.trim() !== '') return '';
  const text = sourceOf(outline, first).trim();
  return /^[-*+>|#!<]/.test(text) || text.length > 200 || fields.some((field) => field.line === first) ? '' : text;
};

const titleSection = (outline: Outline, headings: readonly Heading[]): string => {
  const heading = headings.find((candidate) => partName(outline, candidate) === 'title');
  if (heading === undefined) return '';
  const line = outline.lines.slice(heading.next, heading.next + 4).find(({ prose }) => prose.trim() !== '');
  return line === undefined ? '' : outline.text.slice(line.from, line.to).trim();
};

const KIND = String.raw`(?:ADR|RFC|DDR|DR|AD|LADR|MADR|Architecture Decision Record|Architectural Decision Record|Architecture Decision|Decision Record|Decision|Record|Entscheidung|Décision|Decisión|Decisão|Decisione|Besluit|Решение|决策|决定)`;
const NUMBERED = new RegExp(
  String.raw`^\[?(?:${KIND}[\s#:_-]{0,3})?#?0*(\d{1,9})\]?\s*(?:\\?[.:)]|[-–—:·]|\s[-–—:·])(?=\s|[^\d\s])\s*`,
  'iu',
);
const KIND_NUMBERED = new RegExp(String.raw`^\[?${KIND}[\s#:_-]{0,3}0*(\d{1,9})\]?(?:\s*[-–—:.)·]\s*|\s+|$)`, 'iu');
const KIND_ONLY = /^(?:ADR|RFC|Decision record|Architecture decision record|Architectural decision record)\s*(?::|\s[-–—])\s*/i;

const withoutNumber = (markdown: string, file: FileName): ReadTitle => {
  // What is escaped is the title's own: `1\. FC Northwind`.
  const escaped = /^(?:\d{0,9}\\|&#\d)/.test(markdown);
  const title = plain(markdown);
  if (escaped) return { title, number: null };
  const numbered = KIND_NUMBERED.exec(title) ?? NUMBERED.exec(title);
  if (numbered !== null) return { title: title.slice(numbered[0].length).trim(), number: Number(numbered[1]) };
  const bare = /^0*(\d{1,6})\s+(?=\S)/.exec(title);
  if (bare !== null && Number(bare[1]) === file.number) return { title: title.slice(bare[0].length), number: file.number };
  return { title: title.replace(KIND_ONLY, ''), number: null };
};

const isGeneric = (title: string): boolean =>
  /^(?:adr|rfc|architecture decision records?|architectural decision records?|decision records?|n\/?a|none|untitled)$/i.test(
    title,
  );

/** A title that waits for somebody to fill it in. */
export const isPlaceholder = (title: string): boolean =>
  /^[[{<(].*[\]}>)]$/.test(title) ||
  /^(?:short )?title(?: of .*)?$/i.test(title) ||
  /^(?:number|nnnn|xxxx?|n{1,4})\b[.:\s-]*title$/i.test(title) ||
  /[{<[](?:short )?title\b|\[short title of/i.test(title);
