import { eachRun } from './runs.ts';

/** A word of a text as it is searched for. */
export interface Word {
  /** Small letters, compatibility forms resolved (NFKC), accents kept. */
  readonly word: string;
  /** Its place among the words of the text, from 1. What is one word in two ways (`on-call`, `oncall`) has its first place twice. */
  readonly place: number;
  /** Where it stands in the text: UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
}

/** Longer ones are no words: keys, data, a line without spaces. */
const LONGEST_WORD = 48;
/** Scripts that put no spaces between words, and Hangul, which puts them between words with their endings. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const HAS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const POSSESSIVE = /['’]s$/u;
const APOSTROPHES = /['’]/gu;

/** Of a text only some words: those at these places, up to the last of them. */
type Places = ReadonlyMap<number, unknown>;

/**
 * The words of a text in order. A run of a script without spaces gives each two neighbouring characters, and its last character alone,
 * so that it is found by any of its parts. Words joined by a hyphen are words by themselves, and one. `only`: at these places.
 */
export const wordsOf = (text: string, only?: Places): readonly Word[] => {
  const words: Word[] = [];
  const last = only === undefined ? Infinity : Math.max(0, ...only.keys());
  let place = 0;
  /** What hyphens join, so far: of so many parts, the first of which is at that place. */
  let [joined, parts, first, from, to] = ['', 0, 0, 0, 0];
  const join = (): void => {
    if (parts > 1 && joined.length <= LONGEST_WORD && (only === undefined || only.has(first)))
      words.push({ word: joined, place: first, from, to });
    parts = 0;
  };
  eachRun(text, ({ from: at, to: end, plain, far }) => {
    if (parts > 0 && !(at === to + 1 && (text[to] === '-' || text[to] === '‑'))) join();
    if (place >= last && parts === 0) return false;
    if (far && HAS_UNSPACED.test(text.slice(at, end))) {
      join();
      const before = words.length;
      place = pushParts(text.slice(at, end), at, place, words);
      if (only !== undefined) words.splice(before, Infinity, ...words.slice(before).filter((one) => only.has(one.place)));
      return true;
    }
    place += 1;
    const wanted = only === undefined || only.has(place);
    // Of what nobody asks for, alone or as a part, it is enough to know how long it is.
    const word = wanted || !plain || (parts > 0 && only.has(first)) ? wordOf(text.slice(at, end), plain) : '';
    if (Math.max(word.length, plain ? end - at : 0) > LONGEST_WORD) {
      join();
      return true;
    }
    if (wanted) words.push({ word, place, from: at, to: end });
    if (parts === 0) [joined, first, from] = [word, place, at];
    else joined += word;
    parts += 1;
    to = end;
    return true;
  });
  join();
  return words;
};

const PLAIN = /^[A-Za-z0-9]+$/;
const wordOf = (run: string, plain = PLAIN.test(run)): string =>
  plain ? run.toLowerCase() : run.normalize('NFKC').toLowerCase().replace(POSSESSIVE, '').replace(APOSTROPHES, '');

/** The parts of a run that holds characters of scripts without spaces; answers the last place taken. */
const pushParts = (run: string, at: number, before: number, words: Word[]): number => {
  let place = before;
  let rest = 0;
  const pushPlain = (part: string, from: number): void => {
    const word = wordOf(part);
    if (word === '' || word.length > LONGEST_WORD || !/[\p{L}\p{N}]/u.test(word)) return;
    place += 1;
    words.push({ word, place, from: at + from, to: at + from + part.length });
  };
  for (const match of run.matchAll(UNSPACED)) {
    pushPlain(run.slice(rest, match.index), rest);
    rest = match.index + match[0].length;
    let from = at + match.index;
    const characters = [...match[0]];
    for (const [index, character] of characters.entries()) {
      const next = characters[index + 1] ?? '';
      place += 1;
      words.push({
        word: (character + next).normalize('NFKC').toLowerCase(),
        place,
        from,
        to: from + character.length + next.length,
      });
      from += character.length;
    }
  }
  pushPlain(run.slice(rest), rest);
  return place;
};

/** Whether a word is of a script without spaces: two neighbouring characters, or one. */
export const isUnspaced = (word: string): boolean => HAS_UNSPACED.test(word);

const ACCENTS = /[\u0300-\u036F]/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const FOREIGN = /[ßæœøłđðþı]/gu;

/** A word without the accents of its letters, as people type it: `tomás` is `tomas`, `straße` is `strasse`. */
export const folded = (word: string): string =>
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  /^[\u0000-\u007F]*$/u.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(ACCENTS, '')
        .normalize('NFC')
        .replace(FOREIGN, (letter) => LETTERS[letter] ?? letter);
