import type { Entry } from '#kernel/stream/stream.ts';

/** So many texts that come together are told by the appends that write them, and so many a second. */
const TOGETHER = 100;
const PER_SECOND = 100;

/** Whether there is time to tell the texts of a batch in its own append; `now` in ms. What is more than that is told later. */
export const leisure = (now: () => number = () => performance.now()): ((entries: readonly Entry[]) => boolean) => {
  let left = TOGETHER;
  let at = now();
  return (entries) => {
    const texts = entries.reduce((sum, { text }) => sum + (text === undefined ? 0 : 1), 0);
    if (texts === 0) return true;
    const fresh = Math.min(TOGETHER, left + ((now() - at) / 1000) * PER_SECOND);
    at = now();
    left = fresh < texts ? fresh : fresh - texts;
    return fresh >= texts;
  };
};
