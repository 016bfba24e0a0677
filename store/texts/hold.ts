/*
 * Whoever writes many texts beside the appends (telling, counting, making them anew) does so alone: two of them would meet the same rows in
 * different orders, and wait for each other.
 */

/** What to do while another does: nothing, or wait for it. */
export type Meanwhile = 'leaves' | 'waits';

const LOCK = `hashtextextended('proceed lexicon', 0)`;

/** Held until the transaction ends. One row, `held`. */
export const HOLD = {
  leaves: { name: 'lexicon.hold', text: `select pg_try_advisory_xact_lock(${LOCK}) as held` },
  waits: { name: 'lexicon.hold-now', text: `select true as held from (select pg_advisory_xact_lock(${LOCK})) l` },
} as const;
