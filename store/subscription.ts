import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '#kernel/stream/event.ts';
import type { Page } from '#kernel/stream/stream.ts';

/** What tells readers and timers of this process that something was written, here or elsewhere. */
export interface Wake {
  /** After a commit here; `nextAt` is the nearest moment that it made due, if any. */
  written(nextAt: number | null): void;
  /** Calls `listener` on every sign that there may be something new; returns how to stop. */
  on(listener: (nextAt: number | null) => void): () => void;
}

/** A wake for one process: whoever writes tells whoever reads, and nobody outside. */
export const localWake = (): Wake => {
  const listeners = new Set<(nextAt: number | null) => void>();
  return {
    written: (nextAt) => {
      for (const listener of listeners) listener(nextAt);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const PAGE = 500;
/** How long a reader that heard nothing waits before it looks by itself, ms. */
const PATIENCE = 500;
/** A transaction that began before ours may still hide our own event; look again soon, ms. */
const AGAIN = 4;
/**
 * While much is written, the events of so many ms are read together: a read for each commit would cost as much as the commits. The
 * readers of a process go in step, so that what one has read is there for all. What comes after a pause is read at once.
 */
const TOGETHER = 20;

interface SubscriptionOptions {
  readonly after: Cursor | null;
  readonly listener: (page: Page) => void | Promise<void>;
  readonly read: (after: Cursor | null, limit: number) => Promise<Page>;
  readonly wake: Wake;
  readonly log: (line: string) => void;
}

/** Pages of events in order, one at a time, as they come; a listener that throws gets the same page again. */
export const subscription = ({ after, listener, read, wake, log }: SubscriptionOptions): (() => Promise<void>) => {
  let cursor = after;
  let stopped = false;
  let rings = 1;
  let rouse: (() => void) | null = null;
  const off = wake.on(() => {
    rings = 2;
    rouse?.();
  });

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resume) => {
      const timer = setTimeout(resume, milliseconds);
      rouse = () => {
        clearTimeout(timer);
        resume();
      };
    });

  const loop = async () => {
    let readAt = 0;
    let pause = 0;
    while (!stopped) {
      if (performance.now() < readAt + pause) await sleep(pause - (performance.now() % pause));
      readAt = performance.now();
      pause = AGAIN;
      try {
        const page = await read(cursor, PAGE);
        if (page.events.length > 0) {
          await listener(page);
          cursor = page.cursor;
          // Where there is more, it does not wait.
          pause = page.events.length === PAGE ? 0 : TOGETHER;
          continue;
        }
      } catch (error) {
        log(`reader: ${error instanceof Error ? error.message : String(error)}`);
        rings = 0;
      }
      rings -= 1;
      if (!stopped) await rest(rings > 0 ? AGAIN : PATIENCE);
      rouse = null;
    }
  };
  const running = loop();

  return async () => {
    stopped = true;
    off();
    rouse?.();
    await running;
  };
};
