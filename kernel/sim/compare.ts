import type { Protocol } from '../protocol/document.ts';
import type { Instant } from '../stream/event.ts';
import { DAY } from '../time/duration.ts';
import type { Calibration } from './calibration.ts';
import type { Conduct } from './conduct.ts';
import { crewOf } from './crew.ts';
import { figuresOf, loadsOf, quantile, type Figures } from './measure.ts';
import { play } from './play.ts';
import { proposalsOf } from './proposals.ts';
import { random } from './random.ts';

export interface Comparing {
  readonly protocols: readonly Protocol[];
  readonly conduct: Conduct;
  readonly calibration: Calibration;
  readonly seed: string;
  readonly actors: number;
  readonly days: number;
  readonly from: Instant;
  /** Worlds of chance; the uncertainty is what they differ by. */
  readonly worlds: number;
}

/** A figure over all worlds: its mean, and where it lies in 95 % of such means. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export type FigureName = keyof Figures;

export interface Compared {
  readonly protocol: string;
  /** Proposals for which it is not meant, in all worlds. */
  readonly elsewhere: number;
  readonly figures: Readonly<Record<FigureName, Estimate>>;
  /** [S3] Against the first protocol, on common random numbers. Empty for the first itself. */
  readonly difference: Readonly<Partial<Record<FigureName, Estimate>>>;
  /** Elapsed ms of all that ended, in order: at most 400 points at even shares. */
  readonly latency: readonly number[];
  /** Asks of everybody in an average world, most first. */
  readonly load: readonly number[];
}

export interface Comparison {
  readonly seed: string;
  readonly actors: number;
  readonly days: number;
  readonly worlds: number;
  readonly calibration: Calibration;
  readonly compared: readonly Compared[];
}

/** [S3] Plays every protocol in the same worlds: the same people, proposals, moods and response times; only the rules differ. */
export const compare = (asked: Comparing, tell: (done: number, of: number) => void = () => undefined): Comparison => {
  const { protocols, conduct, calibration, seed, actors, days, from, worlds } = asked;
  const [root, to] = [random(seed), from + days * DAY];
  const perProtocol = protocols.map(() => ({
    figures: [] as Figures[],
    latency: [] as number[],
    load: [] as number[],
    elsewhere: 0,
  }));
  for (let world = 0; world < worlds; world += 1) {
    const chance = root.of('world', world);
    const crew = crewOf({ actors, from, to: to + 200 * DAY }, chance.of('crew'));
    const proposals = proposalsOf(crew, protocols, from, to, chance.of('proposals'));
    const ids = crew.people.map(({ id }) => id);
    for (const [index, protocol] of protocols.entries()) {
      const into = perProtocol[index];
      if (!into) continue;
      const played = play({ protocol, proposals, conduct, chance: chance.of('people') });
      into.figures.push(figuresOf(played, ids));
      into.elsewhere += played.elsewhere;
      for (const { openedAt, outcome } of played.runs) if (outcome) into.latency.push(outcome.at - openedAt);
      // By place, not by person: in every world others are asked most.
      const loads = [...loadsOf(played, ids).values()].toSorted((a, b) => b - a);
      for (const [place, asks] of loads.entries()) into.load[place] = (into.load[place] ?? 0) + asks / worlds;
    }
    tell(world + 1, worlds);
  }
  const first = perProtocol[0]?.figures ?? [];
  return {
    ...{ seed, actors, days, worlds, calibration },
    compared: perProtocol.map(({ figures, latency, load, elsewhere }, index) => ({
      protocol: protocols[index]?.id ?? '',
      elsewhere,
      figures: estimates(NAMES, (name) => figures.map((one) => one[name])) as Compared['figures'],
      difference:
        index === 0 ? {} : estimates(NAMES, (name) => figures.map((one, world) => one[name] - (first[world]?.[name] ?? NaN))),
      latency: thinned(latency.toSorted((a, b) => a - b)),
      load,
    })),
  };
};

const NAMES = [
  ...(['proposals', 'elapsed50', 'elapsed85', 'elapsed95', 'worked50', 'worked85', 'worked95'] as const),
  ...(['accepted', 'byDefault', 'asks', 'offHours', 'gini'] as const),
] as const satisfies readonly FigureName[];

const estimates = (
  names: readonly FigureName[],
  of: (name: FigureName) => readonly number[],
): Partial<Record<FigureName, Estimate>> => Object.fromEntries(names.map((name) => [name, estimate(of(name))]));

/** Mean and the interval of Student’s t; worlds in which there was nothing to say are left out. */
const estimate = (values: readonly number[]): Estimate => {
  const said = values.filter((value) => !Number.isNaN(value));
  const mean = said.reduce((sum, one) => sum + one, 0) / said.length;
  if (said.length < 2) return { mean, low: mean, high: mean };
  const variance = said.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (said.length - 1);
  const half = student(said.length - 1) * Math.sqrt(variance / said.length);
  // A mean lies where its values do: durations are not below zero, however few worlds there are.
  return { mean, low: Math.max(Math.min(...said), mean - half), high: Math.min(Math.max(...said), mean + half) };
};

/** 97.5 % of Student’s t with so many degrees of freedom (Cornish and Fisher’s expansion around the normal). */
const student = (degrees: number): number => {
  const z = 1.959964;
  const [one, two, three] = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return degrees === 1 ? 12.7062 : degrees === 2 ? 4.3027 : z + one / degrees + two / degrees ** 2 + three / degrees ** 3;
};

const POINTS = 400;

const thinned = (sorted: readonly number[]): readonly number[] =>
  sorted.length <= POINTS ? sorted : Array.from({ length: POINTS }, (_, index) => quantile(sorted, index / (POINTS - 1)));
