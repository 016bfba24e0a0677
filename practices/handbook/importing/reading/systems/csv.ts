import { RELATION } from './properties.ts';

export interface Csv {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
  /** Rows beyond those that were read. */
  readonly more: number;
}

const MOST_ROWS = 5_000;
const MOST_COLUMNS = 50;

/** RFC 4180, with commas. */
export const readCsv = (source: string): Csv => {
  const text = source.replace(/^\uFEFF/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let more = 0;
  let at = 0;
  const finish = (): void => {
    if (row.length > 1 || row[0] !== '') {
      if (rows.length <= MOST_ROWS) rows.push(row.slice(0, MOST_COLUMNS));
      else more += 1;
    }
    row = [];
  };
  while (at < text.length) {
    let cell = '';
    if (text.charAt(at) === '"') {
      let end = at + 1;
      for (;;) {
        const quote = text.indexOf('"', end);
        if (quote < 0) {
          cell += text.slice(end);
          end = text.length;
          break;
        }
        cell += text.slice(end, quote);
        end = quote + 1;
        if (text.charAt(end) !== '"') break;
        cell += '"';
        end += 1;
      }
      at = end;
    }
    const rest = /[,\r\n]/g;
    rest.lastIndex = at;
    const stop = rest.exec(text)?.index ?? text.length;
    cell += text.slice(at, stop);
    row.push(cell);
    at = stop + 1;
    if (text.charAt(stop) === ',') {
      if (at >= text.length) row.push('');
      continue;
    }
    if (text.charAt(stop) === '\r' && text.charAt(at) === '\n') at += 1;
    finish();
  }
  if (row.length > 0) finish();
  const [header = [], ...records] = rows;
  return { header, records, more };
};

/** A table in Markdown; `leads`: where the first cell of a row leads. */
export const tableOf = (
  header: readonly string[],
  records: readonly (readonly string[])[],
  leads: (cell: string) => string | null,
): string => {
  const width = Math.max(1, header.length);
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  return [
    line(header.map(escaped)),
    line(Array.from({ length: width }, () => '---')),
    ...records.map((cells) =>
      line(
        cells.map((cell, index) => {
          const to = index === 0 ? leads(cell.trim()) : null;
          return to === null ? withRelations(cell) : `[${escaped(cell)}](<${to.replace(/[<>|]/g, encodeURIComponent)}>)`;
        }),
      ),
    ),
  ].join('\n');
};

/** What a cell names by the path of its page becomes a link. */
const withRelations = (cell: string): string => {
  let [made, end] = ['', 0];
  for (const { 0: whole, 1: name = '', 2: href = '', index } of cell.matchAll(RELATION)) {
    made += `${marked(cell.slice(end, index))}[${escaped(name)}](<${href.replace(/[<>|]/g, encodeURIComponent)}>)`;
    end = index + whole.length;
  }
  return (made + marked(cell.slice(end))).trim();
};

const escaped = (cell: string): string => marked(cell.trim());

const marked = (words: string): string => words.replace(/[\\|[\]<>*_`]/g, '\\$&').replace(/\s*(?:\r\n|\n|\r)\s*/g, '<br>');
