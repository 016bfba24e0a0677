import { useEffect, useState } from 'react';
import { currentActor } from '#web/api/who.ts';

/** What somebody has now. Chosen on this device, sent with each look, kept by nobody else [L4]. */
export interface Room {
  readonly minutes: Minutes | null;
  readonly energy: Energy | null;
}

export const MINUTES = ['25', '60', '240'] as const;
export type Minutes = (typeof MINUTES)[number];
export const ENERGIES = ['deep', 'shallow', 'off'] as const;
export type Energy = (typeof ENERGIES)[number];

/** After so long nobody feels as they did, ms. */
const GONE_AFTER = 4 * 3_600_000;
const NONE: Room = { minutes: null, energy: null };

const place = (): string => `proceed:room:${currentActor() ?? 'nobody'}`;

/** What was chosen, unless it was too long ago; `at`, `now`: milliseconds. */
export const roomOf = (text: string | null, now: number): Room & { readonly at: number } => {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('at' in kept) || typeof kept.at !== 'number') return { ...NONE, at: 0 };
    if (kept.at > now || now - kept.at >= GONE_AFTER) return { ...NONE, at: 0 };
    return {
      minutes: MINUTES.find((one) => 'minutes' in kept && kept.minutes === one) ?? null,
      energy: ENERGIES.find((one) => 'energy' in kept && kept.energy === one) ?? null,
      at: kept.at,
    };
  } catch {
    return { ...NONE, at: 0 };
  }
};

/** The room that one has, and how to say another. Forgotten four hours after it was said. */
export const useRoom = (): readonly [Room, (to: Room) => void] => {
  const [room, setRoom] = useState(() => roomOf(localStorage.getItem(place()), Date.now()));
  useEffect(() => {
    if (room.at === 0) return;
    const timer = setTimeout(() => forget(), Math.max(0, room.at + GONE_AFTER - Date.now()));
    const forget = (): void => {
      localStorage.removeItem(place());
      setRoom({ ...NONE, at: 0 });
    };
    return () => clearTimeout(timer);
  }, [room]);
  const choose = (to: Room): void => {
    const none = to.minutes === null && to.energy === null;
    const kept = { ...to, at: none ? 0 : Date.now() };
    try {
      if (none) localStorage.removeItem(place());
      else localStorage.setItem(place(), JSON.stringify(kept));
    } catch {
      // A full device forgets it with the page.
    }
    setRoom(kept);
  };
  return [room, choose];
};
