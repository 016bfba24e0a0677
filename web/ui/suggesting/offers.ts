import { isBegun } from '../matching.ts';
import type { Begun } from './begun.ts';

/** What may be put into a text, and how it is shown. */
export interface Suggestion {
  /** As the server reads it: `@raj`, `#142`. */
  readonly insert: string;
  /** `person`, `decision`: its picture. */
  readonly kind: string;
  /** A name, a title. */
  readonly label: string;
  /** At the end of its line: `@raj`, `Decision · open`. */
  readonly side: string;
}

export interface Suggesters {
  /** All who may be called, from what is on this device where it is. */
  readonly people: () => Promise<readonly Suggestion[]>;
  /** What its words and its number answer best. */
  readonly artifacts: (words: string) => Promise<readonly Suggestion[]>;
}

let suggesters: Suggesters | null = null;

/** The shell gives the ways to who and what may be named. */
export const suggestBy = (ways: Suggesters): void => {
  suggesters = ways;
};

/** Fetches what is offered without asking further, before it is wanted. */
export const prepareSuggestions = (): void => void suggesters?.people().catch(() => []);

/** So long nobody has typed, ms, before the server is asked. */
const REST = 120;
const MOST = 8;

/** What fits what is begun; nothing where nothing does, where the network is not there, and when it is no longer wanted. */
export const suggestionsFor = async (begun: Begun, signal: AbortSignal): Promise<readonly Suggestion[]> => {
  if (!suggesters) return [];
  if (begun.sign === '#') await rested(signal);
  if (signal.aborted) return [];
  const all = await (begun.sign === '@' ? suggesters.people() : suggesters.artifacts(begun.words)).catch(() => []);
  return signal.aborted ? [] : fitting(all, begun);
};

/** Once some time has passed, or at once when nobody waits for it any more. */
export const rested = async (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, REST);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });

/** Of some suggestions those of which words begin as what is typed: what is called exactly so comes first, then what begins so, then as they came. */
export const fitting = (all: readonly Suggestion[], { sign, words }: Pick<Begun, 'sign' | 'words'>): readonly Suggestion[] => {
  const wanted = (sign + words).normalize('NFC').toLowerCase();
  const begins = wanted.slice(1);
  const rank = ({ insert, label }: Suggestion): number => {
    if (insert === wanted) return 0;
    return insert.startsWith(wanted) || label.toLowerCase().startsWith(begins) ? 1 : 2;
  };
  return all
    .filter(({ label, insert }) => isBegun({ label, words: insert.slice(1) }, words))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, MOST);
};

/** What is put in place of what was begun, with the space that the next word needs. */
export const putIn = ({ insert }: Suggestion, after: string): string => (/^[\s\p{P}]/u.test(after) ? insert : `${insert} `);
