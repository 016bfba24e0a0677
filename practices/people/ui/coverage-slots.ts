import { DAY } from '#web/ui/time.ts';

interface Slot {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

const READABLE = 9;

/**
 * A day's stretches as a picture can show them. The stretch that runs over the edge of the day is one; where many people in many zones make
 * many stretches, neighbours become one, named by the fuller of them. Hours at which nobody works stay exact.
 */
export const gatheredSlots = (slots: readonly Slot[]): readonly Slot[] => {
  const joined = aroundTheEdge(slots);
  const most = Math.max(1, ...joined.map(({ names }) => names.length));
  for (let step = 1; step <= 10; step += 1) {
    const merged = mergeNear(joined, (most * step) / 20);
    if (joined.length <= READABLE || merged.length <= READABLE) return joined.length <= READABLE ? joined : merged;
  }
  return mergeNear(joined, most);
};

const aroundTheEdge = (slots: readonly Slot[]): readonly Slot[] => {
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last || first === last || last.to - first.from !== DAY) return slots;
  if (first.names.join('\n') !== last.names.join('\n')) return slots;
  return [...slots.slice(1, -1), { ...last, to: last.to + (first.to - first.from) }];
};

/** Neighbours whose numbers differ by at most `near` from the first of them. */
const mergeNear = (slots: readonly Slot[], near: number): readonly Slot[] => {
  const merged: Slot[] = [];
  let began = 0;
  for (const slot of slots) {
    const last = merged.at(-1);
    const same = last && last.to === slot.from && last.names.length > 0 && slot.names.length > 0;
    if (last && same && Math.abs(slot.names.length - began) <= near)
      merged[merged.length - 1] = {
        from: last.from,
        to: slot.to,
        names: slot.names.length > last.names.length ? slot.names : last.names,
      };
    else {
      merged.push(slot);
      began = slot.names.length;
    }
  }
  return merged;
};
