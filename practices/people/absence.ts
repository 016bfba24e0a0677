import type { Instant } from '#kernel/stream/event.ts';
import type { Leave } from '#kernel/time/calendar.ts';

/** A leave as its person sees it: from–to as planned, and since when it has been known. */
export interface PlannedLeave extends Leave {
  readonly id: string;
  readonly since: Instant;
}

/**
 * Leave over time. [T2] A moment that has passed keeps the answer it had: leave counts from when it was planned, and what was
 * taken of a leave that is later changed or cancelled stays taken.
 */
export interface Absence {
  readonly planned: readonly PlannedLeave[];
  /** What had passed of leaves that were changed or cancelled on the way. */
  readonly taken: readonly Leave[];
}

export const NO_ABSENCE: Absence = { planned: [], taken: [] };

export const plan = (absence: Absence, leave: PlannedLeave): Absence => ({
  ...absence,
  planned: [...absence.planned, leave].toSorted((a, b) => a.from - b.from),
});

export const cancel = (absence: Absence, id: string, at: Instant): Absence => ({
  planned: absence.planned.filter((leave) => leave.id !== id),
  taken: [
    ...absence.taken,
    ...absence.planned
      .filter((leave) => leave.id === id)
      .flatMap(({ from, to, since }) => span(Math.max(from, since), Math.min(to, at))),
  ],
});

/** The times away that count, oldest first. */
export const away = (absence: Absence): readonly Leave[] =>
  [...absence.taken, ...absence.planned.flatMap(({ from, to, since }) => span(Math.max(from, since), to))].toSorted(
    (a, b) => a.from - b.from,
  );

const span = (from: Instant, to: Instant): readonly Leave[] => (from < to ? [{ from, to }] : []);
