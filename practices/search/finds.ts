import { SMALL, type Atom } from './query.ts';
import type { FoundRow } from './queries.ts';

/** What a place counts for, by its field: title, heading, first paragraph, the rest. */
const FIELDS: Readonly<Record<string, number>> = { A: 8, B: 1, C: 2.2, D: 1 };
const SHORT_TITLE = 5;
/** A word of the name of its file or folder counts as so many in the text: people name files by what they look for them by. */
const NAMED = 5;

/** Where something that was asked stands in a text, and how much of it is there. */
export interface Find {
  /** In order. */
  readonly places: readonly number[];
  /** Those that are not in the title, with how much each counts. */
  readonly inText: readonly Place[];
  readonly amount: number;
  /** The same of what is below the title, fields not weighed. */
  readonly below: number;
  /** How well the title says it, the name of its file, its first paragraph: 0, not at all, to 1. */
  readonly title: number;
  readonly name: number;
  readonly lead: number;
  readonly weight: number;
}

export interface Place {
  readonly place: number;
  readonly weight: number;
  readonly heading: boolean;
}

export const NOTHING: Find = { places: [], inText: [], amount: 0, below: 0, title: 0, name: 0, lead: 0, weight: 0 };

export type Places = ReadonlyMap<string, { readonly at: readonly number[]; readonly fields: readonly string[] }>;

/** Where each stem stands, in order, and in which field: what `places` says of all fields, and then of the title, headings and the first paragraph. */
export const placesOf = ({ places }: FoundRow): Places => {
  const [all = '', ...labelled] = (places ?? '').split('\n');
  const found = new Map<string, { at: number[]; fields: string[] }>();
  for (const [stem, at] of eachIn(all)) found.set(stem, { at, fields: at.map(() => 'D') });
  for (const [index, vector] of labelled.entries())
    for (const [stem, at] of eachIn(vector)) {
      const one = found.get(stem);
      for (const place of at) if (one) one.fields[one.at.indexOf(place)] = LABELS[index] ?? 'D';
    }
  return found;
};
const LABELS = ['A', 'B', 'C'] as const;

/** A vector as PostgreSQL writes it: `'call':3A,7 'on':2A`. */
function* eachIn(vector: string): Generator<readonly [string, number[]]> {
  for (const [, stem = '', at = ''] of vector.matchAll(/'((?:[^']|'')*)':([\d,A-D]+)/gu))
    yield [stem.replaceAll("''", "'"), at.split(',').map((place) => Number.parseInt(place, 10))];
}

export const findIn = (all: Places, { phrases }: Atom, titleWords: number, names: readonly string[]): Find => {
  let amount = 0;
  let below = 0;
  let best = 0;
  let title = 0;
  let lead = 0;
  const places: number[] = [];
  const inText: Place[] = [];
  const count = (place: number, field: string, weight: number, length: number): void => {
    for (let next = 0; next < length; next += 1) places.push(place + next);
    amount +=
      weight * (field === 'A' ? (FIELDS['A'] ?? 1) / (1 + Math.max(0, titleWords - SHORT_TITLE) / 6) : (FIELDS[field] ?? 1));
    if (field === 'A') title = Math.max(title, weight);
    else {
      inText.push({ place, weight, heading: field === 'B' });
      below += weight;
    }
    if (field === 'C') lead = Math.max(lead, weight);
    best = Math.max(best, weight);
  };
  for (const [first = [], ...rest] of phrases)
    for (const { stem, weight } of first) {
      const found = all.get(stem);
      if (!found) continue;
      for (const [index, place] of found.at.entries())
        if (rest.every((stems, next) => stems.some((one) => all.get(one.stem)?.at.includes(place + next + 1))))
          count(place, found.fields[index] ?? 'D', weight, rest.length + 1);
    }
  const name =
    phrases[0]?.length === 1
      ? Math.max(0, ...phrases[0].flat().map(({ stem, weight }) => (names.includes(stem) ? weight : 0)))
      : 0;
  amount += NAMED * name;
  best = Math.max(best, name);
  places.sort((a, b) => a - b);
  return amount === 0 ? NOTHING : { places, inText, amount, below, title, name, lead, weight: best };
};

/** How much it tells that this is there. Rarity counts less than by its logarithm: a question holds many words, and the rarest is not always its point. */
export const worthOf = ({ rarity, small, frame }: Atom): number => rarity ** DAMPED * (small ? SMALL : frame ? FRAME : 1);
/** What a question is put with counts so much of what its rarity says. */
const FRAME = 0.7;
const DAMPED = 0.5;
