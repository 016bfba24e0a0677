import { readDate } from './dates.ts';
import { fieldOf, type Field } from './fields.ts';
import { plain } from './plain.ts';
import { sourceOf, type Outline } from './outline.ts';
import { partOf, partText, type Part } from './sections.ts';
import type { FileName } from './title.ts';

export interface DateLine {
  /** Empty where there is none. */
  readonly text: string;
  /** 0-based. */
  readonly line: number;
}

/**
 * Where a record says when: a field, its date section, its status, its change log, a line below the title, or its file name. The first
 * that holds a whole date; else the first that tries.
 */
export const dateOf = (
  outline: Outline,
  fields: readonly Field[],
  parts: readonly Part[],
  file: FileName,
  status: string,
): DateLine => {
  const section = partOf(parts, 'date');
  const history = partOf(parts, 'history');
  const candidates: readonly DateLine[] = [
    ...(['date', 'started', 'updated'] as const)
      .flatMap((name) => fieldOf(fields, name) ?? [])
      .map(({ value, line }) => ({ text: plain(value.replace(/\n/g, ' ')), line })),
    ...(section === undefined
      ? []
      : [{ text: plain(partText(outline, section).slice(0, 300).replace(/\n/g, ' ')), line: section.heading.line }]),
    { text: status, line: 0 },
    ...(history === undefined ? [] : earliest(outline, history)),
    ...bareDate(outline),
    { text: file.dateText, line: 0 },
  ];
  return (
    candidates.find(({ text }) => readDate(text).date !== null) ??
    candidates.find(({ text }) => text !== '' && text !== status && text !== file.dateText) ?? { text: '', line: 0 }
  );
};

const earliest = (outline: Outline, history: Part): readonly DateLine[] => {
  const dated = Array.from({ length: Math.min(history.end - history.first, 100) }, (_, index) => history.first + index).flatMap(
    (line) => {
      const { date } = readDate(sourceOf(outline, line));
      return date === null ? [] : [{ text: date, line }];
    },
  );
  return dated.toSorted((a, b) => (a.text < b.text ? -1 : 1)).slice(0, 1);
};

/** A line near the top that is a date and nothing else. */
const bareDate = (outline: Outline): readonly DateLine[] => {
  const line = outline.lines
    .slice(0, 20)
    .findIndex(({ prose }) => prose.length < 60 && readDate(prose).date !== null && !/\p{L}{4}.*\s\p{L}{4}/u.test(prose));
  return line < 0 ? [] : [{ text: plain(outline.lines[line]?.prose ?? ''), line }];
};
