/** [M2] */
export type Tier = 'async-first' | 'healthy' | 'average' | 'meeting-captured';

/** The hours a week at which a tier ends. M2 gives whole hours, 4–6, 7–12, 13–18 and 19 and more; what lies between counts to the nearer. */
export const TIERS: readonly { readonly tier: Tier; readonly below: number }[] = [
  { tier: 'async-first', below: 6.5 },
  { tier: 'healthy', below: 12.5 },
  { tier: 'average', below: 18.5 },
  { tier: 'meeting-captured', below: Infinity },
];

export const tierOf = (hoursAWeek: number): Tier => TIERS.find(({ below }) => hoursAWeek < below)?.tier ?? 'meeting-captured';
