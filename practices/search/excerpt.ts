import { MOST_PLACES } from '#kernel/text/index-text.ts';
import { HEADING } from '#kernel/text/plain.ts';
import { wordsOf, type Word } from '#kernel/text/words.ts';

/** A piece of a line, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** How long an excerpt is, in characters, about. */
const LONG = 220;
/** So much stands before what was found. */
const BEFORE = 40;

/** The line of a title, with what was found in it. */
export const titlePieces = (title: string, hits: ReadonlyMap<number, number>): readonly Piece[] =>
  cut(title, 0, title.length, wordsOf(title, hits));

/**
 * The place of a text that says most of what was looked for, around it some words; its beginning where nothing of it stands there.
 * `plain` begins with the title's line; `hits` are places of words, with how much each tells.
 */
export const excerptOf = (plain: string, hits: ReadonlyMap<number, number>): readonly Piece[] => {
  const body = plain.indexOf('\n') + 1;
  if (body === 0) return [];
  const found = hits.size === 0 ? [] : wordsOf(plain, hits);
  const words = found.filter(({ from }) => from >= body);
  const best = words.length === 0 ? body : bestPlace(words, hits);
  const from = startAt(plain, Math.max(body, Math.min(best - BEFORE, plain.length - LONG)), body, best);
  const to = endAt(plain, Math.min(plain.length, from + LONG));
  const pieces = cut(plain, from, to, [
    ...words.filter((word) => word.from >= from && word.to <= to),
    ...unplaced(found, plain, from, to),
  ]);
  const shown = trimmed(inOneLine(pieces, plain, from));
  if (shown.length === 0) return [];
  const [begins, ends] = [from > body, to < plain.length];
  return [...(begins ? [{ text: '… ', hit: false }] : []), ...shown, ...(ends ? [{ text: ' …', hit: false }] : [])];
};

/** Words of a stretch that the text has more often than its index says where. */
const unplaced = (found: readonly Word[], plain: string, from: number, to: number): readonly Word[] => {
  const often = new Set(
    [...Map.groupBy(found, ({ word }) => word)].flatMap(([word, all]) => (all.length < MOST_PLACES ? [] : [word])),
  );
  if (often.size === 0) return [];
  return wordsOf(plain.slice(from, to)).flatMap((word) =>
    often.has(word.word) ? [{ ...word, from: word.from + from, to: word.to + from }] : [],
  );
};

/** What is between two lines, or what nobody reads. */
const BREAK = new RegExp(`\\s*\\n\\s*(?:${HEADING})?|\\b(?:[0-9a-f]{40}|[0-9a-f]{64})\\b`, 'gu');

/** Pieces that follow one another in `plain` from `at` on, without its lines and its hashes. */
const inOneLine = (pieces: readonly Piece[], plain: string, from: number): readonly Piece[] => {
  let at = from;
  return pieces.map(({ text, hit }) => {
    const begin = at;
    at += text.length;
    const line = text.replace(BREAK, (found, offset: number) =>
      found.includes('\n') ? between(plain, begin + offset, found) : '',
    );
    return { text: line.replace(/\s+/gu, ' '), hit };
  });
};

/** What stands between two lines, which are apart: nothing more where a sentence ends, or leads to what follows. */
const between = (plain: string, at: number, found: string): string => {
  const line = plain.slice(plain.lastIndexOf('\n', at - 1) + 1, at);
  if (line === '' || ENDED.test(line)) return ' ';
  // A text that was kept while plain words had the lines of their source.
  const wrapped = line.length >= FULL && found === '\n' && /\p{Ll}/u.test(plain[at + 1] ?? '');
  return wrapped && !line.startsWith(HEADING) ? ' ' : ' · ';
};
const FULL = 60;
const ENDED = /[.!?…:;,—·。！？：；，、][)\]"'”’»」』]?$/u;

/** Without a break at its beginning and its end. */
const trimmed = (pieces: readonly Piece[]): readonly Piece[] => {
  const rest = pieces.filter(({ text }) => text !== '');
  const [first] = rest;
  if (!first) return [];
  const begin = first.text.replace(/^(?:#? |[ ·]+)/u, '');
  if (begin !== first.text) return trimmed([{ ...first, text: begin }, ...rest.slice(1)]);
  const last = rest.at(-1) ?? first;
  const end = last.text.replace(/[ ·]+$/u, '');
  return end === last.text ? rest : trimmed([...rest.slice(0, -1), { ...last, text: end }]);
};

/** Where the stretch begins that holds most: each different find counts in full, and again a little. */
const bestPlace = (words: readonly Word[], hits: ReadonlyMap<number, number>): number => {
  let best = 0;
  let where = words[0]?.from ?? 0;
  for (const [index, first] of words.entries()) {
    const seen = new Map<string, number>();
    for (let at = index; at < words.length; at += 1) {
      const word = words[at];
      if (!word || word.to > first.from + LONG - BEFORE) break;
      seen.set(word.word, Math.max(seen.get(word.word) ?? 0, hits.get(word.place) ?? 0));
    }
    const sum = [...seen.values()].reduce((total, one) => total + one, 0);
    if (sum > best + 1e-9) {
      best = sum;
      where = first.from;
    }
    if (index > MOST_LOOKED_AT) break;
  }
  return where;
};
const MOST_LOOKED_AT = 400;

/** At a word's beginning, and rather at a line's; never behind what was found. */
const startAt = (text: string, from: number, least: number, best: number): number => {
  if (from <= least) return least;
  const line = text.lastIndexOf('\n', Math.min(from + BEFORE, best)) + 1;
  if (line >= from) return line;
  const space = text.slice(from, from + BEFORE).search(/\s/u);
  return space < 0 ? whole(text, from) : from + space + 1;
};

const endAt = (text: string, to: number): number => {
  if (to >= text.length) return text.length;
  const space = text.slice(to - BEFORE, to).search(/\s\S*$/u);
  return space < 0 ? whole(text, to) : to - BEFORE + space;
};

/** Not inside of a character. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/u.test(text[at] ?? '') ? at + 1 : at);

const cut = (text: string, from: number, to: number, words: readonly Word[]): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = from;
  for (const word of words.toSorted((a, b) => a.from - b.from)) {
    // Pairs of characters overlap.
    const begin = Math.max(at, word.from);
    if (begin >= word.to) continue;
    if (begin > at) pieces.push({ text: text.slice(at, begin), hit: false });
    const last = pieces.at(-1);
    if (last?.hit && begin === at) pieces[pieces.length - 1] = { text: last.text + text.slice(begin, word.to), hit: true };
    else pieces.push({ text: text.slice(begin, word.to), hit: true });
    at = word.to;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), hit: false });
  return pieces;
};
