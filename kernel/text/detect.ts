import { francAll } from 'franc-min';
import type { Detect } from './language.ts';

/** Of what `franc-min` tells apart, by its codes. */
const CODES: Readonly<Record<string, string>> = {
  arb: 'ar',
  nld: 'nl',
  eng: 'en',
  fra: 'fr',
  deu: 'de',
  ell: 'el',
  hin: 'hi',
  hun: 'hu',
  ind: 'id',
  ita: 'it',
  npi: 'ne',
  por: 'pt',
  ron: 'ro',
  rus: 'ru',
  spa: 'es',
  swe: 'sv',
  tam: 'ta',
  tur: 'tr',
  pol: 'pl',
  ukr: 'uk',
  vie: 'vi',
  ces: 'cs',
  srp: 'sr',
};

const ALL = [...Object.keys(CODES), 'cmn', 'jpn', 'kor'];
/** Names, lists and code are like many languages. English that is so likely is English: most of those are. */
const NEARLY = 0.9;

/** Loaded when the first text comes that does not say in which language it is: ten megabytes. */
export const detect: Detect = (text) => {
  const all = francAll(text, { only: ALL });
  const [first] = all;
  if (!first || first[0] === 'und') return null;
  if (all.some(([code, likeness]) => code === 'eng' && likeness > NEARLY)) return 'en';
  return CODES[first[0]] ?? 'other';
};
