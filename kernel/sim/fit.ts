import type { AwaitKind } from '../awaits/await.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { normalAt, normalBelow, normalDensity } from './normal.ts';
import { modelOf, USUAL, type ResponseModel, type ResponseTime } from './response.ts';

/** One ask of the past. */
export interface Observed {
  readonly actor: ActorId;
  /** Whom the actor is like where little is known of them. */
  readonly team: string;
  readonly kind: AwaitKind;
  readonly askedAt: Instant;
  /** Working time until the answer; where none came, until it no longer could (the step ended, the history does). */
  readonly workedMs: number;
  readonly answered: boolean;
}

/** [S2] Of so many asks on, somebody is judged by their own alone. */
const ENOUGH = 20;
/** Answers in no time at all (asked and answered while at it, or outside of working hours) count as a minute: a logarithm needs something. */
const SOONEST = 60_000;

type Weighed = Pick<Observed, 'workedMs' | 'answered'> & { readonly weight: number };

/**
 * [S2] Fits how long people take by maximum likelihood; an ask without an answer is censored where it ended. Who was asked fewer than 20 times is
 * shrunk to their team, whose asks count for what is missing; a small team to the organization, a small organization to what is usual.
 */
export const fitResponses = (history: readonly Observed[]): ResponseModel => {
  const known = new Map<string, ResponseTime>();
  const teams = new Map(history.map(({ actor, team }) => [actor, team]));
  const asks = Map.groupBy(history, ({ kind }) => kind);
  const people = Map.groupBy(history, ({ kind, actor }) => `${kind} ${actor}`);
  const groups = Map.groupBy(history, ({ kind, team }) => `${kind} ${team}`);

  const ofAll = (kind: AwaitKind): readonly Weighed[] => shrunk(asks.get(kind) ?? [], usually(USUAL[kind]));
  const ofTeam = (kind: AwaitKind, team: string | undefined): readonly Weighed[] =>
    shrunk(groups.get(`${kind} ${team}`) ?? [], ofAll(kind));

  return modelOf((actor, kind) => {
    const key = `${kind} ${actor}`;
    const fit = known.get(key) ?? likeliest(shrunk(people.get(key) ?? [], ofTeam(kind, teams.get(actor))), USUAL[kind]);
    known.set(key, fit);
    return fit;
  }, history.length > 0);
};

/** Their own asks, and of the others' as much weight as is missing. */
const shrunk = (own: readonly Pick<Observed, 'workedMs' | 'answered'>[], others: readonly Weighed[]): readonly Weighed[] => {
  const mine = own.map(({ workedMs, answered }) => ({ workedMs, answered, weight: 1 }));
  if (mine.length >= ENOUGH) return mine;
  const total = others.reduce((sum, { weight }) => sum + weight, 0);
  const share = (ENOUGH - mine.length) / total;
  return [...mine, ...others.map((one) => ({ ...one, weight: one.weight * share }))];
};

/** What is usual, as asks that would have been so. */
const usually = ({ mu, sigma, never }: ResponseTime): readonly Weighed[] => {
  const count = 40;
  const silent = Math.round(count * never);
  return Array.from({ length: count }, (_, index) =>
    index < silent
      ? { workedMs: 400 * 3_600_000, answered: false, weight: ENOUGH / count }
      : {
          workedMs: Math.exp(mu + sigma * normalAt((index - silent + 0.5) / (count - silent))),
          answered: true,
          weight: ENOUGH / count,
        },
  );
};

/**
 * Expectation and maximization (Dempster, Laird and Rubin 1977): a silent ask is in part one that never comes, in part one whose answer lies
 * beyond its end, whose expected logarithm and square follow from the normal distribution cut off there.
 */
const likeliest = (asks: readonly Weighed[], start: ResponseTime): ResponseTime => {
  const sums = asks.map(({ workedMs, answered, weight }) => ({ log: Math.log(Math.max(SOONEST, workedMs)), answered, weight }));
  const total = sums.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return start;
  let { mu, sigma, never } = { ...start, never: Math.min(0.9, Math.max(0.01, start.never)) };
  for (let turn = 0; turn < 500; turn += 1) {
    let [come, first, second] = [0, 0, 0];
    for (const { log, answered, weight } of sums) {
      if (answered) {
        come += weight;
        first += weight * log;
        second += weight * log * log;
        continue;
      }
      const z = (log - mu) / sigma;
      const beyond = Math.max(1e-12, 1 - normalBelow(z));
      const later = (weight * (1 - never) * beyond) / (never + (1 - never) * beyond);
      const hazard = normalDensity(z) / beyond;
      come += later;
      first += later * (mu + sigma * hazard);
      second += later * (mu * mu + 2 * mu * sigma * hazard + sigma * sigma * (1 + z * hazard));
    }
    const next = {
      mu: come > 0 ? first / come : mu,
      never: Math.min(0.99, Math.max(0, 1 - come / total)),
    };
    const variance = come > 0 ? second / come - next.mu * next.mu : sigma * sigma;
    const spread = Math.min(3, Math.max(0.2, Math.sqrt(Math.max(0, variance))));
    const moved = Math.abs(next.mu - mu) + Math.abs(spread - sigma) + Math.abs(next.never - never);
    ({ mu, never } = next);
    sigma = spread;
    if (moved < 1e-6) break;
  }
  return { mu, sigma, never };
};
