import type { Live } from './query.ts';

/** An event as `GET /api/stream` tells it. */
export interface LiveEvent {
  readonly cursor: string;
  readonly artifact: string;
  readonly kind: string;
  readonly number: number | null;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly by: string;
  readonly parent: string | null;
}

/** Whether any of these events makes a query stale. */
export const concerns = (live: Live, events: readonly LiveEvent[]): boolean =>
  events.some((event) => {
    const same =
      live.artifact === undefined ||
      [event.artifact, event.parent, event.number].some((one) => one !== null && String(one) === String(live.artifact));
    return same && (live.kinds === undefined || live.kinds.includes(event.kind) || event.artifact === live.artifact);
  });
