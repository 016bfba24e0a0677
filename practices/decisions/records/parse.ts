import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { MAX_TITLE, type DecisionRecord, type RecordLink, type RecordStatus, type RecordWarning } from './document.ts';
import { readDate } from './dates.ts';
import { dateOf } from './date-line.ts';
import { fieldOf, fieldsOf, type Field, type FieldName } from './fields.ts';
import { keptOf, keptStatus } from './kept.ts';
import { namesOf } from './names.ts';
import { selfNotes } from './notes.ts';
import { outlineOf, sourceOf, type Outline } from './outline.ts';
import { plain } from './plain.ts';
import { referencesOf } from './references.ts';
import { isTemplateName, isTemplateText, movedTo, openFront, refusedByName } from './refused.ts';
import { partOf, partsOf, partText, sectionsOf, type Part } from './sections.ts';
import { statusOf } from './status-line.ts';
import type { ReadStatus } from './status.ts';
import { textOf } from './text.ts';
import { fileNameOf, titleOf, type FileName } from './title.ts';
import type { HeadingName } from './words.ts';

/**
 * Reads one decision record from Markdown: Nygard and adr-tools, MADR 2 to 4, log4brains, RFCs as Rust, Ember, React and Vue write them,
 * and what lies between. `path` is the file's, relative to its folder, with forward slashes.
 *
 * Refusals: `empty-file`, `too-large`, `not-text`, `index`, `template`, `moved`, `no-record`. Time and memory are linear in the text,
 * which is bounded.
 */
export const parseRecord = (path: string, input: Uint8Array | string): Result<DecisionRecord> => {
  const read = textOf(input);
  if (read.refused) return read;
  const { text, encoding } = read.ok;
  const file = fileNameOf(path);
  const byName = refusedByName(path, file);
  if (byName !== null) return byName;
  const outline = outlineOf(text);
  if (outline.lines.every(({ prose }, line) => prose.trim() === '' && isNoCode(outline, line)))
    return refuse('empty-file', 'The file is empty, or holds nothing but comments and front matter.', { line: 1 });
  const front = openFront(outline);
  if (front === 'alone')
    return refuse('no-record', 'The front matter that begins in line 1 is never closed (---), and nothing else is in the file.', {
      line: 1,
    });
  const away = movedTo(outline);
  if (away !== null && outline.headings.length <= 1) return refuse('moved', `The file only points to ${away}.`, { line: 1 });
  const facts = factsOf(outline, file);
  if (
    (isTemplateName(file) && (file.number ?? 0) === 0) ||
    isTemplateText(outline, facts.title, facts.format === 'rfc' || facts.status.status !== null)
  )
    return refuse('template', 'The file is a template: its parts wait to be filled in.', { line: 1 });
  if (!isRecord(facts))
    return refuse(
      'no-record',
      'Neither a status nor a date nor the parts of a decision (context, options, decision, consequences) were found.',
      { line: 1 },
    );
  const warnings: RecordWarning[] = [];
  if (encoding !== 'utf-8')
    warnings.push({ code: 'encoding', message: `The file is encoded as ${encoding}; its characters were kept.` });
  if (front === 'before-text')
    warnings.push({ code: 'open-front', message: 'The front matter is never closed (---); it was read as text.', line: 1 });
  return ok(recordOf(path, facts, warnings));
};

interface Facts {
  readonly outline: Outline;
  readonly file: FileName;
  readonly fields: readonly Field[];
  readonly parts: readonly Part[];
  readonly title: string;
  readonly titleNumber: number | null;
  readonly status: ReadStatus;
  readonly statusLine: number;
  readonly dateText: string;
  readonly dateLine: number;
  readonly format: 'rfc' | 'adr';
}

const isNoCode = (outline: Outline, line: number): boolean =>
  (outline.front !== null && line <= outline.front.end) ||
  /^\s*(?:<!--|.*-->\s*$)?$/.test(sourceOf(outline, line)) ||
  (outline.lines[line]?.prose.length ?? 0) > 0;

