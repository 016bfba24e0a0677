/** The skeleton of a Markdown text, in one pass over its lines; every offset is into the text itself. */
export interface Outline {
  readonly text: string;
  readonly lines: readonly Line[];
  /** Front matter without its fences, as line numbers; `style` by the fence. */
  readonly front: { readonly style: 'yaml' | 'toml'; readonly first: number; readonly end: number } | null;
  readonly headings: readonly Heading[];
  /** The first heading, where it alone is of the first level: the title. */
  readonly top: Heading | null;
}

export interface Line {
  readonly from: number;
  /** Without the line end. */
  readonly to: number;
  /** What a reader sees as prose: code and comments are blanked, offsets kept. Empty within fenced code. */
  readonly prose: string;
}

export interface Heading {
  /** 1–6; 7 for a bold line that stands where a heading would. */
  readonly level: number;
  /** Markdown, without the marks. */
  readonly raw: string;
  /** 0-based line. */
  readonly line: number;
  /** The line after it. */
  readonly next: number;
}

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
// Older processors took `##Status`; so does everybody's eye.
const TIGHT_ATX = /^(#{2,6})(\p{Lu}.*)$/u;
const HTML_HEADING = /^ {0,3}<h([1-6])(?:\s[^>]{0,200})?>(.{0,500})<\/h\1>$/i;
const FENCE = /^[ \t>]*(?:[-*+] {1,3}|\d{1,9}[.)] {1,3})?(`{3,}|~{3,})(.*)$/;
const BOLD_LINE = /^ {0,3}(?:\*\*|__)([^*_]{1,80}?)(?:(?:\*\*|__):?|:(?:\*\*|__))$/;
const NO_PARAGRAPH = /^ {0,3}(?:[-*+>|#]|\d{1,9}[.)]\s|<!--|```|~~~)|^\s*$/;
const FIELD_LINE = /^[\p{L} ]{1,30}[:：]/u;

/** A line as it is written. */
export const sourceOf = ({ text, lines }: Outline, line: number): string =>
  text.slice(lines[line]?.from ?? 0, lines[line]?.to ?? 0);

export const outlineOf = (text: string): Outline => {
  const bounds = boundsOf(text);
  const front = frontOf(text, bounds);
  const lines: Line[] = [];
  const headings: Heading[] = [];
  let fence: string | null = null;
  let comment = false;
  for (const [index, { from, to }] of bounds.entries()) {
    if (front !== null && index <= front.end) {
      lines.push({ from, to, prose: '' });
      continue;
    }
    const raw = text.slice(from, to);
    if (fence !== null) {
      if (closes(raw, fence)) fence = null;
      lines.push({ from, to, prose: '' });
      continue;
    }
    const shown = withoutComments(raw, comment);
    comment = shown.open;
    const opened = FENCE.exec(shown.prose);
    if (opened !== null && !(opened[1]?.startsWith('`') && opened[2]?.includes('`'))) {
      fence = opened[1] ?? null;
      lines.push({ from, to, prose: '' });
      continue;
    }
    lines.push({ from, to, prose: withoutCode(shown.prose) });
    const heading = headingAt(shown.prose.trimEnd(), index, lines, text);
    if (heading !== null) headings.push(heading);
  }
  const tops = headings.filter(({ level }) => level === 1);
  const [first] = tops;
  return {
    text,
    lines,
    front,
    headings,
    top: first !== undefined && tops.length === 1 && headings.length > 1 && first === headings[0] ? first : null,
  };
};

const boundsOf = (text: string): readonly { from: number; to: number }[] => {
  const bounds: { from: number; to: number }[] = [];
  // A byte order mark is no part of the first line.
  let from = text.startsWith('\uFEFF') ? 1 : 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    bounds.push({ from, to: end.index });
    from = end.index + end[0].length;
  }
  bounds.push({ from, to: text.length });
  return bounds;
};

const MAX_FRONT_LINES = 500;

