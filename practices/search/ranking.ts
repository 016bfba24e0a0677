import type { Instant } from '#kernel/stream/event.ts';
import { wordsOf } from '#kernel/text/words.ts';
import type { FoundRow } from './queries.ts';
import { SMALL, type Atom } from './query.ts';

/** What a place counts for, by its field: title, heading, first paragraph, the rest. */
const FIELDS: Readonly<Record<string, number>> = { A: 8, B: 1, C: 2.2, D: 1 };
const SHORT_TITLE = 5;
/** A word of the name of its file or folder counts as so many in the text: people name files by what they look for them by. */
const NAMED = 5;

/** How the parts of a rank weigh. Found with the questions of bench/handbook-questions.tsv that are marked so, and tried with the rest. */
const WEIGHTS = {
  title: 0.3,
  /** As much of that as goes by how much of the title was asked. */
  titleShare: 0.4,
  wholeTitle: 0.35,
  near: 0.35,
  /** The stretch that says most of what was asked: a sentence, a passage, a section. */
  sentence: 0.1,
  passage: 0.1,
  section: 0.05,
  /** What the titles of the pages above it say. */
  above: 0.15,
  /** What others call it where they link to it. */
  called: 0.2,
  /** A long text holds many words that it is not about. */
  long: 0.05,
  recent: 0.04,
  cited: 0.02,
} as const;
/** Rarity counts less than by its logarithm: a question holds many words, and the rarest is not always its point. */
const DAMPED = 0.5;
/** How fast more of a word stops counting, and how much the length of a text matters. Softer than in the index, which has to cut. */
const [K1, B, USUAL, LONG] = [2, 0.8, 300, 10_000];
/** What is said about a thing comes behind the thing; what no longer holds, behind what does. */
const KIND: Readonly<Record<string, number>> = { comment: 0.75 };
const OVER: ReadonlySet<string> = new Set(['archived', 'superseded', 'deprecated', 'withdrawn', 'rejected', 'lapsed', 'retired']);
const YEAR = 365 * 86_400_000;

export interface Ranked {
  readonly row: FoundRow;
  readonly score: number;
  /** Where what was asked stands: place and how much that tells. */
  readonly hits: ReadonlyMap<number, number>;
  /** What of it is there, in the order in which it was asked. */
  readonly holds: readonly boolean[];
}

/**
 * The best first. BM25F (how much of a word is there, by field and length, and how rare it is), and then what it leaves out: whether the
 * title says it, or those of the pages above, whether words stand together; weakly, how new a text is and how many lead to it.
 */
export const rank = (rows: readonly FoundRow[], atoms: readonly Atom[], now: Instant): readonly Ranked[] =>
  rows.map((row) => rankOne(row, atoms, now)).toSorted((a, b) => b.score - a.score || b.row.changed - a.row.changed);

interface Find {
  readonly places: readonly number[];
  /** Those that are not in the title, with how much each counts. */
  readonly inText: readonly (readonly [place: number, weight: number])[];
  readonly amount: number;
  readonly inTitle: boolean;
  readonly weight: number;
}

const NOTHING: Find = { places: [], inText: [], amount: 0, inTitle: false, weight: 0 };

const rankOne = (row: FoundRow, atoms: readonly Atom[], now: Instant): Ranked => {
  const titleWords = Math.max(1, wordsOf(row.title).at(-1)?.place ?? 1);
  const half = K1 * (1 - B + (B * Math.min(row.size, LONG)) / USUAL);
  const places = placesOf(row);
  const finds = atoms.map((atom) => findIn(places, atom, titleWords, row.names));
  const hits = new Map<number, number>();
  const allSmall = atoms.every(({ small }) => small);
  let sum = 0;
  let asked = 0;
  let held = 0;
  let inTitle = 0;
  let wordsInTitle = 0;
  for (const [index, atom] of atoms.entries()) {
    const find = finds[index] ?? NOTHING;
    const worth = worthOf(atom);
    if (!atom.term.extra) asked += worth;
    if (find.amount === 0) continue;
    if (!atom.small || allSmall) for (const place of find.places) hits.set(place, Math.max(hits.get(place) ?? 0, worth));
    sum += (worth * find.weight * find.amount) / (find.amount + half);
    if (atom.term.extra) continue;
    held += worth * find.weight;
    if (find.inTitle) {
      inTitle += worth * find.weight;
      wordsInTitle += atom.phrases[0]?.length ?? 1;
    }
  }
  const share = asked === 0 ? 0 : held / asked;
  const ofTitle = Math.min(1, wordsInTitle / titleWords);
  let score = sum;
  if (asked > 0) {
    score += WEIGHTS.title * inTitle * (1 - WEIGHTS.titleShare + WEIGHTS.titleShare * ofTitle);
    if (share >= 0.99 && ofTitle >= 0.99 && inTitle >= asked * 0.99) score += WEIGHTS.wholeTitle * asked;
  }
  score += WEIGHTS.near * nearness(atoms, finds) + WEIGHTS.above * above(row, atoms) + WEIGHTS.called * called(row, atoms);
  const [sentence, passage, section] = together(atoms, finds);
  score += WEIGHTS.sentence * sentence + WEIGHTS.passage * passage + WEIGHTS.section * section;
  score *= 1 + WEIGHTS.recent * Math.exp(-Math.max(0, now - row.changed) / YEAR) + WEIGHTS.cited * Math.log2(1 + row.cited);
  score *= 1 - WEIGHTS.long * Math.min(1, Math.log10(1 + row.size / USUAL));
  score *= (KIND[row.kind] ?? 1) * (OVER.has(row.status) ? 0.8 : 1);
  return { row, score, hits, holds: finds.map(({ amount }) => amount > 0) };
};

