import { atLevel, LEVELS, SALIENCE_AT } from '#kernel/text/salience.ts';
import { isUnspaced } from '#kernel/text/words.ts';
import type { Asked, Phrase, Term } from './ask.ts';
import { formsOf, isFrame } from './forms.ts';
import { alike } from './thesaurus.ts';
import type { Sought } from './words.ts';

/*
 * A question as PostgreSQL's index is asked. What is best stands in few texts; so it is looked for in tiers, the most promising first,
 * until there are enough to rank: texts that are about all of the words, that hold all of them, all but one, two of the rarest, …
 * A tier of one word goes by how much a text is about it. So a word that a third of all texts hold costs no more than others.
 */

export interface WeighedStem {
  readonly stem: string;
  /** 1: as it was typed; less: a word that begins so, or that others say for it. */
  readonly weight: number;
}

/** One thing to be found, and how. */
export interface Atom {
  readonly term: Term;
  /** One of these; each a row of words, and of each word the stems that stand for it. */
  readonly phrases: readonly (readonly (readonly WeighedStem[])[])[];
  readonly rarity: number;
  readonly small: boolean;
  /** Rather what a question is put with than what it is about. */
  readonly frame: boolean;
  readonly known: boolean;
  /** In how many texts it is at most, about. */
  readonly texts: number;
  /** In the language of tsquery: it is there as it was typed. */
  readonly any: string;
  /** The same, or by what others say for it. */
  readonly wide: string;
  /** It is there, and the text is about it at one of these levels. */
  at(levels: readonly number[]): string;
  wideAt(levels: readonly number[]): string;
}

export interface Tier {
  readonly query: string;
  /** So many of it at most. */
  readonly most: number;
}

