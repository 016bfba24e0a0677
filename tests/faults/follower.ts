import { setTimeout as sleep } from 'node:timers/promises';
import { listen, type Heard, type Listening } from '../harness/listen.ts';
import type { Random } from '#kernel/sim/random.ts';

export interface Follower {
  readonly heard: readonly Heard[];
  /** How often it came back with its Last-Event-ID. */
  readonly returns: () => number;
  stop(): Promise<void>;
}

/** Somebody who listens to the live stream, and comes back to either server where they stood. */
export const follow = (addresses: readonly [string, string], key: string, from: string, chance: Random): Follower => {
  const heard: Heard[] = [];
  let returns = -1;
  let stopped = false;
  let listening: Listening | null = null;
  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        listening = await listen(chance.one(addresses), { key }, heard.at(-1)?.cursor ?? from);
        if (listening.status === 200) returns += 1;
        if (stopped) listening.close();
        await listening.closed;
        heard.push(...listening.events);
      } catch {
        // That server is away; the other may not be.
      }
      await sleep(100);
    }
  };
  const running = run();
  return {
    heard,
    returns: () => returns,
    stop: async () => {
      stopped = true;
      listening?.close();
      await running;
    },
  };
};
