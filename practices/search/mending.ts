import { folded } from '#kernel/text/words.ts';
import type { Db, Principal } from '#server/route.ts';
import type { Asked, Phrase } from './ask.ts';
import { countsOf, seenOf, wordsLike, wordsOf, wordsWith, type LikeRow } from './queries.ts';

export interface Mended {
  readonly typed: string;
  readonly meant: string;
  /** It stands in a text or two, which come first. */
  readonly also: boolean;
}

/** Nobody meant another word by so few letters, or mistyped so many. */
const [FEWEST, MOST] = [3, 32];
const MOST_WORDS = 4;
const MOST_TRIED = 6;

/**
 * What was meant by words that stand in nothing that the asker sees: the likest word that does. [safety] Words of texts that they may not
 * see are as if they were not there: neither offered, nor what keeps another from being offered.
 */
export const mend = async (
  db: Db,
  asker: Pick<Principal, 'org' | 'keys'>,
  words: readonly string[],
): Promise<readonly Mended[]> => {
  const wrong = words
    .filter((word) => /^\p{L}+$/u.test(word) && word.length >= FEWEST && word.length <= MOST)
    .slice(0, MOST_WORDS);
  const mended = await Promise.all(
    wrong.map(async (word): Promise<readonly Mended[]> => {
      const typed = folded(word);
      const near = variantsOf(typed);
      const [alike, oneAway] = await Promise.all([
        wordsLike(db, asker.org, typed),
        near.length === 0 ? [] : wordsOf(db, asker.org, near),
      ]);
      const like = chosen(typed, [
        ...alike,
        ...oneAway.filter(({ word: one }) => alike.every(({ word: other }) => other !== one)),
      ]);
      const tried = like.length > 0 ? like : (await wordsWith(db, asker.org, typed)).filter((row) => row.folded !== typed);
      const seen = await seenOf(
        db,
        asker,
        tried.map(({ stem }) => `'${stem}'`),
      );
      const meant = tried.find((_, index) => seen[index]);
      return meant ? [{ typed: word, meant: meant.word, also: false }] : [];
    }),
  );
  return mended.flat();
};

/** In so few texts stands what one of their writers may have mistyped himself, and in so many what was meant. */
export const SLIPS = 2;
const USUAL = 20;
/** Among short words there is always another one letter away. */
const LONG_ENOUGH = 6;

/**
 * What may have been meant by words that stand in a text or two: one slip away, and in many texts that the asker sees. The other writers may
 * have mistyped it as well: “onbording” stands in one page of hundreds about onboarding.
 */
export const meantToo = async (
  db: Db,
  asker: Pick<Principal, 'org' | 'keys'>,
  words: readonly string[],
): Promise<readonly Mended[]> => {
  const few = words.filter((word) => /^\p{L}+$/u.test(word) && word.length >= LONG_ENOUGH && word.length <= MOST);
  const meant = await Promise.all(
    few.slice(0, MOST_WORDS).map(async (word): Promise<readonly Mended[]> => {
      const typed = folded(word);
      const like = (await wordsLike(db, asker.org, typed)).filter(
        (row) => row.folded !== typed && distance(typed, row.folded) === 1,
      );
      const tried = like.slice(0, MOST_TRIED);
      const counts = await countsOf(
        db,
        asker,
        tried.map(({ stem }) => `'${stem}'`),
        USUAL,
      );
      const usual = tried.find((_, index) => counts[index] === USUAL);
      return usual ? [{ typed: word, meant: usual.word, also: true }] : [];
    }),
  );
  return meant.flat();
};

/** Longer words have letters enough in common with what was meant. */
const SHORT = 7;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** What one slip makes of a short word: of `pgae`, `page` has nothing but its first letter in common by threes. */
export const variantsOf = (typed: string): readonly string[] => {
  const letters = [...typed];
  if (letters.length > SHORT) return [];
  const without = (at: number, count: number): readonly [string, string] => [
    letters.slice(0, at).join(''),
    letters.slice(at + count).join(''),
  ];
  const made = letters.flatMap((letter, at) => {
    const [before, after] = without(at, 1);
    const next = letters[at + 1];
    return [
      before + after,
      ...(next === undefined ? [] : [`${before}${next}${letter}${letters.slice(at + 2).join('')}`]),
      ...LETTERS.flatMap((other) => [before + other + after, before + other + letter + after]),
    ];
  });
  return [...new Set([...made, ...LETTERS.map((other) => typed + other)])].filter((one) => one !== typed && one.length > 1);
};

const chosen = (typed: string, rows: readonly LikeRow[]): readonly LikeRow[] => {
  const most = typed.length <= 3 ? 1 : typed.length <= 7 ? 2 : 3;
  return rows
    .filter((row) => row.folded !== typed)
    .map((row) => ({ row, away: distance(typed, row.folded) - (row.folded[0] === typed[0] ? 0.3 : 0) }))
    .filter(({ away }) => away <= most)
    .toSorted(
      (a, b) => a.away - 0.25 * Math.log10(1 + Number(a.row.texts)) - (b.away - 0.25 * Math.log10(1 + Number(b.row.texts))),
    )
    .slice(0, MOST_TRIED)
    .map(({ row }) => row);
};

/** How many letters to put, drop, change or swap with their neighbour (Damerau and Levenshtein, the restricted form). */
const distance = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let last = b.map((_, index) => index).concat(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** The question with what was meant in the place of what was typed. */
export const asMeant = (asked: Asked, mended: readonly Mended[]): Asked => {
  const meant = new Map(mended.map((one) => [one.typed, one.meant]));
  const right = (phrase: Phrase): Phrase => phrase.map((word) => meant.get(word) ?? word);
  return { ...asked, terms: asked.terms.map((term) => ({ ...term, either: term.either.map(right), begun: false })) };
};
