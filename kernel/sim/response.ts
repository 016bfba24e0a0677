import type { AwaitKind } from '../awaits/await.ts';
import type { ActorId } from '../stream/event.ts';
import { normalAt, normalBelow } from './normal.ts';
import type { Random } from './random.ts';

/** [S2] How long an answer takes: lognormal in working time, and a share that never comes. */
export interface ResponseTime {
  /** Of the logarithm of working ms. */
  readonly mu: number;
  readonly sigma: number;
  /** From 0 to below 1. */
  readonly never: number;
}

/**
 * [S2] How the people of an organization answer. [safety] What is known of one person stays inside: a model says when an answer comes in one
 * world of chance, and how well it foretells, and nothing else of anybody.
 */
export interface ResponseModel {
  /** Working ms until the answer of this world of chance; null: it never comes. */
  draw(actor: ActorId, kind: AwaitKind, chance: Random): number | null;
  /** The share of answers that have come by then, as the model foretells it for this ask. What comes of it is told of many asks only. */
  foretold(actor: ActorId, kind: AwaitKind, workedMs: number): number;
  /** Whether it was fitted to a history; else it is what is usual elsewhere. */
  readonly fitted: boolean;
}

const HOUR = 3_600_000;

const median = (hours: number, sigma: number, never: number): ResponseTime => ({ mu: Math.log(hours * HOUR), sigma, never });

/**
 * Where there is no history. Medians of a few working hours with a long tail are what studies of code review and of mail find: half of the first
 * reviews within 4 working hours (Google: Sadowski et al., ICSE-SEIP 2018), half of the mails that are answered within 2 hours (Kooti et al.,
 * WWW 2015). Of one who is asked beside others for a stance, about a third say nothing.
 */
export const USUAL: Readonly<Record<AwaitKind, ResponseTime>> = {
  answer: median(2, 1.3, 0.08),
  review: median(4, 1.2, 0.1),
  stance: median(5, 1.2, 0.35),
  acknowledge: median(5, 1.2, 0.15),
  contribute: median(6, 1.1, 0.3),
  verify: median(8, 1.2, 0.2),
  approve: median(3, 1.2, 0.1),
};

/** Everybody answers as is usual, some slower and some quicker than others. */
export const usualResponses = (spread = 0.35): ResponseModel =>
  modelOf((actor, kind) => {
    const usual = USUAL[kind];
    return { ...usual, mu: usual.mu + spread * temper(actor) };
  }, false);

export const modelOf = (of: (actor: ActorId, kind: AwaitKind) => ResponseTime, fitted: boolean): ResponseModel => ({
  draw: (actor, kind, chance) => drawn(of(actor, kind), chance),
  foretold: (actor, kind, workedMs) => answeredBy(of(actor, kind), workedMs),
  fitted,
});

export const drawn = ({ mu, sigma, never }: ResponseTime, chance: Random): number | null => {
  const [comes, normal] = [chance.next() >= never, chance.normal()];
  return comes ? Math.round(Math.exp(mu + sigma * normal)) : null;
};

const answeredBy = ({ mu, sigma, never }: ResponseTime, workedMs: number): number =>
  workedMs <= 0 ? 0 : (1 - never) * normalBelow((Math.log(workedMs) - mu) / sigma);

/** How quick somebody is, always the same for the same id: of the normal distribution. */
const temper = (actor: ActorId): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < actor.length; index += 1) hash = Math.imul(hash ^ actor.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return normalAt((((hash ^ (hash >>> 12)) >>> 0) + 0.5) / 4_294_967_296);
};
