import { fitThreshold, RISK, type Fit } from '../calibrate/fit.ts';

/** What became of changes that shipped, as one looks back at a threshold. Oldest first. */
export interface Suggestion {
  readonly now: number;
  readonly fit: Fit;
  /** Null: leave it as it is, and `why`. */
  readonly suggested: number | null;
  readonly why: string;
}

/** A threshold moves by this much at least, or not at all. */
const WORTH_IT = 1;

/** [C4] Whether what was found out since speaks for another threshold. It is only ever a suggestion. */
export const suggestionFor = (
  now: number,
  shipped: readonly { readonly score: number; readonly faulty: boolean }[],
): Suggestion => {
  const fit = fitThreshold(shipped);
  if (!fit.fits) return { now, fit, suggested: null, why: fit.why };
  const suggested = Math.round(fit.threshold * 2) / 2;
  if (Math.abs(suggested - now) < WORTH_IT)
    return { now, fit, suggested: null, why: `What was found out since fits ${now}: nothing needs to change.` };
  const { share, risk } = fit.seen;
  return {
    ...{ now, fit, suggested },
    why: `In the newer half of what shipped, ${percent(share)} would have shipped at once below ${suggested}, and were faulty ${risk.toFixed(2)} times as often as all; at most ${RISK} is meant.`,
  };
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The text of a protocol's page with another threshold; null: it does not say one, or says more than one. */
export const withThreshold = (text: string, now: number, next: number): string | null => {
  const pattern = new RegExp(`(\\bp\\.score\\s*<=?\\s*)${String(now).replace('.', '\\.')}(?:\\.0+)?(?![\\d.])`, 'g');
  if ([...text.matchAll(pattern)].length !== 1) return null;
  return text.replace(pattern, (_, before: string) => `${before}${next.toFixed(1)}`);
};
