import type { ActorId } from '../stream/event.ts';
import type { Played } from './play.ts';

/** [S3] What a protocol came to in one world of chance. Times in ms; shares and Gini from 0 to 1; NaN where there is nothing to say. */
export interface Figures {
  readonly proposals: number;
  readonly elapsed50: number;
  readonly elapsed85: number;
  readonly elapsed95: number;
  readonly worked50: number;
  readonly worked85: number;
  readonly worked95: number;
  /** Of what ended: accepted. */
  readonly accepted: number;
  /** Of what was accepted: by the clock, while somebody who might have spoken was silent. */
  readonly byDefault: number;
  /** Asks for each proposal. */
  readonly asks: number;
  /** Of the asks: came while the asked was not at work. */
  readonly offHours: number;
  /** Of asks over people: 0 is the same for all, 1 is all to one. */
  readonly gini: number;
}

/** `people`: everybody who might be asked, so that those who never are count in the load. */
export const figuresOf = ({ runs }: Played, people: readonly ActorId[]): Figures => {
  const ended = runs.flatMap(({ openedAt, outcome }) => (outcome ? [{ ...outcome, elapsed: outcome.at - openedAt }] : []));
  const elapsed = ended.map((one) => one.elapsed).toSorted((a, b) => a - b);
  const worked = ended.map(({ workedMs }) => workedMs).toSorted((a, b) => a - b);
  const accepted = ended.filter(({ outcome }) => outcome === 'accepted');
  const asks = runs.flatMap((run) => run.asks);
  return {
    proposals: runs.length,
    elapsed50: quantile(elapsed, 0.5),
    elapsed85: quantile(elapsed, 0.85),
    elapsed95: quantile(elapsed, 0.95),
    worked50: quantile(worked, 0.5),
    worked85: quantile(worked, 0.85),
    worked95: quantile(worked, 0.95),
    accepted: accepted.length / ended.length,
    byDefault: accepted.filter(({ byDefault }) => byDefault).length / accepted.length,
    asks: asks.length / runs.length,
    offHours: asks.filter(({ offHours }) => offHours).length / asks.length,
    gini: gini([...loadsOf({ runs }, people).values()]),
  };
};

/** How often each was asked. */
export const loadsOf = ({ runs }: Pick<Played, 'runs'>, people: readonly ActorId[]): ReadonlyMap<ActorId, number> => {
  const loads = new Map(people.map((id) => [id, 0]));
  for (const { asks } of runs) for (const { actor } of asks) loads.set(actor, (loads.get(actor) ?? 0) + 1);
  return loads;
};

/** Of a list in order, interpolated between neighbours (type 7 of Hyndman and Fan 1996). */
export const quantile = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share;
  const [low = NaN, high = NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
};

/** Gini’s coefficient of how unevenly something is spread. */
export const gini = (values: readonly number[]): number => {
  const total = values.reduce((sum, one) => sum + one, 0);
  if (total === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const weighed = sorted.reduce((sum, one, index) => sum + (2 * (index + 1) - sorted.length - 1) * one, 0);
  return weighed / (sorted.length * total);
};