const factsOf = (outline: Outline, file: FileName): Facts => {
  const fields = fieldsOf(outline);
  const parts = partsOf(outline);
  const { title, number } = titleOf(outline, fields, file);
  const format = fields.some(
    (field) => field.name === 'pull' || (field.name === 'started' && /start/i.test(sourceOf(outline, field.line))),
  )
    ? 'rfc'
    : 'adr';
  const status = statusOf(outline, fields, parts);
  const date = dateOf(outline, fields, parts, file, status.read.text);
  return {
    outline,
    file,
    fields,
    parts,
    title,
    titleNumber: number,
    status: status.read,
    statusLine: status.line,
    dateText: date.text,
    dateLine: date.line,
    format,
  };
};

const isRecord = ({ file, fields, parts, status, dateText, outline, format }: Facts): boolean => {
  const names = new Set(parts.map(({ name }) => name));
  const argued = ['problem', 'options', 'decision', 'consequences'].filter((name) => names.has(name as HeadingName)).length;
  const numbered = file.number !== null || file.dateText !== '';
  if (format === 'rfc') return true;
  if (status.status !== null && (argued > 0 || numbered || fields.some(({ name }) => name === 'status'))) return true;
  // A handbook has overviews, designs and benefits too; a decision is called one.
  if (argued >= 2 && parts.some(({ name, heading }) => name === 'decision' && DECIDED.test(heading.raw))) return true;
  return numbered && (argued > 0 || readDate(dateText).date !== null || outline.headings.length >= 3);
};

const DECIDED =
  /deci[sd]|outcome|resolution|chosen|entscheid|beschlu|décision|résultat|resultado|esito|risultato|beslissing|besluit|uitkomst|decyzj|wynik|решени|决|決|결정/i;

const recordOf = (path: string, facts: Facts, warnings: RecordWarning[]): DecisionRecord => {
  const { outline, fields, parts, format } = facts;
  const values = (name: FieldName, heading: HeadingName): string[] => {
    const section = partOf(parts, heading);
    const stated = fieldOf(fields, name);
    return stated !== undefined
      ? namesOf(stated.value, stated.items)
      : section !== undefined && isList(section)
        ? namesOf(partText(outline, section))
        : [];
  };
  // A list of people is short; under the same heading others explain what a decider is.
  const isList = (section: Part): boolean =>
    section.end - section.first < 30 && outline.lines.slice(section.first, section.end).every(({ prose }) => prose.length < 80);
  const titled = outline.top === null ? [] : [{ first: outline.top.line, end: outline.top.next }];
  const strong = parts
    .filter(({ name }) => name === 'status' || name === 'links')
    .map(({ heading, end }) => ({ first: heading.line, end }));
  const references = referencesOf(outline, fields, [...titled, ...strong]);
  if (references.cut) warnings.push({ code: 'links-cut', message: `Only the first ${references.links.length} links were read.` });
  const isOwn = ({ target }: RecordLink): boolean =>
    target === path || target === `${format.toUpperCase()} ${facts.file.number ?? facts.titleNumber}`;
  warnings.push(...selfNotes(references.links.filter(isOwn)));
  const number = numberOf(facts, warnings);
  const title = cutTitle(facts.title, warnings);
  const status = concluded(facts, warnings);
  const date = dateRead(facts, warnings);
  return {
    key: path,
    number,
    title,
    status,
    statusText: facts.status.text,
    date,
    deciders: values('deciders', 'deciders'),
    consulted: values('consulted', 'consulted'),
    informed: values('informed', 'informed'),
    body: outline.text,
    sections: [...sectionsOf(outline, parts)],
    links: references.links.filter((link) => !isOwn(link)),
    tags: tagsOf(fields, outline, parts),
    irreversible: irreversible(fields, outline),
    ...keptOf(fields, date),
    format,
    addresses: addressesOf(fields, facts.file.number),
    dateText: facts.dateText,
    warnings,
  };
};

/** The addresses of its own pull request; `RFC PR: #19, #127` are both, an earlier experiment's under another key is not. */
const addressesOf = (fields: readonly Field[], number: number | null): string[] => {
  const pulls = fields
    .filter(({ name }) => name === 'pull')
    .map(({ value }) => [...value.matchAll(/https?:\/\/[^\s)>\]]{1,500}/g)].map(([url]) => url));
  return pulls.find((urls) => urls.some((url) => url.endsWith(`/${number}`))) ?? pulls[0] ?? [];
};

