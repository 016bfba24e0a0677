import type { AwaitKind } from '#kernel/awaits/await.ts';
import type { Instant } from '#kernel/stream/event.ts';

/** As much of an await as its place in the list depends on. */
export interface Owed {
  readonly kind: AwaitKind;
  /** About how long it takes. */
  readonly minutes: number;
  /** Null while its clock stands still. */
  readonly dueAt: Instant | null;
  readonly urgent: boolean;
}

/** What somebody has now. Asked with each look and kept nowhere [privacy]. */
export interface Room {
  readonly minutes: number | null;
  readonly energy: 'deep' | 'shallow' | 'off' | null;
}

/** What needs a clear head; the rest is done in passing. */
const DEEP: ReadonlySet<AwaitKind> = new Set(['review', 'contribute', 'stance']);

/** So soon, and it comes first whatever one feels like. */
const PRESSING = 2 * 3_600_000;

/**
 * [L3] What presses, then what suits the energy, then by when it is due; of that the first that fit into the minutes, and the others
 * behind them in the same order.
 */
export const arrange = <O extends Owed>(
  owed: readonly O[],
  room: Room,
  now: Instant,
): readonly { readonly one: O; readonly fits: boolean }[] => {
  const ordered = owed.toSorted((a, b) => rank(a, room, now) - rank(b, room, now) || due(a) - due(b) || a.minutes - b.minutes);
  if (room.minutes === null) return ordered.map((one) => ({ one, fits: true }));
  let left = room.minutes;
  const placed = ordered.map((one) => {
    const fits = one.minutes <= left;
    if (fits) left -= one.minutes;
    return { one, fits };
  });
  return [...placed.filter(({ fits }) => fits), ...placed.filter(({ fits }) => !fits)];
};

/** The next moment at which the order changes by itself: something begins to press. */
export const pressesAt = (owed: readonly Pick<Owed, 'dueAt'>[], now: Instant): Instant =>
  Math.min(Infinity, ...owed.flatMap(({ dueAt }) => (dueAt !== null && dueAt - PRESSING > now ? [dueAt - PRESSING] : [])));

const rank = ({ kind, dueAt, urgent }: Owed, { energy }: Room, now: Instant): number => {
  if (dueAt !== null && (urgent || dueAt <= now + PRESSING)) return 0;
  return energy === null || DEEP.has(kind) === (energy === 'deep') ? 1 : 2;
};

const due = ({ dueAt }: Owed): number => dueAt ?? Number.MAX_SAFE_INTEGER;
