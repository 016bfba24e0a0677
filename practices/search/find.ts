import type { Directory } from '#kernel/actors/directory.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Db, Principal } from '#server/route.ts';
import { ask, type Asked } from './ask.ts';
import { asMeant, meantToo, mend, SLIPS, type Mended } from './mending.ts';
import { narrow, type Narrowing } from './narrowing.ts';
import { calledBy, titlesAbove } from './around.ts';
import { candidates, countsOf, newest, numbered, seenOf, type FoundRow } from './queries.ts';
import { atomsOf, mustOf, scoresOf, stemsOf, tiersOf, widened, wordsIn, type Atom } from './query.ts';
import { rank, type Ranked } from './ranking.ts';
import { seek } from './words.ts';

export interface Question {
  readonly q: string;
  readonly limit: number;
  /** How many have been shown. */
  readonly from: number;
}

export interface Answered {
  readonly asked: Asked;
  readonly narrowing: Narrowing;
  readonly found: readonly Ranked[];
  readonly more: boolean;
  /** What was looked for instead of what was typed. */
  readonly mended: readonly Mended[];
}

/** Candidates of the first page, and how many of those are ranked in full. */
const ENOUGH = 300;
const ENOUGH_OF_FEW = 120;
const FEW_WORDS = 3;
/** Of one word the tiers are the ranking already: more than are shown would only be thrown away. */
const ENOUGH_OF_ONE = 44;
const TOP = 40;
/** Of a question in many words the first ranking says less about the last. */
const TOP_OF_MANY = 70;
/** Nobody reads further; whoever does asks more narrowly. */
export const LAST = 1_000;
/** What answers so much less than the best does not answer. */
const TAIL = 0.2;

const NO_HITS: ReadonlyMap<number, number> = new Map();

/** What answers a question, of what its asker sees. */
export const find = async (db: Db, principal: Principal, directory: Directory, question: Question): Promise<Result<Answered>> => {
  const asked = ask(question.q);
  const narrowed = narrow(asked.filters, principal, directory);
  if (narrowed.refused) return narrowed;
  const narrowing = narrowed.ok;
  const { limit, from } = question;
  const nothing = { asked, narrowing, found: [], more: false, mended: [] };
  if (asked.terms.length === 0 && asked.without.length === 0) {
    if (asked.filters.length === 0) return ok(nothing);
    const rows = await newest(db, principal, narrowing, limit + 1, from);
    const found = rows.slice(0, limit).map((row) => ({ row, score: 0, hits: NO_HITS, holds: [] }));
    return ok({ ...nothing, found, more: rows.length > limit && from + limit < LAST });
  }
  const [first, byNumber] = await Promise.all([
    look(db, principal, asked, narrowing, question),
    asked.number !== null && from === 0 ? numbered(db, principal, asked.number) : null,
  ]);
  const instead = from === 0 || first.ranked.length === 0 ? await mend(db, principal, await unseen(db, principal, first)) : [];
  const slips = instead.length > 0 ? NO_SLIPS : await slipsIn(db, principal, first);
  const mended = instead.length > 0 ? instead : await meantToo(db, principal, slips.words);
  const then = mended.length === 0 ? first : await look(db, principal, asMeant(asked, mended), narrowing, question);
  const typed = mended.some(({ also }) => also) ? slips.found : [];
  const known = new Set([...(byNumber === null ? [] : [byNumber]), ...typed.map(({ row }) => row)].map(({ id }) => id));
  const others = [...typed.filter(({ row }) => row.id !== byNumber?.id), ...then.ranked.filter(({ row }) => !known.has(row.id))];
  const all = [...(byNumber === null ? [] : [{ row: byNumber, score: Infinity, hits: NO_HITS, holds: [] }]), ...others];
  return ok({
    asked,
    narrowing,
    found: all.slice(from, from + limit),
    more: (all.length > from + limit || then.beyond) && from + limit < LAST,
    mended,
  });
};

interface Looked {
  readonly atoms: readonly Atom[];
  readonly ranked: readonly Ranked[];
  /** There are more than were ranked. */
  readonly beyond: boolean;
}

