import type { Details } from '../calendar.ts';
import type { SeriesReport } from '../audit/report.ts';
import type { Kind } from './kinds.ts';
import { KINDS } from './kinds.ts';
import type { Rules } from './rules.ts';

export interface Classified {
  readonly kind: Kind;
  /** What says so: a word of its title or description, its shape, or nothing. */
  readonly by: 'title' | 'description' | 'shape' | 'nothing';
  readonly word: string | null;
}

/** A meeting so short and so often is a round of news, whatever it is called. */
const DAILY = { perWeek: 3, minutes: 30 };

/** What a recurring meeting is for. What is said nowhere stays unknown. */
export const classify = (series: SeriesReport, details: Details, rules: Rules): Classified => {
  const title = plain(details.title);
  const inTitle = wordIn(title, rules);
  // Two people are a one-on-one, and what two people call a conflict is theirs.
  if (series.oneOnOne)
    return inTitle?.kind === 'conflict' ? { ...inTitle, by: 'title' } : { kind: 'one-on-one', by: 'shape', word: null };
  if (inTitle) return { ...inTitle, by: 'title' };
  const inDescription = wordIn(plain(details.description.slice(0, 300)), rules, [
    'conflict',
    'interview',
    'incident',
    'retrospective',
    'demo',
    'brainstorm',
    'decision',
    'broadcast',
    'status',
  ]);
  if (inDescription) return { ...inDescription, by: 'description' };
  if (series.perWeek >= DAILY.perWeek && series.minutes <= DAILY.minutes) return { kind: 'status', by: 'shape', word: null };
  return { kind: 'unknown', by: 'nothing', word: null };
};

/** In lower case, without accents and signs but those within words. */
const plain = (text: string): string =>
  ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}:&/-]+/gu, ' ')
    .trim()} `;

const wordIn = (
  text: string,
  rules: Rules,
  kinds: readonly Kind[] = KINDS,
): { readonly kind: Kind; readonly word: string } | null => {
  const patterns = patternsOf(rules);
  for (const kind of kinds) {
    const found = patterns[kind]?.exec(text);
    if (found) return { kind, word: found[0] };
  }
  return null;
};

const compiled = new WeakMap<Rules, Readonly<Partial<Record<Kind, RegExp>>>>();

/** All words of a kind in one pattern. */
const patternsOf = (rules: Rules): Readonly<Partial<Record<Kind, RegExp>>> => {
  let found = compiled.get(rules);
  if (!found) {
    const made: Partial<Record<Kind, RegExp>> = {};
    for (const kind of KINDS) {
      const words = rules.kinds[kind].words.map(patternOf);
      if (words.length > 0) made[kind] = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})`, 'u');
    }
    compiled.set(rules, (found = made));
  }
  return found;
};

const patternOf = (word: string): string => {
  const open = word.endsWith('*');
  const letters = plain(open ? word.slice(0, -1) : word)
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `${letters}${open ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])'}`;
};
