import { readText } from '../text.ts';
import { proseOf } from './prose.ts';
import type { Checked, Remark } from './remark.ts';
import { countWords, shapeRemarks } from './shape.ts';

const WORDS_A_MINUTE = 230;
/** More is nagging. */
const MOST = 12;
const MOST_OF_A_KIND = 3;
/** Of longer texts the words are not looked at, one by one. */
const LONGEST = 400_000;

/** What matters more to whoever reads alone comes first. */
const ORDER = [
  'conclusion-late',
  'no-date',
  'one-option',
  'too-long',
  'tone',
  'excluding',
  'hard',
  'repeated',
  'wordy',
  'passive',
];

/** Looks at a text as somebody would who reads it next week in another time zone. It says why, and refuses nothing. */
export const checkWriting = async (markdown: string): Promise<Checked> => {
  const words = countWords(proseOf(markdown));
  const language = saidIn(markdown) ?? (await import('#kernel/text/detect.ts')).detect(markdown) ?? 'en';
  const english = language === 'en' && markdown.length <= LONGEST;
  const { wordRemarks } = await import('./words.ts');
  const all = [...(language === 'en' ? shapeRemarks(markdown, words) : []), ...(english ? wordRemarks(markdown) : [])];
  return { words, minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)), remarks: chosen(all) };
};

/** The language that the text says of itself, without its region. */
const saidIn = (markdown: string): string | null => readText(markdown, '').language?.split('-', 1)[0]?.toLowerCase() ?? null;

const chosen = (all: readonly Remark[]): readonly Remark[] => {
  const kinds = new Map<string, number>();
  const said = new Set<string>();
  return all
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.line ?? 0) - (b.line ?? 0))
    .filter(({ kind, line, quote }) => {
      const place = `${line} ${quote?.toLowerCase()}`;
      if (said.has(place)) return false;
      said.add(place);
      const times = (kinds.get(kind) ?? 0) + 1;
      kinds.set(kind, times);
      return times <= MOST_OF_A_KIND;
    })
    .slice(0, MOST)
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
};