const frontOf = (text: string, bounds: readonly { from: number; to: number }[]): Outline['front'] => {
  const at = (index: number): string => text.slice(bounds[index]?.from, bounds[index]?.to).trimEnd();
  const opening = at(0);
  if (opening !== '---' && opening !== '+++') return null;
  for (let index = 1; index < bounds.length && index <= MAX_FRONT_LINES; index += 1) {
    const line = at(index);
    if (line === opening || (opening === '---' && line === '...'))
      return { style: opening === '---' ? 'yaml' : 'toml', first: 1, end: index };
  }
  return null;
};

const closes = (line: string, fence: string): boolean => {
  const mark = line.replace(/^[ \t>]+/, '').trimEnd();
  return mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
};

const withoutComments = (raw: string, open: boolean): { prose: string; open: boolean } => {
  if (!open && !raw.includes('<!--')) return { prose: raw, open };
  let prose = '';
  let at = 0;
  let inside = open;
  while (at < raw.length) {
    const mark = inside ? '-->' : '<!--';
    const found = raw.indexOf(mark, at);
    const end = found < 0 ? raw.length : found + (inside ? mark.length : 0);
    prose += inside ? ' '.repeat(end - at) : raw.slice(at, end);
    at = end;
    if (found >= 0) inside = !inside;
    else break;
  }
  return { prose, open: inside };
};

/** Blanks code spans: a run of backticks to the next run of the same length on the line. */
const withoutCode = (line: string): string => {
  if (!line.includes('`')) return line;
  const runs = [...line.matchAll(/`+/g)].map(({ 0: marks, index }) => ({
    length: marks.length,
    from: index,
    to: index + marks.length,
  }));
  const ahead = new Map<number, (typeof runs)[number][]>();
  for (const run of runs.toReversed()) ahead.getOrInsertComputed(run.length, () => []).push(run);
  let shown = '';
  let at = 0;
  for (const run of runs) {
    if (run.from < at) continue;
    const same = ahead.get(run.length) ?? [];
    let closing = same.pop();
    while (closing !== undefined && closing.from <= run.from) closing = same.pop();
    if (closing === undefined) continue;
    shown += line.slice(at, run.from) + ' '.repeat(closing.to - run.from);
    at = closing.to;
  }
  return shown + line.slice(at);
};

const headingAt = (line: string, index: number, lines: readonly Line[], text: string): Heading | null => {
  const atx = ATX.exec(line) ?? TIGHT_ATX.exec(line);
  if (atx !== null)
    return { level: atx[1]?.length ?? 1, raw: withoutClosing((atx[2] ?? '').slice(0, 2_000)), line: index, next: index + 1 };
  const html = HTML_HEADING.exec(line);
  if (html !== null) return { level: Number(html[1]), raw: (html[2] ?? '').trim(), line: index, next: index + 1 };
  const bold = BOLD_LINE.exec(line);
  if (bold !== null) return { level: 7, raw: (bold[1] ?? '').trim(), line: index, next: index + 1 };
  if (!/^ {0,3}(?:=+|--+)$/.test(line) || index === 0) return null;
  // Underlined: only a paragraph of one line that is no `Key: value`, so that a rule below fields stays a rule.
  const above = lines[index - 1];
  if (above === undefined) return null;
  const before = lines[index - 2]?.prose ?? '';
  const title = text.slice(above.from, Math.min(above.to, above.from + 2_000)).trim();
  if (above.prose === '' || NO_PARAGRAPH.test(title) || !NO_PARAGRAPH.test(before)) return null;
  if (line.includes('-') && FIELD_LINE.test(title)) return null;
  return { level: line.includes('=') ? 1 : 2, raw: title, line: index - 1, next: index + 1 };
};

const withoutClosing = (raw: string): string => {
  const text = raw.trim();
  const body = text.replace(/#+$/, '');
  return body === '' || (body.length < text.length && /[ \t]$/.test(body)) ? body.trim() : text;
};