/** One word in the language of tsquery. */
const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/gu, '')}'`;
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`);
const allOf = (parts: readonly string[]): string => parts.join(' & ');

const wordQuery = (word: string, stems: readonly WeighedStem[]): string =>
  // One character of a script without spaces begins a pair, or ends a run.
  isUnspaced(word) && [...word].length === 1 ? `${quoted(word)}:*` : anyOf(stems.map(({ stem }) => quoted(stem)));

const phraseQuery = (phrase: Phrase, stemsOf: (word: string) => readonly WeighedStem[]): string =>
  phrase.length === 1
    ? wordQuery(phrase[0] ?? '', stemsOf(phrase[0] ?? ''))
    : `(${phrase.map((word) => wordQuery(word, stemsOf(word))).join(' <-> ')})`;

/** It is there, and the text is about each of its words. */
const aboutQuery = (phrase: Phrase, stemsOf: (word: string) => readonly WeighedStem[], levels: readonly number[]): string => {
  const each = phrase.map((word) =>
    anyOf(stemsOf(word).flatMap(({ stem }) => levels.map((level) => quoted(atLevel(stem, level))))),
  );
  return phrase.length === 1 ? (each[0] ?? '') : `(${phraseQuery(phrase, stemsOf)} & ${allOf(each)})`;
};

/** What else people say for it counts so much. */
const ALIKE = 0.32;
const LONGEST_ROW = 3;

/** The question with what else people say for its words: those of one word go with it, those of several stand beside it. */
export const widened = (asked: Asked): { readonly asked: Asked; readonly alike: ReadonlyMap<string, readonly string[]> } => {
  const also = new Map<string, readonly string[]>();
  const rows: Term[] = [];
  const plain = asked.terms.map(({ either, quoted: isQuoted, extra }) =>
    isQuoted || extra || either.length !== 1 || either[0]?.length !== 1 ? null : (either[0][0] ?? null),
  );
  const beside = (others: Iterable<string>): void => {
    const either = [...others].map((one) => one.split(' '));
    if (either.length > 0) rows.push({ either, quoted: false, begun: false, extra: true });
  };
  for (const [index, word] of plain.entries()) {
    if (word === null) continue;
    const own = alike(word);
    const single = [...own].filter((one) => !one.includes(' '));
    if (single.length > 0) also.set(word, single);
    beside([...own].filter((one) => one.includes(' ')));
    for (let length = 2; length <= LONGEST_ROW; length += 1) {
      const row = plain.slice(index, index + length);
      if (row.length === length && !row.includes(null)) beside(alike(row.join(' ')));
    }
  }
  return { asked: { ...asked, terms: [...asked.terms, ...rows.slice(0, MOST_BESIDE)] }, alike: also };
};
const MOST_BESIDE = 6;

/** All words of a question that are looked up in the lexicon: as typed, in their other forms, and what else people say. */
export const wordsIn = ({ terms, without }: Asked, alike: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const typed = terms.flatMap(({ either }) => either.flat());
  return [...new Set([...typed, ...without.flat(), ...[...alike.values()].flat(), ...typed.flatMap(formsOf)])];
};

export const atomsOf = (
  { terms }: Asked,
  sought: ReadonlyMap<string, Sought>,
  also: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly Atom[] => {
  const typed = (word: string): readonly WeighedStem[] => sought.get(word)?.stems ?? [{ stem: word, weight: 1 }];
  const own = (word: string): readonly WeighedStem[] => {
    const stems = typed(word);
    const forms = new Set(formsOf(word).flatMap((form) => typed(form).map(({ stem }) => stem)));
    return forms.size === 0
      ? stems
      : [
          ...stems,
          ...[...forms].filter((stem) => !stems.some((one) => one.stem === stem)).map((stem) => ({ stem, weight: FORM })),
        ];
  };
  const widely = (word: string, least: number): readonly WeighedStem[] => {
    const stems = own(word);
    const others = (also.get(word) ?? []).flatMap((other) =>
      (sought.get(other)?.rarity ?? 0) < least ? [] : own(other).map(({ stem }) => stem),
    );
    return [
      ...stems,
      ...[...new Set(others)].filter((stem) => !stems.some((one) => one.stem === stem)).map((stem) => ({ stem, weight: ALIKE })),
    ];
  };
  return terms.map((term): Atom => {
    const { either } = term;
    const known = either.flat().flatMap((word) => sought.get(word) ?? []);
    const isWord = !term.quoted && either.length === 1 && either[0]?.length === 1;
    const stemsOf = isWord ? (word: string) => widely(word, TELLING) : own;
    return {
      term,
      phrases: either.map((phrase) => phrase.map((word) => (isWord ? widely(word, 0) : own(word)))),
      rarity: Math.max(0.1, ...known.map(({ rarity }) => rarity)) * (term.extra ? EXTRA : 1),
      small: known.length > 0 && known.every(({ small }) => small),
      frame: isWord && !term.extra && isFrame(either[0]?.[0] ?? ''),
      known: known.some((one) => one.known),
      texts: either.reduce((sum, phrase) => sum + Math.min(...phrase.map((word) => sought.get(word)?.texts ?? 0)), 0),
      any: anyOf(either.map((phrase) => phraseQuery(phrase, own))),
      wide: anyOf(either.map((phrase) => phraseQuery(phrase, stemsOf))),
      at: (levels) => anyOf(either.map((phrase) => aboutQuery(phrase, own, levels))),
      wideAt: (levels) => anyOf(either.map((phrase) => aboutQuery(phrase, stemsOf, levels))),
    };
  });
};
const EXTRA = 0.5;
/** Another form of the word that was typed counts so much. */
const FORM = 0.64;
/** What is in one text of seven, or in more, is not looked for in the place of another word. */
const TELLING = 2;

/** What a text must hold, or must not. Null: nothing. */
export const mustOf = ({ terms, without }: Asked, atoms: readonly Atom[], sought: ReadonlyMap<string, Sought>): string | null => {
  const must = [
    ...atoms.filter((_, index) => terms[index]?.quoted).map(({ any }) => any),
    ...without.map((phrase) => `!${phraseQuery(phrase, (word) => sought.get(word)?.stems ?? [{ stem: word, weight: 1 }])}`),
  ];
  return must.length === 0 ? null : allOf(must);
};

/** Tiers go by so many words, the rarest. */
const MOST_ATOMS = 5;
/** What half of all texts hold narrows nothing: beside two that are rarer, it is only ranked by. */
const IN_HALF = Math.log(2);
const [ABOUT, MUCH_ABOUT] = [LEVELS.slice(1), LEVELS.slice(2)];
/** So few texts are all ranked in full. */
const FEW = 40;
/** So many texts are not too many to look at all of them. */
const MANY = 4_000;

export const tiersOf = (atoms: readonly Atom[], must: string | null, enough: number): readonly Tier[] => {
  const telling = atoms.filter(({ small, term }) => !small && !term.extra);
  const rarest = (telling.length > 0 ? telling : atoms).toSorted((a, b) => b.rarity - a.rarity).slice(0, MOST_ATOMS);
  const chosen = rarest.filter(({ rarity, term }, index) => index < 2 || rarity >= IN_HALF || term.quoted);
  const extras = atoms.filter(({ term }) => term.extra);
  const third = Math.ceil(enough / 3);
  const tiers: Tier[] = [];
  const add = (query: string, most: number): void => {
    if (!tiers.some((tier) => tier.query === query)) tiers.push({ query: must === null ? query : `(${query}) & ${must}`, most });
  };
  const addExtras = (): void => {
    if (extras.length > 0) add(anyOf(extras.map((atom) => atom.at(LEVELS))), third);
  };
  const [one, ...others] = chosen;
  if (!one) {
    if (must !== null) tiers.push({ query: must, most: enough });
  } else if (one.term.quoted && others.length === 0) {
    // Whether words stand in a row is looked up in each text that has them; so not level by level.
    tiers.push({ query: `${one.at(MUCH_ABOUT)}${without(must, one)}`, most: enough }, { query: must ?? one.any, most: enough });
  } else if (others.length === 0) {
    if (one.known && one.texts <= FEW) add(one.any, enough);
    else for (const level of LEVELS.toReversed()) add(one.at([level]), enough);
    addExtras();
    if (one.wide !== one.any) add(one.wideAt(MUCH_ABOUT), third);
    add(one.any, enough);
    add(one.wide, third);
  } else tiersOfSeveral([one, ...others], enough, add, addExtras);
  return tiers;
};

/** What else must be so, where the atom must itself. */
const without = (must: string | null, { any }: Atom): string => (must === null || must === any ? '' : ` & ${must}`);

/** PostgreSQL goes through the texts of the rarest word that a query cannot do without; so each has one. */
const tiersOfSeveral = (
  chosen: readonly [Atom, ...Atom[]],
  enough: number,
  add: (query: string, most: number) => void,
  addExtras: () => void,
): void => {
  const third = Math.ceil(enough / 3);
  const [one, two, three] = chosen;
  add(allOf(chosen.map((atom) => atom.at(ABOUT))), enough);
  add(`${allOf(chosen.map(({ any }) => any))} & ${anyOf(chosen.map((atom) => atom.at(MUCH_ABOUT)))}`, third);
  addExtras();
  const wide = chosen.map((atom) => atom.wide);
  add(allOf(wide), third);
  const rest = wide.slice(1);
  if (two && three) {
    add(`${one.wide} & ${anyOf(rest.map((_, left) => `(${allOf(rest.filter((__, index) => index !== left))})`))}`, third);
    add(allOf(rest), third);
    if (rest.length > 2) add(`${one.wide} & ${anyOf([two, three].map((atom) => atom.wideAt(ABOUT)))}`, third);
    if (rest.length > 2) add(`${two.wideAt(ABOUT)} & ${three.wideAt(ABOUT)}`, third);
  }
  for (const atom of chosen.slice(0, 3)) add(atom.wideAt(MUCH_ABOUT), third);
  for (const atom of chosen.slice(0, 2)) add(atom.any, third);
  if (chosen.reduce((sum, { texts }) => sum + texts, 0) <= MANY) add(anyOf(wide), enough);
};

/** What each find adds to the first ranking: a query, and its weight. */
export const scoresOf = (atoms: readonly Atom[]): readonly { readonly query: string; readonly weight: number }[] => {
  const wanted = atoms.filter(({ term }) => !term.extra);
  // Of one word the tiers are the ranking.
  if (wanted.length === 1 && wanted[0]?.term.either.length === 1 && !wanted[0].term.quoted) return [];
  return atoms.flatMap((atom) => {
    const worth = atom.rarity * (atom.small ? SMALL : 1);
    const there = { query: atom.any, weight: worth * SALIENCE_AT[0] };
    // What is in every text is not what a text is chosen for.
    if (atom.small) return [there];
    const about = LEVELS.map((level) => ({
      query: atom.at([level]),
      weight: worth * ((SALIENCE_AT[level] ?? 0) - SALIENCE_AT[0]),
    }));
    if (atom.wide === atom.any) return [there, ...about];
    const others = [
      { query: atom.wide, weight: worth * ALIKE * SALIENCE_AT[0] },
      { query: atom.wideAt(MUCH_ABOUT), weight: worth * ALIKE * (SALIENCE_AT[4] - SALIENCE_AT[0]) },
    ];
    return [{ ...there, weight: there.weight * (1 - ALIKE) }, ...about, ...others];
  });
};

/** A word that every sentence has counts so much of what its rarity says. */
export const SMALL = 0.3;

/** All stems of which ranking wants to know where they stand. */
export const stemsOf = (atoms: readonly Atom[]): readonly string[] => [
  ...new Set(atoms.flatMap(({ phrases }) => phrases.flat(2).map(({ stem }) => stem))),
];
