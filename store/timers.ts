import { tickEntries, type Deciders } from '#kernel/stream/commands.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import type { Wake } from './subscription.ts';

const AT_ONCE = 1000;
/** How long a timer sleeps at most: another process may have been killed with the nearest moment in its head, ms. */
const LONGEST_SLEEP = 1000;

/** Ticks whatever is due, in this process, until stopped. Any number of processes may do so at once. */
export const timers = (options: {
  readonly stream: Stream;
  readonly deciders: Deciders;
  readonly wake: Wake;
  readonly freshId: () => string;
  readonly log: (line: string) => void;
}): { readonly stop: () => Promise<void> } => {
  const { stream, deciders, wake, freshId, log } = options;
  let stopped = false;
  let rouse: (() => void) | null = null;
  let wakesAt = 0;
  // Something written elsewhere matters only when it is due before this process would look anyway.
  const off = wake.on((nextAt) => {
    if (nextAt !== null && nextAt < wakesAt) rouse?.();
  });

  const once = async (): Promise<number> => {
    const { taken, nextIn } = await stream.takeDue(AT_ONCE, async (due, now) => {
      const known = await Promise.all(
        due.map(async (one) => ({ ...one, directory: await stream.directory(one.org, one.directoryVersion) })),
      );
      return tickEntries(deciders, known, now, freshId);
    });
    if (taken === AT_ONCE) return 0;
    return Math.min(nextIn === null ? LONGEST_SLEEP : Math.max(0, Math.ceil(nextIn)), LONGEST_SLEEP);
  };

  const loop = async () => {
    while (!stopped) {
      let sleep = LONGEST_SLEEP;
      try {
        sleep = await once();
      } catch (error) {
        log(`timers: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (stopped || sleep === 0) continue;
      wakesAt = Date.now() + sleep;
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, sleep);
        rouse = () => {
          clearTimeout(timer);
          resume();
        };
      });
      rouse = null;
      wakesAt = 0;
    }
  };
  const running = loop();

  return {
    stop: async () => {
      stopped = true;
      off();
      rouse?.();
      await running;
    },
  };
};
