/** Languages that PostgreSQL can stem, by their code: the name of its algorithm. */
export const STEMMERS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  hy: 'armenian',
  eu: 'basque',
  ca: 'catalan',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  et: 'estonian',
  fi: 'finnish',
  fr: 'french',
  de: 'german',
  el: 'greek',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  ga: 'irish',
  it: 'italian',
  lt: 'lithuanian',
  ne: 'nepali',
  nb: 'norwegian',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  es: 'spanish',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

/** So much of a text has to be there to tell one language from another. */
export const ENOUGH = 100;
const LOOKED_AT = 500;
const LATIN = /[A-Za-z]/u;

/**
 * How the words of a text are stemmed: a name out of {@link STEMMERS}, or `simple`: as they are. By the language that it says of itself
 * (BCP 47), else by the language that it seems to be in. Short texts in Latin letters are taken for English: its endings come off, and
 * what is in another language stays what it was, mostly; it is found all the same, as the same word is always made the same.
 */
export const stemmerOf = (plain: string, language: string | null, detect: Detect): string => {
  if (language !== null) return STEMMERS[language.toLowerCase().split(/[-_]/u)[0] ?? ''] ?? 'simple';
  const code = plain.length < ENOUGH ? null : detect(middleOf(plain));
  if (code !== null) return STEMMERS[code] ?? 'simple';
  return LATIN.test(plain.slice(0, LOOKED_AT)) ? 'english' : 'simple';
};

/** The language that a text seems to be in, by its code; null: it cannot be told. */
export type Detect = (text: string) => string | null;

/** Past a title and a table of contents, where there is so much. */
const middleOf = (plain: string): string => {
  const from = plain.length > 4 * LOOKED_AT ? LOOKED_AT : 0;
  return plain.slice(from, from + LOOKED_AT);
};
