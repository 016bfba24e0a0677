import type { CalendarReading, Window } from '#practices/meetings';

/** How much one calendar may cost whoever reads it. */
export interface Limits {
  /** Of the processor, ms; each whole MB adds `cpuPerMb`, up to `mostCpu`. */
  readonly cpu: number;
  readonly cpuPerMb: number;
  readonly mostCpu: number;
  /** Of the heap, MB. */
  readonly memory: number;
  /** What follows is left out. */
  readonly bytes: number;
}

export const TOO_SLOW = 'Reading this calendar takes too long here; nothing of it was counted.';

export const LIMITS: Limits = { cpu: 1_200, cpuPerMb: 100, mostCpu: 1_700, memory: 96, bytes: 64 * 1024 * 1024 };

/** ms of the processor for a calendar of which so many MB were read. */
export const cpuFor = ({ cpu, cpuPerMb, mostCpu }: Limits, mb: number): number => Math.min(mostCpu, cpu + mb * cpuPerMb);

/**
 * Where calendars come from: a file, an address that is subscribed to, CalDAV, Google Calendar. Whoever implements this passes
 * `calendar-source.contract.ts`.
 */
export interface CalendarSource {
  /** For people: a file's name, an address without its secrets. */
  readonly called: string;
  /**
   * Everything that takes place within a window, with what could not be read as faults. Null, with the reason in `unread`, only where there is
   * no calendar at all or it cannot be reached; whatever stands in a calendar is never a reason to throw.
   */
  read(window: Window): Promise<SourceReading>;
}

export type SourceReading =
  | { readonly reading: CalendarReading; readonly unread: null }
  | { readonly reading: null; readonly unread: { readonly line: number; readonly reason: string } };
