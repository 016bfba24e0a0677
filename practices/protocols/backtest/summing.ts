import type { ActorId, Instant } from '#kernel/stream/event.ts';
import type { Figures } from './figures.ts';
import type { RecordedRun } from './recorded.ts';
import type { Differing, Side } from './report.ts';
import type { Assumed } from './retrace.ts';

/** Adds runs up, one after the other; keeps of each no more than some numbers. */
export interface Summing {
  add(run: RecordedRun, was: Figures, would: Figures, assumed: Assumed): void;
  /** A run that was never held, as it begins: whom it asks is known, and nothing else. */
  untold(begun: Figures): void;
  /** A run that was held and would not have been. */
  gone(was: Figures): void;
  readonly runs: number;
  sides(): { readonly was: Side; readonly would: Side };
  readonly differing: readonly Differing[];
  readonly differs: number;
  readonly atOnceUndone: readonly Differing[];
  readonly resting: number;
  readonly assumed: Assumed;
  /** How often each was asked. [safety] For team figures; never shown one by one, but to whom they are about. */
  readonly asked: ReadonlyMap<ActorId, { readonly was: number; readonly would: number }>;
}

/** Of a list, so many are kept; the rest is counted. */
const MOST_LISTED = 200;

export const summing = (): Summing => {
  const [was, would] = [adding(), adding()];
  const differing: Differing[] = [];
  const atOnceUndone: Differing[] = [];
  const asked = new Map<ActorId, { was: number; would: number }>();
  const assumed = { moved: 0, silent: 0, repeated: 0, unasked: 0, filled: 0, unheard: 0 };
  let [runs, differs, resting] = [0, 0, 0];
  const alone = (side: 'was' | 'would', of: Figures): void => {
    runs += 1;
    count(of, side);
  };
  const count = (of: Figures, side: 'was' | 'would'): void => {
    for (const [actor, times] of of.asked) {
      const known = asked.get(actor) ?? { was: 0, would: 0 };
      asked.set(actor, { ...known, [side]: known[side] + times });
    }
  };
  return {
    add: (run, before, after, guessed) => {
      runs += 1;
      was.add(before, run.undone !== null);
      would.add(after, run.undone !== null);
      count(before, 'was');
      count(after, 'would');
      const one = differingOf(run, before, after);
      if (before.outcome !== after.outcome) {
        differs += 1;
        if (differing.length < MOST_LISTED) differing.push(one);
      }
      if (after.atOnce && run.undone !== null && atOnceUndone.length < MOST_LISTED) atOnceUndone.push(one);
      if (Object.values(guessed).some((many: number) => many > 0)) resting += 1;
      for (const key of KEYS) assumed[key] += guessed[key];
    },
    untold: (begun) => {
      alone('would', begun);
      would.untold(begun);
    },
    gone: (before) => {
      alone('was', before);
      was.add(before, false);
    },
    sides: () => ({ was: was.side(), would: would.side() }),
    differing,
    atOnceUndone,
    asked,
    assumed,
    get runs() {
      return runs;
    },
    get differs() {
      return differs;
    },
    get resting() {
      return resting;
    },
  };
};

const KEYS = ['moved', 'silent', 'repeated', 'unasked', 'filled', 'unheard'] as const satisfies readonly (keyof Assumed)[];

const adding = () => {
  const outcomes = { accepted: 0, rejected: 0, lapsed: 0, withdrawn: 0, open: 0 };
  const [elapsed, working]: [number[], number[]] = [[], []];
  let [atOnce, undone, untold, asks, outside] = [0, 0, 0, 0, 0];
  return {
    untold: (one: Figures): void => {
      untold += 1;
      asks += one.asks;
      outside += one.outside;
    },
    add: (one: Figures, wasUndone: boolean): void => {
      outcomes[one.outcome ?? 'open'] += 1;
      if (one.elapsed !== null && one.outcome !== 'withdrawn') {
        elapsed.push(one.elapsed);
        working.push(one.working ?? 0);
      }
      if (one.atOnce) atOnce += 1;
      if (one.atOnce && wasUndone) undone += 1;
      asks += one.asks;
      outside += one.outside;
    },
    side: (): Side => ({
      ...{ outcomes, atOnce, atOnceUndone: undone, untold, asks, outside },
      elapsed: { median: quantile(elapsed, 0.5), p85: quantile(elapsed, 0.85) },
      working: { median: quantile(working, 0.5), p85: quantile(working, 0.85) },
    }),
  };
};

/** The nearest rank: the least value that so large a share does not exceed. Null: of none. */
export const quantile = (values: readonly number[], share: number): number | null => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
};

const moment = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());

const differingOf = ({ artifact, undone }: RecordedRun, was: Figures, would: Figures): Differing => ({
  artifact,
  was: { outcome: was.outcome ?? 'open', at: moment(was.at), because: was.because },
  would: { outcome: would.outcome ?? 'open', at: moment(would.at), because: would.because },
  undone: undone === null ? null : { what: undone.what, at: moment(undone.at) ?? '' },
});
