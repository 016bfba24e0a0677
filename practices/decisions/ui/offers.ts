import type { Decision } from './decided.ts';

export type Offer = Decision['actions'][number];

/** What the decider itself answered when it was asked for this reader. */
export const offered = (offers: readonly Offer[], action: string): Offer | null =>
  offers.find((one) => one.action === action) ?? null;

export const may = (offers: readonly Offer[], action: string): boolean => offered(offers, action)?.may === true;
