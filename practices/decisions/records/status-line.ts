import { plain } from './plain.ts';
import { sourceOf, type Outline } from './outline.ts';
import { partOf, type Part } from './sections.ts';
import { readStatus, type ReadStatus } from './status.ts';
import { statusWords } from './words.ts';
import type { MadrStatus } from './document.ts';
import type { Field } from './fields.ts';

export interface StatusLine {
  readonly read: ReadStatus;
  /** 0-based. */
  readonly line: number;
}

/** Where a record says how it stands: a field, its status section, a line below the title, or a note at its top. */
export const statusOf = (outline: Outline, fields: readonly Field[], parts: readonly Part[]): StatusLine => {
  const section = partOf(parts, 'status');
  const candidates: readonly StatusLine[] = [
    ...fields.filter(({ name }) => name === 'status').map(({ value, line }) => ({ read: readStatus(value), line })),
    ...(section === undefined ? [] : [{ read: readStatus(statusPart(outline, section)), line: section.heading.line }]),
    ...fields.filter(({ name }) => name === 'supersededBy').map(({ value, line }) => ({ read: overBy(value), line })),
    ...bareStatus(outline),
  ];
  const over = candidates.find(({ read }) => read.status === 'superseded');
  const noted = statedInProse(outline);
  const first =
    [...candidates, noted].find(({ read }) => read.status !== null) ?? candidates.find(({ read }) => read.text !== '');
  // `Superseded by:` beside an older status says more than that status.
  return (
    (first?.read.status === 'accepted' || first?.read.status === 'proposed' ? over : undefined) ??
    first ?? { read: { status: null, text: '', partial: false, unchosen: false }, line: 0 }
  );
};

/** `Accepted, 2024-02-05` as a line of its own below the title. */
const bareStatus = (outline: Outline): readonly StatusLine[] => {
  const end = outline.headings.find((heading) => heading !== outline.top)?.line ?? 10;
  return outline.lines.slice(0, Math.min(end, 20)).flatMap(({ prose }, line) => {
    const text = plain(prose);
    const alone = text.length < 60 && text.split(' ').length <= 5 && statusWords(text)[0]?.at === 0;
    return alone && line !== outline.top?.line ? [{ read: readStatus(prose), line }] : [];
  });
};

/** A status section without the fields and tables of other matters. */
const statusPart = (outline: Outline, section: Part): string =>
  outline.lines
    .slice(section.first, section.end)
    .filter(({ prose }) => prose.trim() !== '' && !/^[\s|:-]+$/.test(prose))
    .map(({ from, to, prose }) =>
      prose.length === to - from ? outline.text.slice(from, to).replace(/<!--.*?(?:-->|$)/g, '') : prose,
    )
    .join('\n');

const overBy = (value: string): ReadStatus =>
  /^(?:-|n\/?a|none|no|false|null|~|tbd)?$/i.test(plain(value))
    ? { status: null, text: '', partial: false, unchosen: false }
    : { status: 'superseded', text: `superseded by ${plain(value)}`.slice(0, 500), partial: false, unchosen: false };

const SELF =
  /(?<!\p{L})this (?:adr|rfc|record|decision|document|proposal)\s+(?:was|has been|is)\s+(?:now\s+|since\s+)?((?:partially|partly|mostly|in part)\s+)?(superseded|deprecated|obsolete|withdrawn|rejected|retired|replaced|previously approved, but (part of it )?later (?:withdrawn|rejected))/iu;

/** What a note at the top says of the record itself, where no status line does. */
const statedInProse = (outline: Outline): StatusLine => {
  let withdrawn: { read: ReadStatus; line: number } | null = null;
  for (const [line, { prose }] of outline.lines.slice(0, 80).entries()) {
    if (!/this/i.test(prose) || prose.length > 1000) continue;
    const text = plain(sourceOf(outline, line).replace(/^[\s>#]+/, ''));
    const found = SELF.exec(text);
    if (found === null || !/^(?:[^\p{L}]*|.{0,20}(?:note|update|edit|status)\W*|in short,? )$/iu.test(text.slice(0, found.index)))
      continue;
    const partial = found[1] !== undefined || found[3] !== undefined;
    const words = (found[2] ?? '').toLowerCase();
    const status: MadrStatus = partial
      ? 'accepted'
      : /^(?:superseded|replaced)/.test(words)
        ? 'superseded'
        : words === 'rejected'
          ? 'rejected'
          : 'deprecated';
    const said = { read: { status, text: text.slice(0, 500), partial, unchosen: false }, line };
    if (status === 'superseded') return said;
    withdrawn ??= said;
  }
  return withdrawn ?? { read: { status: null, text: '', partial: false, unchosen: false }, line: 0 };
};
