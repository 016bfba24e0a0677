import type { Instant } from '../stream/event.ts';
import { DAY, HOUR } from './duration.ts';
import type { DayNumber, LocalTime } from './wall-clock.ts';

/** The clock of one IANA zone, as arithmetic over a table of its offsets that `Temporal` fills on demand. */
export interface Zone {
  readonly id: string;
  /** What the clocks show at an instant. */
  toLocal(at: Instant): LocalTime;
  /** [T4] The instant of a local time; one that does not exist or exists twice as `Temporal`'s `compatible`. */
  toInstant(local: LocalTime): Instant;
  /** Whether the date exists there: Samoa had no 30 December 2011. */
  hasDay(day: DayNumber): boolean;
}

/** No zone is further from UTC. */
const FAR = 26 * HOUR;
/** Years of offsets read at once. */
const REACH = 3 * 366 * DAY;

const zones = new Map<string, Zone>();

/** The canonical spelling of an IANA zone's name, or null when there is none of that name. Offsets (`+02:00`) are no zones. */
export const zoneName = (text: string): string | null => {
  if (!/^[A-Za-z]/.test(text)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
  } catch {
    return null;
  }
};

/** Throws a RangeError for a name that `zoneName` does not know. */
export const zoneOf = (id: string): Zone => {
  const known = zones.get(id);
  if (known) return known;
  const made = makeZone(id);
  zones.set(id, made);
  return made;
};

interface Offsets {
  readonly lo: Instant;
  readonly hi: Instant;
  /** Where each stretch of one offset begins; the first at `lo`. */
  readonly starts: readonly Instant[];
  readonly offsets: readonly number[];
  /** The longest jump forward. */
  readonly longest: number;
}

const makeZone = (id: string): Zone => {
  let table = readOffsets(id, -FAR, FAR);

  const around = (at: Instant): Offsets => {
    if (at - FAR < table.lo || at + FAR > table.hi) {
      table = readOffsets(id, Math.min(table.lo, at - REACH), Math.max(table.hi, at + REACH));
    }
    return table;
  };

  const toLocal = (at: Instant): LocalTime => {
    const { starts, offsets } = around(at);
    return at + (offsets[stretch(starts, at)] ?? 0);
  };

  const toInstant = (local: LocalTime): Instant => {
    const { starts, offsets } = around(local);
    let i = stretch(starts, local - FAR);
    let before = offsets[i] ?? 0;
    for (; i < starts.length; i++) {
      const offset = offsets[i] ?? 0;
      const at = local - offset;
      // The clocks jumped over it: read with the offset before the jump.
      if (at < (starts[i] ?? 0)) return local - before;
      const next = starts[i + 1];
      if (next === undefined || at < next) return at;
      before = offset;
    }
    return local - before;
  };

  const hasDay = (day: DayNumber): boolean =>
    around(day * DAY).longest < DAY / 2 || Math.floor(toLocal(toInstant(day * DAY)) / DAY) === day;

  return { id, toLocal, toInstant, hasDay };
};

const readOffsets = (id: string, lo: Instant, hi: Instant): Offsets => {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(lo).toZonedDateTimeISO(id);
  const starts = [lo];
  const offsets = [at.offsetNanoseconds / 1e6];
  let longest = 0;
  while ((at = at.getTimeZoneTransition('next')) !== null && at.epochMilliseconds <= hi) {
    const offset = at.offsetNanoseconds / 1e6;
    const jump = offset - (offsets.at(-1) ?? 0);
    if (jump === 0) continue;
    longest = Math.max(longest, jump);
    starts.push(at.epochMilliseconds);
    offsets.push(offset);
  }
  return { lo, hi, starts, offsets, longest };
};

/** The last stretch that begins at or before the instant. */
const stretch = (starts: readonly Instant[], at: Instant): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
};