const numberOf = ({ file, titleNumber, fields }: Facts, warnings: RecordWarning[]): number | null => {
  const stated = /(?:^|[^\d])0*(\d{1,6})$/.exec(plain(fieldOf(fields, 'number')?.value ?? ''));
  const inside = titleNumber ?? (stated === null ? null : Number(stated[1]));
  if (file.number !== null && inside !== null && inside !== file.number)
    warnings.push({
      code: 'number-differs',
      message: `The file name says ${file.number}, the text ${inside}; the file name was believed.`,
    });
  return file.number ?? inside;
};

const cutTitle = (title: string, warnings: RecordWarning[]): string => {
  if (title.length <= MAX_TITLE) return title;
  warnings.push({ code: 'title-cut', message: `The title has ${title.length} characters; ${MAX_TITLE} were kept.` });
  return `${title
    .slice(0, MAX_TITLE - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
};

const concluded = (
  { status, statusLine, format, fields, parts, file, outline }: Facts,
  warnings: RecordWarning[],
): RecordStatus => {
  const line = statusLine + 1;
  if (status.status !== null) {
    if (status.partial)
      warnings.push({
        code: 'partial-status',
        message: `“${status.text}” says that the rest still holds; it counts as ${status.status}.`,
        line,
      });
    return keptStatus(fields, status.status);
  }
  const decided =
    format === 'rfc'
      ? (file.number ?? 0) > 0
      : parts.some(
          (candidate) =>
            candidate.name === 'decision' &&
            !/^\W*(?:tbd|tba|todo|to be (?:decided|defined)|open|pending|n\/a|none)?\W*$/i.test(partText(outline, candidate)),
        );
  const taken = decided && status.text === '' ? 'accepted' : 'proposed';
  if (status.text !== '')
    warnings.push({ code: 'unknown-status', message: `“${status.text}” names no one status; it counts as ${taken}.`, line });
  // RFCs of this kind have no status line: being in the folder with a number is their acceptance.
  else if (format === 'adr')
    warnings.push({
      code: 'no-status',
      message: `There is no status; it counts as ${taken}${decided ? ', for it states a decision' : ''}.`,
    });
  return taken;
};

const dateRead = ({ dateText, dateLine }: Facts, warnings: RecordWarning[]): string | null => {
  const read = readDate(dateText);
  const line = dateLine + 1;
  if (read.date === null && dateText !== '')
    warnings.push({ code: 'odd-date', message: `“${dateText.slice(0, 80)}” is no whole date; the record has none.`, line });
  else if (read.date === null) warnings.push({ code: 'no-date', message: 'There is no date.' });
  else if (read.ambiguous)
    warnings.push({ code: 'odd-date', message: `“${dateText.slice(0, 80)}” was read day first: ${read.date}.`, line });
  return read.date;
};

const tagsOf = (fields: readonly Field[], outline: Outline, parts: readonly Part[]): string[] => {
  const section = partOf(parts, 'tags');
  const features = fields
    .filter(({ name }) => name === 'feature')
    .flatMap(({ value, items }) => namesOf(value, items))
    .filter((name) => /^[\w./-]+$/.test(name) && !/^TBD$/i.test(name));
  const stated = fields.filter(({ name }) => name === 'tags').flatMap(({ value, items }) => namesOf(value, items));
  const listed = section === undefined ? [] : namesOf(partText(outline, section).slice(0, 2000));
  return [...new Set([...stated, ...listed, ...features].map((tag) => tag.slice(0, 100)))].slice(0, 50);
};

const irreversible = (fields: readonly Field[], outline: Outline): boolean | null => {
  const said = fieldOf(fields, 'reversible');
  if (said === undefined) return null;
  const value = plain(said.value).toLowerCase();
  if (/one[- ]way|irreversible/.test(value)) return true;
  if (/two[- ]way|^reversible/.test(value)) return false;
  const yes = /^(?:yes|true|ja|oui|sí|si|sim)\b/.test(value);
  const no = /^(?:no|false|nein|non|não)\b/.test(value);
  if (!yes && !no) return null;
  return /irreversible/i.test(sourceOf(outline, said.line)) ? yes : no;
};
