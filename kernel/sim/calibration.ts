import type { Observed } from './fit.ts';
import { fitResponses } from './fit.ts';
import type { ResponseModel } from './response.ts';

/** [S3] Whether what the model foretells has come true. */
export interface Calibration {
  readonly calibrated: boolean;
  /** Share of the held-out asks that ended where 80 % of them should have; null where there was nothing to hold against. */
  readonly coverage: number | null;
  /** Asks that it was fitted to, and asks that were held out. */
  readonly fitted: number;
  readonly heldOut: number;
  /** A sentence. */
  readonly why: string;
}

const INTERVAL = { from: 0.1, to: 0.9 } as const;
/** [S3] */
const LEAST_COVERAGE = 0.7;
/** Of fewer, one could not tell 70 % from 80 %. */
const LEAST_HELD_OUT = 50;
const HELD_OUT = 0.3;

/**
 * [S3] Fits to the older 70 % of a history and holds the newer 30 % against it. An ask without an answer says only how long it took at least, so
 * the share that ended inside of the interval is estimated as survival is (Kaplan and Meier 1958), on the scale of the model's own forecast.
 */
export const calibrate = (history: readonly Observed[]): { readonly model: ResponseModel; readonly calibration: Calibration } => {
  const told = history.toSorted((a, b) => a.askedAt - b.askedAt);
  const cut = Math.floor(told.length * (1 - HELD_OUT));
  const [older, newer] = [told.slice(0, cut), told.slice(cut)];
  const model = fitResponses(history);
  const about = { fitted: older.length, heldOut: newer.length };
  if (history.length === 0) {
    const why = 'Not calibrated: no history was given, so people answer as is usual elsewhere.';
    return { model, calibration: { ...about, calibrated: false, coverage: null, why } };
  }
  if (newer.length < LEAST_HELD_OUT) {
    const why = `Not calibrated: ${newer.length} asks could be held out, and at least ${LEAST_HELD_OUT} are needed to tell.`;
    return { model, calibration: { ...about, calibrated: false, coverage: null, why } };
  }
  const coverage = covered(fitResponses(older), newer);
  const calibrated = coverage >= LEAST_COVERAGE;
  const share = `${Math.round(coverage * 100)} % of ${newer.length} held-out asks ended inside of the 80 % interval`;
  const why = calibrated
    ? `Calibrated: ${share}.`
    : `Not calibrated: only ${share}; at least ${Math.round(LEAST_COVERAGE * 100)} % must. Do not rely on the figures of time.`;
  return { model, calibration: { ...about, calibrated, coverage, why } };
};

/**
 * The 80 % interval of an ask has a tenth on either side; where more than a tenth never answers it has no end, and a fifth before it. What no
 * held-out ask lasted long enough to show is taken as foretold.
 */
const covered = (model: ResponseModel, asks: readonly Observed[]): number => {
  const endless = Map.groupBy(asks, ({ actor, kind }) => model.foretold(actor, kind, Infinity) < INTERVAL.to);
  const inside = [...endless].map(([is, some]) => some.length * insideOf(model, some, is ? { from: 0.2, to: 1 } : INTERVAL));
  return inside.reduce((sum, share) => sum + share, 0) / asks.length;
};

const insideOf = (
  model: ResponseModel,
  asks: readonly Observed[],
  { from, to }: { readonly from: number; readonly to: number },
): number => {
  const told = asks
    .map(({ actor, kind, workedMs, answered }) => ({ answered, share: model.foretold(actor, kind, Math.max(60_000, workedMs)) }))
    .toSorted((a, b) => a.share - b.share);
  let surviving = 1;
  let inside = 0;
  for (const [index, { answered, share }] of told.entries()) {
    const fell = answered ? surviving / (told.length - index) : 0;
    surviving -= fell;
    if (share >= from && share <= to) inside += fell;
  }
  const last = Math.max(from, told.at(-1)?.share ?? 0);
  return inside + (last < to ? (surviving * (to - last)) / (1 - last) : 0);
};
