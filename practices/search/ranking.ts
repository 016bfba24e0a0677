import type { Instant } from '#kernel/stream/event.ts';
import { wordsOf } from '#kernel/text/words.ts';
import { findIn, NOTHING, placesOf, worthOf } from './finds.ts';
import type { FoundRow } from './queries.ts';
import type { Atom } from './query.ts';
import { nearness, neighbourhood, standing, together } from './stretches.ts';

/** How the parts of a rank weigh. Found with the questions of bench/handbook-questions.tsv that are marked so, and tried with the rest. */
const WEIGHTS = {
  title: 0.3,
  /** As much of that as goes by how much of the title was asked. */
  titleShare: 0.4,
  wholeTitle: 0.35,
  near: 0.35,
  neighbourhood: 1.2,
  /** The sentence that says most of what was asked. */
  sentence: 0.2,
  /** A section and a heading, read as people read them: with what the title says, and those above it. */
  inContext: 0.5,
  heading: 0.6,
  /** What is said of the whole: by the title, the name of its file, those above it, those who link to it, or the first paragraph. */
  whole: 0.6,
  /** How much of it stands below the title. */
  below: 0.6,
  /** What the titles of the pages above it say. */
  above: 0.15,
  /** What others call it where they link to it. */
  called: 0.2,
  /** A long text holds many words that it is not about. */
  long: 0.25,
  recent: 0.04,
  /** It only decides between those that answer alike: what everybody links to is seldom what somebody looks for. */
  cited: 0.01,
} as const;
/** How fast more of a word stops counting, and how much the length of a text matters. Softer than in the index, which has to cut. */
const [K1, B, USUAL, LONG] = [2, 0.8, 300, 10_000];
/** The same of what stands below the title, where every place counts alike. */
const [K1_BELOW, B_BELOW] = [1.5, 0.7];
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
 * title says it, or those of the pages above, whether words stand together, whether a section or a heading goes on with what the title
 * says; weakly, how new a text is and how many lead to it.
 */
export const rank = (rows: readonly FoundRow[], atoms: readonly Atom[], now: Instant): readonly Ranked[] =>
  rows.map((row) => rankOne(row, atoms, now)).toSorted((a, b) => b.score - a.score || b.row.changed - a.row.changed);

const rankOne = (row: FoundRow, atoms: readonly Atom[], now: Instant): Ranked => {
  const titleWords = Math.max(1, wordsOf(row.title).at(-1)?.place ?? 1);
  const length = Math.min(row.size, LONG) / USUAL;
  const half = K1 * (1 - B + B * length);
  const halfBelow = K1_BELOW * (1 - B_BELOW + B_BELOW * length);
  const places = placesOf(row);
  const finds = atoms.map((atom) => findIn(places, atom, titleWords, row.names));
  const around = atoms.map((atom) => ({ above: above(row, atom), called: called(row, atom) }));
  const hits = new Map<number, number>();
  const allSmall = atoms.every(({ small }) => small);
  let [sum, below, asked, held, inTitle, wordsInTitle, saidAbove, saidByLinks, whole] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const [index, atom] of atoms.entries()) {
    const find = finds[index] ?? NOTHING;
    const by = around[index] ?? { above: 0, called: 0 };
    const worth = worthOf(atom);
    saidAbove += worth * by.above;
    saidByLinks += worth * by.called;
    if (!atom.term.extra) {
      asked += worth;
      whole += worth * Math.max(find.title, find.name, find.lead, by.above, by.called);
    }
    if (find.amount === 0) continue;
    if (!atom.small || allSmall) for (const place of find.places) hits.set(place, Math.max(hits.get(place) ?? 0, worth));
    sum += (worth * find.weight * find.amount) / (find.amount + half);
    below += (worth * find.below) / (find.below + halfBelow);
    if (atom.term.extra) continue;
    held += worth * find.weight;
    if (find.title > 0) {
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
  score += WEIGHTS.near * nearness(atoms, finds) + WEIGHTS.above * saidAbove + WEIGHTS.called * saidByLinks;
  const inText = standing(atoms, finds);
  score += WEIGHTS.sentence * together(atoms, inText, { length: SENTENCE });
  score *= 1 + WEIGHTS.recent * Math.exp(-Math.max(0, now - row.changed) / YEAR) + WEIGHTS.cited * Math.log2(1 + row.cited);
  const given = finds.map(({ title, name }, index) => Math.max(title, name, FARTHER * (around[index]?.above ?? 0)));
  const inContext = together(atoms, inText, { length: SECTION, given });
  const inHeadings = inText.filter(({ heading }) => heading);
  const heading = together(atoms, inHeadings, { length: HEADING, given });
  score += WEIGHTS.inContext * inContext + WEIGHTS.heading * heading + WEIGHTS.whole * whole + WEIGHTS.below * below;
  score += WEIGHTS.neighbourhood * neighbourhood(atoms, finds);
  score -= Math.min(score / 2, WEIGHTS.long * asked * Math.log10(1 + row.size / USUAL));
  score *= (KIND[row.kind] ?? 1) * (OVER.has(row.status) ? 0.8 : 1);
  return { row, score, hits, holds: finds.map(({ amount }) => amount > 0) };
};

/** A sentence, a section and a heading have so many words. */
const [SENTENCE, SECTION, HEADING] = [15, 120, 10];

/** Each page farther up says so much less of this one. */
const FARTHER = 0.6;
/** How well the titles of the pages above say it, 0 to 1. */
const above = ({ above: stems }: FoundRow, { phrases: [phrase], small, term }: Atom): number => {
  if (stems === undefined || small || term.extra || phrase?.length !== 1) return 0;
  const said = (phrase[0] ?? []).map(({ stem, weight }) => {
    const depth = stems.get(stem);
    return depth === undefined ? 0 : weight * FARTHER ** depth;
  });
  return Math.max(0, ...said);
};

/** Of how many links on the words of links count for more than half. */
const SAID = 1.5;
/** How well those say it who link to it, 0 to 1. */
const called = ({ called: stems }: FoundRow, { phrases }: Atom): number => {
  if (stems === undefined) return 0;
  const said = phrases.flatMap((phrase) => (phrase.length === 1 ? (phrase[0] ?? []) : []));
  return Math.max(0, ...said.map(({ stem, weight }) => weight * amountOf(stems.get(stem) ?? 0)));
};
const amountOf = (sources: number): number => sources / (sources + SAID);
