import type { Entry } from '#kernel/stream/stream.ts';

/** So many texts that come together are told by the appends that write them, and so many a second. */
const TOGETHER = 100;
const PER_SECOND = 100;
/** So many are waited for, a quarter of a second: what is told later is found by then, too. */
const DEBT = 25;

/**
 * Whether there is time to tell the texts of a batch in its own append; `now` in ms. What is more than that is told later, and counts
 * as well: who writes all the time above this pace has none of it told at once, which would be work for nobody.
 */
export const leisure = (now: () => number = () => performance.now()): ((entries: readonly Entry[]) => boolean) => {
  let left = TOGETHER;
  let at = now();
  return (entries) => {
    const texts = entries.reduce((sum, { text }) => sum + (text === undefined ? 0 : 1), 0);
    if (texts === 0) return true;
    const fresh = Math.min(TOGETHER, left + ((now() - at) / 1000) * PER_SECOND);
    at = now();
    left = Math.max(fresh - texts, -DEBT);
    return fresh >= texts;
  };
};
