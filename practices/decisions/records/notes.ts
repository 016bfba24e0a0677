import type { DecisionRecord, RecordLink, RecordWarning } from './document.ts';

/** What a folder is read against: every file of it, records or not, and the moment. */
export interface Around {
  readonly files: ReadonlySet<string>;
  readonly now: number;
}

/** The records with what only the whole folder and the day tell: links to files that are not there, a date that has not come. */
export const withNotes = (records: readonly DecisionRecord[], { files, now }: Around): readonly DecisionRecord[] => {
  const today = new Date(now + FIRST_ZONE).toISOString().slice(0, 10);
  return records.map((record) => {
    const notes = [
      ...record.links.filter((link) => isLost(record.key, link, files)).map(lostNote),
      ...(record.date !== null && record.date > today ? [futureNote(record.date)] : []),
    ];
    return notes.length === 0 ? record : { ...record, warnings: [...record.warnings, ...notes] };
  });
};

/** A record that is in its own place, which is no link to keep. */
export const selfNotes = (own: readonly RecordLink[]): readonly RecordWarning[] =>
  own
    .filter(({ rel }) => rel === 'supersedes' || rel === 'superseded-by')
    .slice(0, 1)
    .map(({ line }) => ({ code: 'names-itself', message: 'It says that it supersedes itself; that link was left out.', line }));

// Where the day begins first.
const FIRST_ZONE = 14 * 3_600_000;
const MARKDOWN = /\.(?:md|markdown|mdx|mkd|mdown)$/i;

/** Whether a link names a file of this folder that is not there. What lies outside of it, or on the web, nobody looked for. */
const isLost = (key: string, { rel, target, key: found }: RecordLink, files: ReadonlySet<string>): boolean => {
  if (found !== null || /^(?:(?:ADR|RFC) |#)\d+$|^https?:|^\//i.test(target)) return false;
  if (!MARKDOWN.test(target) && rel === 'mentions') return false;
  const place = placeOf(key, target);
  return place !== null && !files.has(place);
};

/** Null: outside of the folder. */
const placeOf = (key: string, target: string): string | null => {
  const steps = key.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..' && steps.pop() === undefined) return null;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
};

const lostNote = ({ target, line }: RecordLink): RecordWarning => ({
  code: 'lost-link',
  message: `The link leads to “${target.slice(0, 200)}”, and there is no such file among those that were read.`,
  line,
});

const futureNote = (date: string): RecordWarning => ({ code: 'odd-date', message: `Its date, ${date}, has not come yet.` });