type Places = ReadonlyMap<string, { readonly at: readonly number[]; readonly fields: readonly string[] }>;

/** `3A,7`: at 3 in the title, and at 7. */
const placesOf = ({ places }: FoundRow): Places =>
  new Map(
    Object.entries(places ?? {}).map(([stem, written]) => {
      const each = written.split(',');
      return [
        stem,
        { at: each.map((one) => Number.parseInt(one, 10)), fields: each.map((one) => /[ABC]$/u.exec(one)?.[0] ?? 'D') },
      ];
    }),
  );

const findIn = (all: Places, { phrases }: Atom, titleWords: number, names: readonly string[]): Find => {
  let amount = 0;
  let best = 0;
  let inTitle = false;
  const places: number[] = [];
  const inText: [number, number][] = [];
  const count = (place: number, field: string, weight: number, length: number): void => {
    for (let next = 0; next < length; next += 1) places.push(place + next);
    amount +=
      weight * (field === 'A' ? (FIELDS['A'] ?? 1) / (1 + Math.max(0, titleWords - SHORT_TITLE) / 6) : (FIELDS[field] ?? 1));
    if (field === 'A') inTitle = true;
    else inText.push([place, weight]);
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
  const named =
    phrases[0]?.length === 1
      ? Math.max(0, ...phrases[0].flat().map(({ stem, weight }) => (names.includes(stem) ? weight : 0)))
      : 0;
  amount += NAMED * named;
  best = Math.max(best, named);
  return amount === 0 ? NOTHING : { places, inText, amount, inTitle, weight: best };
};

const worthOf = ({ rarity, small, frame }: Atom): number => rarity ** DAMPED * (small ? SMALL : frame ? FRAME : 1);
/** What a question is put with counts so much of what its rarity says. */
const FRAME = 0.7;

const FAR = 4;
/** Words that were asked one after the other and stand one after the other; half of it where one stands between them. */
const nearness = (atoms: readonly Atom[], finds: readonly Find[]): number => {
  let sum = 0;
  for (let index = 1; index < atoms.length; index += 1) {
    const [before, after] = [atoms[index - 1], atoms[index]];
    const [first, second] = [finds[index - 1] ?? NOTHING, finds[index] ?? NOTHING];
    if (!before || !after || after.term.extra || first.amount === 0 || second.amount === 0) continue;
    const gap = smallestGap(first.places, second.places);
    if (gap <= FAR) sum += Math.min(worthOf(before), worthOf(after)) / gap;
  }
  return sum;
};

const smallestGap = (first: readonly number[], second: readonly number[]): number => {
  const later = second.toSorted((a, b) => a - b);
  let best = Infinity;
  for (const place of first) {
    const next = later.find((one) => one > place);
    if (next !== undefined) best = Math.min(best, next - place);
  }
  return best;
};

/** In so many words a sentence, a passage and a section say what they say. */
const STRETCHES = [15, 40, 120] as const;
/** Of each length, what the stretch that says most of the question says of it. */
const together = (atoms: readonly Atom[], finds: readonly Find[]): readonly [number, number, number] => {
  const all = finds
    .flatMap(({ inText }, atom) =>
      atoms[atom]?.term.extra === false && !atoms[atom].small ? inText.map(([place, weight]) => ({ place, weight, atom })) : [],
    )
    .toSorted((a, b) => a.place - b.place);
  const worth = atoms.map(worthOf);
  const [sentence, passage, section] = STRETCHES;
  const best: [number, number, number] = [0, 0, 0];
  const said = new Float64Array(atoms.length);
  for (const [index, first] of all.entries()) {
    said.fill(0);
    let sum = 0;
    for (let next = index; next < all.length; next += 1) {
      const one = all[next];
      const far = one === undefined ? Infinity : one.place - first.place;
      if (one === undefined || far > section) break;
      const more = one.weight - (said[one.atom] ?? 0);
      if (more > 0) {
        said[one.atom] = one.weight;
        sum += more * (worth[one.atom] ?? 0);
      }
      if (far <= sentence) best[0] = Math.max(best[0], sum);
      if (far <= passage) best[1] = Math.max(best[1], sum);
      best[2] = Math.max(best[2], sum);
    }
  }
  return best;
};

/** Each page farther up says so much less of this one. */
const FARTHER = 0.6;
const above = ({ above: stems }: FoundRow, atoms: readonly Atom[]): number => {
  if (stems === undefined) return 0;
  let sum = 0;
  for (const atom of atoms) {
    const [[words = []] = []] = atom.phrases;
    if (atom.small || atom.term.extra || atom.phrases[0]?.length !== 1) continue;
    const said = words.map(({ stem, weight }) => {
      const depth = stems.get(stem);
      return depth === undefined ? 0 : weight * FARTHER ** depth;
    });
    sum += worthOf(atom) * Math.max(0, ...said);
  }
  return sum;
};

/** Of how many links on the words of links count for more than half. */
const SAID = 1.5;
const called = ({ called: stems }: FoundRow, atoms: readonly Atom[]): number => {
  if (stems === undefined) return 0;
  let sum = 0;
  for (const atom of atoms) {
    const said = atom.phrases.flatMap((phrase) => (phrase.length === 1 ? (phrase[0] ?? []) : []));
    const most = Math.max(0, ...said.map(({ stem, weight }) => weight * amountOf(stems.get(stem) ?? 0)));
    sum += worthOf(atom) * most;
  }
  return sum;
};
const amountOf = (sources: number): number => sources / (sources + SAID);
