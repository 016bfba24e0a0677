import { atLevel, LEVELS, SALIENCE_AT } from '#kernel/text/salience.ts';
import { isUnspaced } from '#kernel/text/words.ts';
import type { Asked, Phrase, Term } from './ask.ts';
import type { Sought } from './words.ts';

/*
 * A question as PostgreSQL's index is asked. What is best stands in few texts; so it is looked for in tiers, the most promising first,
 * until there are enough to rank: texts that are about all of the words, that hold all of them, all but one, two of the rarest, …
 * A tier of one word goes by how much a text is about it. So a word that a third of all texts hold costs no more than others.
 */

/** One thing to be found, and how. */
export interface Atom {
  readonly term: Term;
  /** Stems that stand for it, with their weights, for ranking; of several words in a row: of each. */
  readonly rows: readonly (readonly { readonly stem: string; readonly weight: number }[])[];
  readonly rarity: number;
  readonly small: boolean;
  readonly known: boolean;
  /** In the language of tsquery: it is there. */
  readonly any: string;
  /** It is there, and the text is about it at one of these levels. */
  at(levels: readonly number[]): string;
}

export interface Tier {
  readonly query: string;
  /** So many of it at most. */
  readonly most: number;
}

const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/gu, '')}'`;
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`);
const allOf = (parts: readonly string[]): string => parts.join(' & ');

const wordQuery = (word: string, sought: ReadonlyMap<string, Sought>): string => {
  // One character of a script without spaces begins a pair, or ends a run.
  if (isUnspaced(word) && [...word].length === 1) return `${quoted(word)}:*`;
  return anyOf((sought.get(word)?.stems ?? [{ stem: word }]).map(({ stem }) => quoted(stem)));
};

const phraseQuery = (phrase: Phrase, sought: ReadonlyMap<string, Sought>): string =>
  phrase.length === 1 ? wordQuery(phrase[0] ?? '', sought) : `(${phrase.map((word) => wordQuery(word, sought)).join(' <-> ')})`;

export const atomsOf = ({ terms }: Asked, sought: ReadonlyMap<string, Sought>): readonly Atom[] =>
  terms.map((term) => {
    const words = term.either.flat();
    const known = words.map((word) => sought.get(word)).filter((one) => one !== undefined);
    const any = anyOf(term.either.map((phrase) => phraseQuery(phrase, sought)));
    const first = term.either.length === 1 ? term.either[0]?.[0] : undefined;
    const stemsOf = (word: string) => sought.get(word)?.stems ?? [{ stem: word, weight: 1 }];
    return {
      term,
      rows: words.map(stemsOf),
      rarity: Math.max(0.1, ...known.map(({ rarity }) => rarity)) * (term.extra ? 0.6 : 1),
      small: known.length > 0 && known.every(({ small }) => small),
      known: known.some((one) => one.known),
      any,
      at: (levels) => {
        const about = anyOf(
          (first === undefined ? words : [first]).flatMap((word) =>
            stemsOf(word).flatMap(({ stem }) => levels.map((level) => quoted(atLevel(stem, level)))),
          ),
        );
        return words.length === 1 ? about : `(${any} & ${about})`;
      },
    };
  });

/** What a text must hold, or must not. Null: nothing. */
export const mustOf = ({ terms, without }: Asked, atoms: readonly Atom[], sought: ReadonlyMap<string, Sought>): string | null => {
  const must = [
    ...atoms.filter((_, index) => terms[index]?.quoted).map(({ any }) => any),
    ...without.map((phrase) => `!${phraseQuery(phrase, sought)}`),
  ];
  return must.length === 0 ? null : allOf(must);
};

/** Tiers go by so many words, the rarest. */
const MOST_ATOMS = 6;
const [ABOUT, MUCH_ABOUT] = [LEVELS.slice(1), LEVELS.slice(2)];

export const tiersOf = (atoms: readonly Atom[], must: string | null, enough: number): readonly Tier[] => {
  const telling = atoms.filter(({ small, term }) => !small && !term.extra);
  const chosen = (telling.length > 0 ? telling : atoms).toSorted((a, b) => b.rarity - a.rarity).slice(0, MOST_ATOMS);
  const anys = chosen.map(({ any }) => any);
  const extras = atoms.filter(({ term }) => term.extra).map(({ any }) => any);
  const third = Math.ceil(enough / 3);
  const tiers: Tier[] = [];
  const add = (query: string, most: number): void =>
    void tiers.push({ query: must === null ? query : `(${query}) & ${must}`, most });
  const [one, two, three] = chosen;
  if (!one) {
    if (must !== null) tiers.push({ query: must, most: enough });
  } else if (!two) {
    if (extras.length > 0) add(anyOf(extras), third);
    for (const level of LEVELS.toReversed()) add(one.at([level]), enough);
    add(one.any, enough);
  } else {
    if (extras.length > 0) add(anyOf(extras), third);
    add(allOf(chosen.map((atom) => atom.at(ABOUT))), enough);
    add(`${allOf(anys)} & ${anyOf(chosen.map((atom) => atom.at(MUCH_ABOUT)))}`, third);
    add(allOf(anys), third);
    if (three) add(anyOf(anys.map((_, left) => `(${allOf(anys.filter((__, index) => index !== left))})`)), third);
    if (three && chosen.length > 3)
      add(
        `(${one.any} & ${two.any} | ${one.any} & ${three.any} | ${two.any} & ${three.any}) & ${anyOf([one, two, three].map((atom) => atom.at(ABOUT)))}`,
        third,
      );
    for (const atom of chosen.slice(0, 3)) add(atom.at(MUCH_ABOUT), third);
    add(anyOf(anys), third);
  }
  return tiers;
};

/** What each find adds to the first ranking: a query, and its weight. */
export const scoresOf = (atoms: readonly Atom[]): readonly { readonly query: string; readonly weight: number }[] =>
  atoms.flatMap((atom) => {
    const weight = atom.rarity * (atom.small ? 0.3 : 1);
    return [
      { query: atom.any, weight: weight * SALIENCE_AT[0] },
      ...LEVELS.map((level) => ({ query: atom.at([level]), weight: weight * ((SALIENCE_AT[level] ?? 0) - SALIENCE_AT[0]) })),
    ];
  });

/** All stems of which ranking wants to know where they stand. */
export const stemsOf = (atoms: readonly Atom[]): readonly string[] => [
  ...new Set(atoms.flatMap(({ rows }) => rows.flatMap((stems) => stems.map(({ stem }) => stem)))),
];
