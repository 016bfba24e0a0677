import type { Instant } from '../stream/event.ts';
import { cover, focusTimeline, nearest, spanAfter, type Spans, type Timeline } from './compile.ts';
import { DAY } from './duration.ts';
import { NEVER, nextWorking, spans, type WorkingTime } from './working-time.ts';

const lines = new WeakMap<WorkingTime, Timeline>();

/** [T1] Whether the instant lies in a focus block: working time in which nobody is notified. */
export const inFocus = (time: WorkingTime, at: Instant): boolean => focusEnd(time, at) !== null;

/** When the focus block around the instant ends, blocks that touch taken together; null outside of one. */
export const focusEnd = (time: WorkingTime, at: Instant): Instant | null => {
  let end: Instant | null = null;
  for (let to = blockEnd(time, at); to !== null && to < at + LOOK; to = blockEnd(time, to)) end = to;
  return end;
};

/**
 * The first moment, from the instant on, that is working time and outside of focus: when a notification may come.
 * `NEVER` when there is none within two years; then the next working moment must do.
 */
export const nextReachable = (time: WorkingTime, at: Instant): Instant => {
  let moment = nextWorking(time, at);
  while (moment < at + LOOK) {
    const end = blockEnd(time, moment);
    if (end === null) return moment;
    moment = nextWorking(time, end);
  }
  return NEVER;
};

/**
 * When somebody who can be reached at the instant no longer can: work ends, or a focus block begins; at most a day ahead. The instant
 * itself where they cannot.
 */
export const reachableUntil = (time: WorkingTime, at: Instant): Instant => {
  if (nextReachable(time, at) !== at) return at;
  let end = at;
  for (const span of spans(time, at, at + DAY)) {
    if (span.from > end) break;
    end = span.to;
  }
  const blocks: Spans = cover(lineOf(time), at, end);
  const next = blocks.start[spanAfter(blocks, at)];
  return next === undefined ? end : Math.min(end, Math.max(at, next));
};

/**
 * The next moment after the instant at which somebody can be reached who could not just before: work begins, or a focus block ends.
 * For who works without end, a day later.
 */
export const nextEdge = (time: WorkingTime, at: Instant): Instant => nextReachable(time, reachableUntil(time, at));

/** Far enough to find what recurs weekly, around any leave. */
const LOOK = 731 * DAY;

const blockEnd = (time: WorkingTime, at: Instant): Instant | null => {
  if (nearest(at) !== at) return null;
  const spans: Spans = cover(lineOf(time), at, at);
  const block = spanAfter(spans, at);
  const start = spans.start[block];
  return block < spans.size && start !== undefined && start <= at ? (spans.end[block] ?? null) : null;
};

const lineOf = (time: WorkingTime): Timeline => {
  let line = lines.get(time);
  if (!line) {
    line = focusTimeline(time.versions);
    lines.set(time, line);
  }
  return line;
};
