import type { Instant } from '#kernel/stream/event.ts';

/** What became of changes in a period. Instants in ms. */
export interface Past {
  readonly from: Instant;
  readonly to: Instant;
  /** Merged in the period. */
  readonly shipped: readonly {
    readonly by: string;
    readonly openedAt: Instant;
    readonly at: Instant;
    readonly revertedAt: Instant | null;
  }[];
  readonly deployments: readonly {
    readonly production: boolean;
    readonly succeededAt: Instant | null;
    readonly failedAt: Instant | null;
  }[];
  readonly releases: readonly Instant[];
  readonly incidents: readonly { readonly openedAt: Instant; readonly closedAt: Instant | null }[];
}

/** Median and the value below which 85 % lie, in ms; null: there are none. */
export interface Spread {
  readonly n: number;
  readonly median: number | null;
  readonly p85: number | null;
}

/** The four keys of DORA (https://dora.dev/guides/dora-metrics-four-keys/), of a team. */
export interface Delivery {
  readonly people: number;
  /** What was counted as going out: deployments to production, else releases, else merges. */
  readonly counted: 'deployments' | 'releases' | 'merges';
  readonly frequency: { readonly perWeek: number; readonly n: number };
  /** From proposing a change to when it first went out. */
  readonly leadTime: Spread;
  /** Share of what went out that failed, was reverted, or was followed by an incident before the next; null: nothing went out. */
  readonly failures: { readonly rate: number | null; readonly n: number; readonly of: number };
  /** From an incident, or a deployment that failed, to its end, or to the next that succeeded. */
  readonly recovery: Spread;
}

/** [design: private where it is personal] Of fewer people figures say something about each of them. */
export const FEWEST = 5;
const WEEK = 7 * 24 * 60 * 60_000;

/** Null: fewer than five people took part. */
export const deliveryOf = (past: Past): Delivery | null => {
  const { from, to, shipped, releases, incidents } = past;
  const people = new Set(shipped.map(({ by }) => by)).size;
  if (people < FEWEST) return null;
  const within = (at: Instant | null): at is Instant => at !== null && at >= from && at < to;
  const production = past.deployments.filter((one) => one.production);
  const [deployed, released] = [production.map(({ succeededAt }) => succeededAt).filter(within), releases.filter(within)];
  const counted = deployed.length > 0 ? 'deployments' : released.length > 0 ? 'releases' : 'merges';
  const out = { deployments: deployed, releases: released, merges: shipped.map(({ at }) => at).filter(within) }[counted].toSorted(
    ascending,
  );
  const reverts = shipped.flatMap(({ revertedAt }) => (revertedAt === null ? [] : [revertedAt]));
  const broke = [...reverts, ...incidents.map(({ openedAt }) => openedAt)];
  const followed = out.filter((at, index) => broke.some((wrong) => wrong >= at && wrong < (out[index + 1] ?? Infinity))).length;
  const failed = production.filter(({ failedAt, succeededAt }) => within(failedAt) && succeededAt === null);
  const of = out.length + failed.length;
  return {
    ...{ people, counted, frequency: { perWeek: out.length / Math.max(1, (to - from) / WEEK), n: out.length } },
    leadTime: spreadOf(
      shipped.flatMap(({ openedAt, at }) => {
        const first = out.find((one) => one >= at);
        return within(at) && first !== undefined ? [first - openedAt] : [];
      }),
    ),
    failures: { rate: of === 0 ? null : (followed + failed.length) / of, n: followed + failed.length, of },
    recovery: spreadOf([
      ...incidents.flatMap(({ openedAt, closedAt }) => (within(openedAt) && closedAt !== null ? [closedAt - openedAt] : [])),
      ...failed.flatMap(({ failedAt }) => {
        const next = failedAt === null ? undefined : deployed.toSorted(ascending).find((at) => at > failedAt);
        return failedAt === null || next === undefined ? [] : [next - failedAt];
      }),
    ]),
  };
};

const ascending = (a: number, b: number): number => a - b;

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted(ascending);
  const at = (share: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  return { n: sorted.length, median: at(0.5), p85: at(0.85) };
};
