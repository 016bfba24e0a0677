import { plain } from './plain.ts';
import { headingName, type HeadingName } from './words.ts';
import type { DecisionRecord, RecordSection, SectionName } from './document.ts';
import type { Heading, Outline } from './outline.ts';

/** A heading whose words are known, and the lines that it governs: to the next heading of its level, or to the next known one. */
export interface Part {
  readonly name: HeadingName;
  readonly heading: Heading;
  /** 0-based lines, end exclusive. */
  readonly first: number;
  readonly end: number;
}

/** What a heading names; the top one names nothing, though it be `Discussion`. */
export const partName = (outline: Outline, heading: Heading): HeadingName | null =>
  heading === outline.top ? null : headingName(plain(heading.raw));

const MAX_PARTS = 200;
const NAMES: ReadonlySet<string> = new Set<SectionName>(['problem', 'options', 'decision', 'consequences', 'nextSteps']);

/** Parts never overlap: a known heading inside another part ends it, and an unknown one of a lower level belongs to it. */
export const partsOf = (outline: Outline): readonly Part[] => {
  const named = outline.headings.map((heading) => ({ heading, name: partName(outline, heading) }));
  const parts: Part[] = [];
  for (const [index, { heading, name }] of named.entries()) {
    if (name === null || parts.length >= MAX_PARTS) continue;
    const next = named
      .slice(index + 1, index + 1 + MAX_PARTS)
      .find((other) => (other.name !== null || other.heading.level <= heading.level) && counts(other));
    parts.push({ name, heading, first: heading.next, end: next?.heading.line ?? outline.lines.length });
  }
  return parts;
};

export const partOf = (parts: readonly Part[], name: HeadingName): Part | undefined => parts.find((part) => part.name === name);

// A bold line is a heading only where its words are known.
const counts = (other: { readonly heading: Heading; readonly name: HeadingName | null }): boolean =>
  other.heading.level < 7 || other.name !== null;

export const sectionsOf = (outline: Outline, parts: readonly Part[]): readonly RecordSection[] =>
  parts.flatMap((part) => {
    if (!isSection(part.name)) return [];
    const [from, to] = spanOf(outline, part);
    return from < to ? [{ name: part.name, from, to, line: part.heading.line + 1 }] : [];
  });

const isSection = (name: HeadingName): name is SectionName & HeadingName => NAMES.has(name);

const spanOf = ({ lines, text }: Outline, { first, end }: Part): readonly [number, number] => {
  const from = lines[first]?.from ?? text.length;
  const slice = text.slice(from, lines[end]?.from ?? text.length);
  const start = from + (slice.length - slice.trimStart().length);
  return [start, Math.max(start, from + slice.trimEnd().length)];
};

/** The text of a part, as written. */
export const partText = (outline: Outline, part: Part): string => outline.text.slice(...spanOf(outline, part));

/** A record's own words on one matter; where several parts speak of it, one after another. Empty when none does. */
export const sectionText = (record: Pick<DecisionRecord, 'body' | 'sections'>, name: SectionName): string =>
  record.sections
    .filter((section) => section.name === name)
    .map((section) => record.body.slice(section.from, section.to))
    .join('\n\n');
