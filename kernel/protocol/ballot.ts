import { refuse, type Result } from '../stream/refusal.ts';
import type { Fact } from './world.ts';

/**
 * [R12] How a step is voted on. `condorcet` and `ranked` take an order, `score` points up to `most` for each option, `dot` `most` points
 * to be laid out over all of them.
 */
export type Method = { readonly method: 'condorcet' | 'ranked' } | { readonly method: 'score' | 'dot'; readonly most: number };

/** Options in the order of preference, equals together; what is not named stands last. Or points by option. JSON. */
export type Ballot = { readonly ranks: readonly (readonly string[])[] } | { readonly points: Readonly<Record<string, number>> };

/** What a step votes on, fixed when it opens [R3]. */
export interface BallotBox {
  readonly method: Method;
  /** In the order in which they were written; the status quo is one of them. */
  readonly options: readonly string[];
  /** Stands for nothing changing; an option that does not beat it does not win. */
  readonly statusQuo: string | null;
  readonly elect: number;
}

export const MAX_OPTIONS = 50;
const MOST = { score: 5, dot: 5 } as const;
const ACCEPTED = 'condorcet, ranked, score:5 (0 to 5 points for each option), dot:5 (5 points over all of them)';

/** What other systems call them. */
const CALLED: Readonly<Record<string, string>> = {
  schulze: 'condorcet',
  irv: 'ranked',
  stv: 'ranked',
  instant_runoff: 'ranked',
  'ranked-choice': 'ranked',
  approval: 'score:1',
  range: 'score:5',
  plurality: 'dot:1',
  first_past_the_post: 'dot:1',
  dots: 'dot',
  borda: 'condorcet or score',
  majority: 'pass: t.agree > t.object (a stance needs no method)',
};

/** `condorcet`, `ranked`, `score`, `score:10`, `dot`, `dot:3`. Refused with `method-unknown`. */
export const parseMethod = (text: string): Result<Method> => {
  const [, name = '', most] = /^([\w-]+)(?::\s*(\d{1,4}))?$/.exec(text) ?? [];
  if ((name === 'condorcet' || name === 'ranked') && most === undefined) return { ok: { method: name } };
  if (name === 'score' || name === 'dot') {
    const points = most === undefined ? MOST[name] : Number(most);
    return points >= 1 && points <= 1_000
      ? { ok: { method: name, most: points } }
      : refuse('method-unknown', `\`${name}\` takes 1 to 1000 points, not ${points}.`, { accepted: ACCEPTED });
  }
  const here = CALLED[name.toLowerCase().replaceAll(' ', '_')];
  return refuse(
    'method-unknown',
    `"${text.slice(0, 40)}" is no way to count ballots${here === undefined ? '' : `; here it is ${here}`}.`,
    {
      accepted: ACCEPTED,
    },
  );
};

/**
 * A ballot as a person may write it: `b > a = c`, `[b, [a, c]]`, `{a: 3, b: 2}`, and `[a, a, b]` for dots.
 * Refused with `ballot-malformed`, `unknown-option`, `option-twice`, `rank-tied`, `points-out-of-range`.
 */
export const readBallot = (box: BallotBox, written: Fact): Result<Ballot> =>
  box.method.method === 'score' || box.method.method === 'dot' ? readPoints(box, box.method, written) : readRanks(box, written);

const readRanks = (box: BallotBox, written: Fact): Result<Ballot> => {
  const ranks = ranksIn(written);
  if (ranks === null) return malformed(box, 'The options in your order are asked', '[b, a], or "b > a"');
  const seen = new Set<string>();
  for (const option of ranks.flat()) {
    const known = knownOption(box, option);
    if (known.refused) return known;
    if (seen.has(option)) return refuse('option-twice', `"${option}" stands in this ballot twice.`, { field: '/ballot' });
    seen.add(option);
  }
  if (seen.size === 0) return malformed(box, 'The ballot names no option', '[b, a]; or abstain');
  if (box.method.method === 'ranked' && ranks.some((rank) => rank.length > 1))
    return refuse('rank-tied', 'Each place has one option here; leave out what you do not want to rank.', { field: '/ballot' });
  return { ok: { ranks } };
};

const ranksIn = (written: Fact): readonly (readonly string[])[] | null => {
  if (typeof written === 'string')
    return written
      .split('>')
      .map((rank) => rank.split('=').map((option) => option.trim()))
      .filter((rank) => rank.some((option) => option !== ''));
  if (!isList(written)) return null;
  const ranks = written.map((rank) => (isList(rank) ? rank.map(textOf) : [textOf(rank)]));
  return ranks.every((rank) => rank.every((option) => option !== null))
    ? ranks.map((rank) => rank.flatMap((option) => option ?? []))
    : null;
};

const readPoints = (box: BallotBox, { method, most }: Extract<Method, { most: number }>, written: Fact): Result<Ballot> => {
  const points = pointsIn(written, method === 'score' ? most : 1);
  if (points === null)
    return malformed(box, 'Points by option are asked', method === 'dot' ? '{a: 3, b: 2}, or [a, a, b]' : '{a: 5, b: 2}');
  for (const [option, given] of points) {
    const known = knownOption(box, option);
    if (known.refused) return known;
    if (!Number.isInteger(given) || given < 0 || given > most)
      return refuse('points-out-of-range', `"${option}" can have 0 to ${most} whole points, not ${given}.`, { field: '/ballot' });
  }
  const sum = [...points.values()].reduce((all, one) => all + one, 0);
  if (sum === 0) return malformed(box, 'The ballot gives no points', '{a: 1}; or abstain');
  if (method === 'dot' && sum > most)
    return refuse('points-out-of-range', `There are ${most} dots to lay out, and these are ${sum}.`, { field: '/ballot' });
  return { ok: { points: Object.fromEntries(points) } };
};

const pointsIn = (written: Fact, each: number): ReadonlyMap<string, number> | null => {
  const points = new Map<string, number>();
  const add = (option: string, more: number): void => void points.set(option, (points.get(option) ?? 0) + more);
  if (typeof written === 'string') add(written.trim(), each);
  else if (isList(written)) {
    for (const option of written.map(textOf)) {
      if (option === null) return null;
      add(option, each);
    }
  } else if (written !== null && typeof written === 'object') {
    for (const [option, given] of Object.entries(written)) {
      if (typeof given !== 'number') return null;
      add(option, given);
    }
  } else return null;
  return points;
};

const isList = (fact: Fact): fact is readonly Fact[] => Array.isArray(fact);
const textOf = (fact: Fact): string | null =>
  typeof fact === 'string' ? fact.trim() : typeof fact === 'number' ? String(fact) : null;

const knownOption = (box: BallotBox, option: string): Result<void> =>
  box.options.includes(option)
    ? { ok: undefined }
    : refuse('unknown-option', `"${option.slice(0, 60)}" is not on this ballot.`, {
        field: '/ballot',
        accepted: box.options.join(', '),
      });

const malformed = (box: BallotBox, what: string, how: string) =>
  refuse('ballot-malformed', `${what}: ${how}.`, { field: '/ballot', accepted: box.options.join(', ') });

/** As it may be written: `b > a = c`, `a 3, b 2`. */
export const writeBallot = (ballot: Ballot): string =>
  'ranks' in ballot
    ? ballot.ranks.map((rank) => rank.join(' = ')).join(' > ')
    : Object.entries(ballot.points)
        .map(([option, points]) => `${option} ${points}`)
        .join(', ');
