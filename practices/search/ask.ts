import { isUnspaced, wordsOf } from '#kernel/text/words.ts';

/** What somebody typed, taken apart. */
export interface Asked {
  /** What is looked for. A text need not hold all of it, but the more the better; `quoted` it must hold. */
  readonly terms: readonly Term[];
  /** What must not be there. */
  readonly without: readonly Phrase[];
  readonly filters: readonly Filter[];
  /** `#142`, or a number alone. */
  readonly number: number | null;
  /** Without filters and signs, for names. */
  readonly plain: string;
}

/** One word, or several that follow one another. */
export type Phrase = readonly string[];

export interface Term {
  /** One of these: `paris or berlin`. */
  readonly either: readonly Phrase[];
  readonly quoted: boolean;
  /** The last word, with nothing behind it: perhaps it goes on. */
  readonly begun: boolean;
  /** Another way to write what the terms beside it say: `oncall` for `on-call`. Nobody misses it. */
  readonly extra: boolean;
}

export type FilterName = 'space' | 'kind' | 'by' | 'before' | 'after' | 'is';

export interface Filter {
  readonly name: FilterName;
  readonly value: string;
  /** `-kind:comment` */
  readonly not: boolean;
}

const FILTERS: Readonly<Record<string, FilterName>> = {
  space: 'space',
  in: 'space',
  kind: 'kind',
  type: 'kind',
  by: 'by',
  author: 'by',
  from: 'by',
  before: 'before',
  until: 'before',
  after: 'after',
  since: 'after',
  is: 'is',
  status: 'is',
};

const PART = /(?<not>-(?=[^\s-]))?(?:(?<name>[a-z]{2,8}):(?="|\S|$))?(?:"(?<quoted>[^"]*)(?:"|$)|(?<bare>[^\s"]+))?/giu;
/** More than that nobody means; and every one of them costs. */
const MOST_TERMS = 24;
const MOST_FILTERS = 12;

/** Whoever asks so has written the last word. */
const ENDED = /[?!？！。]$/;

/** Takes apart what was typed. Nothing is wrong here: what is no sign is a word. */
export const ask = (typed: string): Asked => {
  const text = typed.normalize('NFC');
  const terms: Term[] = [];
  const without: Phrase[] = [];
  const filters: Filter[] = [];
  const plain: string[] = [];
  let either = false;
  for (const match of text.matchAll(PART)) {
    const { not, name, quoted, bare } = match.groups ?? {};
    if (match[0] === '') continue;
    const filter = name === undefined ? undefined : FILTERS[name.toLowerCase()];
    if (filter !== undefined && filters.length < MOST_FILTERS) {
      const value = (quoted ?? bare ?? '').trim();
      // `space:` is a filter that somebody is about to write.
      if (value !== '') filters.push({ name: filter, value, not: not !== undefined });
      continue;
    }
    const said = `${name === undefined ? '' : `${name}:`}${quoted ?? bare ?? ''}`;
    if (quoted === undefined && /^(?:or|OR|\|)$/u.test(said) && not === undefined && terms.length > 0) {
      either = true;
      plain.push(said);
      continue;
    }
    const isLast = match.index + match[0].length === text.length;
    const phrases =
      quoted === undefined ? phrasesOf(said) : { each: [wordsInRow(said)].filter((one) => one.length > 0), extra: [] };
    if (not !== undefined) {
      without.push(...(quoted === undefined ? [wordsInRow(said)] : phrases.each).filter((one) => one.length > 0));
      continue;
    }
    plain.push(said);
    for (const [index, phrase] of phrases.each.entries()) {
      const before = either && index === 0 ? terms.pop() : undefined;
      terms.push({
        either: [...(before?.either ?? []), phrase],
        quoted: (before?.quoted ?? true) && quoted !== undefined,
        begun: isLast && !ENDED.test(text) && quoted === undefined && index === phrases.each.length - 1,
        extra: false,
      });
    }
    for (const phrase of phrases.extra) terms.push({ either: [phrase], quoted: false, begun: false, extra: true });
    either = false;
  }
  return {
    terms: terms.slice(0, MOST_TERMS),
    without: without.slice(0, MOST_TERMS),
    filters,
    number: numberIn(plain),
    plain: plain.join(' ').trim(),
  };
};

/** What must be there for itself: each word, or each run of a script without spaces. */
const phrasesOf = (said: string): { readonly each: readonly Phrase[]; readonly extra: readonly Phrase[] } => {
  const each: string[][] = [];
  const extra: Phrase[] = [];
  let place = 0;
  let run: string[] | null = null;
  for (const { word, place: at } of wordsOf(said)) {
    if (at <= place) {
      extra.push([word]);
      continue;
    }
    place = at;
    if (!isUnspaced(word)) {
      run = null;
      each.push([word]);
    } else if (run === null) each.push((run = [word]));
    // The last character of a run stands alone as well; the pair before it says the same.
    else if ([...word].length > 1) run.push(word);
    else run = null;
  }
  return { each, extra };
};

const wordsInRow = (said: string): Phrase => {
  const words: string[] = [];
  let place = 0;
  for (const { word, place: at } of wordsOf(said)) {
    if (at <= place) continue;
    place = at;
    if (isUnspaced(word) && [...word].length === 1 && words.length > 0 && isUnspaced(words.at(-1) ?? '')) continue;
    words.push(word);
  }
  return words;
};

const numberIn = ([first, second]: readonly string[]): number | null => {
  const digits = second === undefined ? /^#?(\d{1,9})$/u.exec(first ?? '')?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
};