const look = async (
  db: Db,
  principal: Principal,
  asked: Asked,
  narrowing: Narrowing,
  { limit, from }: Question,
): Promise<Looked> => {
  const { asked: all, alike } = widened(asked);
  const begun =
    asked.terms
      .find((term) => term.begun)
      ?.either.at(-1)
      ?.at(-1) ?? null;
  const sought = await seek(db, principal, wordsIn(all, alike), begun);
  const atoms = atomsOf(all, sought, alike);
  const scores = scoresOf(atoms);
  const few = asked.terms.length <= FEW_WORDS ? ENOUGH_OF_FEW : ENOUGH;
  const stems = stemsOf(atoms);
  const must = mustOf(all, atoms, sought);
  const chosen = (enough: number, top: number) =>
    candidates(db, principal, { tiers: tiersOf(atoms, must, enough), scores, stems, enough, top }, narrowing);
  const top = asked.terms.length <= FEW_WORDS ? TOP : TOP_OF_MANY;
  const first = await chosen(scores.length === 0 ? ENOUGH_OF_ONE : few, top);
  // Whoever goes on gets the first ones as before, and then the others in stretches of the same length: none comes twice.
  const deep = from + limit > top ? await chosen(2 * LAST, Math.min(LAST, Math.ceil((from + limit + 1) / top) * top)) : null;
  const shown = new Set(first.rows.map(({ id }) => id));
  const found = [...first.rows, ...(deep?.rows ?? []).filter(({ id }) => !shown.has(id))];
  const count = (deep ?? first).ranked;
  const rows = atoms.length > 1 ? await placed(db, principal, found, stems) : found;
  const ranked = stretches(rows, top).flatMap((some) => rank(some, atoms, principal.at));
  const best = ranked[0]?.score ?? 0;
  const kept = atoms.length > 1 ? ranked.filter(({ score }) => score >= best * TAIL) : ranked;
  return { atoms, ranked: kept, beyond: kept.length === ranked.length && count > rows.length };
};

const stretches = (rows: readonly FoundRow[], each: number): readonly (readonly FoundRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / each) }, (_, at) => rows.slice(at * each, (at + 1) * each));

/** With what the titles above each say of the question, and the links that lead to it. */
const placed = async (
  db: Db,
  principal: Principal,
  rows: readonly FoundRow[],
  stems: readonly string[],
): Promise<readonly FoundRow[]> => {
  const folders = [...new Set(rows.flatMap(({ under }) => under ?? []))];
  const linked = rows.filter(({ cited }) => cited > 0).map(({ id }) => id);
  const [titles, links] = await Promise.all([
    folders.length === 0 ? null : titlesAbove(db, principal, folders, stems),
    linked.length === 0 ? null : calledBy(db, principal, linked, stems),
  ]);
  return rows.map((row) => {
    const above = row.under === null ? undefined : titles?.get(row.under);
    const called = links?.get(row.id);
    return above || called ? { ...row, ...(above && { above }), ...(called && { called }) } : row;
  });
};

interface Slips {
  readonly words: readonly string[];
  /** Where they stand. */
  readonly found: readonly Ranked[];
}
const NO_SLIPS: Slips = { words: [], found: [] };

/** Words of the question that stand in a text or two of those that the asker sees: perhaps they are mistyped there. */
const slipsIn = async (db: Db, principal: Principal, { atoms, ranked }: Looked): Promise<Slips> => {
  const few = atoms.flatMap((atom, index) => {
    const { term } = atom;
    if (term.extra || term.quoted || term.either.length !== 1 || term.either[0]?.length !== 1) return [];
    const found = ranked.filter(({ holds }) => holds[index]);
    return found.length > 0 && found.length <= SLIPS ? [{ atom, found }] : [];
  });
  const counts = await countsOf(
    db,
    principal,
    few.map(({ atom }) => atom.any),
    SLIPS + 1,
  );
  const kept = few.filter((_, index) => (counts[index] ?? 0) <= SLIPS);
  return {
    words: kept.flatMap(({ atom }) => atom.term.either.flat()),
    found: [...new Set(kept.flatMap(({ found }) => found))],
  };
};

/** Words of the question that stand in nothing that the asker sees. */
const unseen = async (db: Db, principal: Principal, { atoms, ranked }: Looked): Promise<readonly string[]> => {
  const missing = atoms.filter((atom, index) => !atom.term.extra && !ranked.some(({ holds }) => holds[index]));
  const known = missing.filter((one) => one.known);
  const seen = await seenOf(
    db,
    principal,
    known.map(({ any }) => any),
  );
  return missing.filter((one) => !seen[known.indexOf(one)]).flatMap(({ term }) => term.either.flat());
};
