import type { Instant } from '../stream/event.ts';
import type { CalendarVersion, WallInterval, Weekday } from './calendar.ts';
import { DAY } from './duration.ts';
import { holidayOn } from './holidays.ts';
import { parseDate, parseInterval, WEEKDAYS, weekdayIndex, type DayInterval, type DayNumber } from './wall-clock.ts';
import { zoneOf, type Zone } from './zone.ts';

/** Working time is known from 1900 to the end of 2199 (UTC). Beyond there is none, so that every search ends. */
export const HORIZON = { from: Date.UTC(1900, 0, 1), to: Date.UTC(2200, 0, 1) } as const;

/** One version of a calendar, read and ready to be laid out in time. */
interface Rules {
  readonly zone: Zone;
  /** From Monday. */
  readonly week: readonly (readonly DayInterval[])[];
  readonly exceptions: ReadonlyMap<DayNumber, readonly DayInterval[]>;
  readonly regions: readonly string[];
  /** Sorted, apart. */
  readonly leave: readonly Stretch[];
  /** [T2] When this version holds. */
  readonly since: Instant;
  readonly until: Instant;
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Working time as sorted spans: all that touch `[lo, hi)`, whole. A working day is a date whose own hours are not empty; a span belongs to
 * the day whose hours it comes from, also after midnight.
 */
export interface Spans {
  readonly lo: Instant;
  readonly hi: Instant;
  readonly size: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Working ms before each span, and of all at `size`. */
  readonly before: Float64Array;
  /** The date of each span. */
  readonly day: Int32Array;
  readonly zone: readonly Zone[];
  /** The working day of each span, counted from 0. */
  readonly group: Int32Array;
  readonly groups: number;
  /** The first span of each working day, and `size` at the end. */
  readonly first: Int32Array;
  readonly date: Int32Array;
  /** For each stretch of 24 h from `lo`: the first span that ends after its beginning. */
  readonly index: Int32Array;
}

/** Calendar versions with as much of their time laid out as was asked for yet. */
export interface Timeline {
  readonly rules: readonly Rules[];
  spans: Spans;
}

export const workingTimeline = (versions: readonly CalendarVersion[]): Timeline => ({
  rules: inOrder(versions).map(({ calendar, since, until }) => ({
    zone: zoneOf(calendar.zone),
    week: readWeek(calendar.week),
    exceptions: new Map(Object.entries(calendar.exceptions ?? {}).map(([date, hours]) => [readDate(date), readHours(hours)])),
    regions: calendar.holidays ?? [],
    leave: together(calendar.leave ?? []),
    since,
    until,
  })),
  spans: NOTHING,
});

/** Focus blocks alone: no holidays, no leave. */
export const focusTimeline = (versions: readonly CalendarVersion[]): Timeline => ({
  rules: inOrder(versions).map(({ calendar, since, until }) => ({
    zone: zoneOf(calendar.zone),
    week: readWeek(calendar.focus ?? {}),
    exceptions: new Map(),
    regions: [],
    leave: [],
    since,
    until,
  })),
  spans: NOTHING,
});

const inOrder = (versions: readonly CalendarVersion[]) => {
  const sorted = versions.toSorted((a, b) => a.from - b.from);
  return sorted.map(({ calendar, from }, i) => ({
    calendar,
    since: i === 0 ? -Infinity : from,
    until: sorted[i + 1]?.from ?? Infinity,
  }));
};

const readWeek = (week: Readonly<Partial<Record<Weekday, readonly WallInterval[]>>>) =>
  WEEKDAYS.map((day) => readHours(week[day] ?? []));

const readHours = (hours: readonly WallInterval[]): readonly DayInterval[] =>
  hours.map((text) => {
    const interval = parseInterval(text);
    if (!interval) throw new RangeError(`"${text}" is no interval of a day.`);
    return interval;
  });

const readDate = (text: string): DayNumber => {
  const day = parseDate(text);
  if (day === null) throw new RangeError(`"${text}" is no date.`);
  return day;
};

const together = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const merged: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) merged.push({ from, to });
  }
  return merged;
};

const BACK = 60 * DAY;
const AHEAD = 400 * DAY;

/** Lays out what is missing of `[from, to]`, at least doubling what there is, so that growing costs little in sum. */
export const cover = (line: Timeline, from: Instant, to: Instant): Spans => {
  const { lo, hi, size } = line.spans;
  if (from >= lo && to < hi) return line.spans;
  if (!(from >= HORIZON.from && to <= HORIZON.to))
    throw new RangeError(`Working time is known from 1900 to 2199, not at ${from}.`);
  const fresh = size === 0 && lo === hi;
  const low = fresh || from < lo ? Math.max(HORIZON.from, fresh ? from - BACK : Math.min(from - BACK, lo - (hi - lo))) : lo;
  const high = fresh || to >= hi ? Math.min(HORIZON.to, fresh ? to + AHEAD : Math.max(to + AHEAD, hi + (hi - lo))) : hi;
  line.spans = layOut(line.rules, low, high);
  return line.spans;
};

interface Piece {
  readonly from: Instant;
  readonly to: Instant;
  readonly day: DayNumber;
  readonly zone: Zone;
}

const layOut = (rules: readonly Rules[], lo: Instant, hi: Instant): Spans => {
  const pieces: Piece[] = [];
  for (const rule of rules) collect(rule, lo, hi, pieces);
  if (pieces.some((piece, i) => i > 0 && piece.from < (pieces[i - 1]?.from ?? 0))) pieces.sort((a, b) => a.from - b.from);
  return index(
    apart(pieces).filter((piece) => piece.to > lo && piece.from < hi),
    lo,
    hi,
  );
};

/** Days around each end, for intervals that cross midnight and zones a day apart. */
const EDGE = 3;

const collect = (rule: Rules, lo: Instant, hi: Instant, pieces: Piece[]): void => {
  const from = Math.max(lo, rule.since);
  const to = Math.min(hi, rule.until);
  if (from >= to) return;
  const { zone } = rule;
  const last = Math.ceil(to / DAY) + EDGE;
  for (let day = Math.floor(from / DAY) - EDGE; day <= last; day++) {
    const exception = rule.exceptions.get(day);
    const hours = exception ?? rule.week[weekdayIndex(day)];
    if (!hours || hours.length === 0 || !zone.hasDay(day)) continue;
    for (const interval of hours) {
      const start = Math.max(zone.toInstant(day * DAY + interval.from), rule.since);
      const end = Math.min(zone.toInstant(day * DAY + interval.to), rule.until);
      if (start >= end) continue;
      // What an exception says is cut by leave alone; what the week says, by holidays too.
      let left: readonly Stretch[] = without([{ from: start, to: end }], rule.leave);
      if (exception === undefined && rule.regions.length > 0 && left.length > 0) {
        left = without(left, holidayStretches(rule, interval.to > DAY ? [day, day + 1] : [day]));
      }
      for (const piece of left) pieces.push({ from: piece.from, to: piece.to, day, zone });
    }
  }
};

const holidayStretches = ({ zone, regions }: Rules, days: readonly DayNumber[]): readonly Stretch[] =>
  days.flatMap((day) => {
    let from = Infinity;
    for (const region of regions) from = Math.min(from, holidayOn(region, day)?.from ?? Infinity);
    return from === Infinity ? [] : [{ from: zone.toInstant(day * DAY + from), to: zone.toInstant((day + 1) * DAY) }];
  });

/** The parts of sorted stretches outside of other sorted stretches. */
const without = (stretches: readonly Stretch[], cuts: readonly Stretch[]): readonly Stretch[] => {
  let left = stretches;
  for (let i = firstEndingAfter(cuts, stretches[0]?.from ?? 0); i < cuts.length; i++) {
    const cut = cuts[i];
    const end = left.at(-1)?.to;
    if (cut === undefined || end === undefined || cut.from >= end) break;
    left = left.flatMap((stretch) => {
      if (cut.to <= stretch.from || cut.from >= stretch.to) return [stretch];
      const parts: Stretch[] = [];
      if (stretch.from < cut.from) parts.push({ from: stretch.from, to: cut.from });
      if (cut.to < stretch.to) parts.push({ from: cut.to, to: stretch.to });
      return parts;
    });
  }
  return left;
};

const firstEndingAfter = (stretches: readonly Stretch[], at: Instant): number => {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Sorted pieces made disjoint: where two overlap, the time belongs to the earlier; touching ones of one day become one. */
const apart = (pieces: readonly Piece[]): readonly Piece[] => {
  const spans: Piece[] = [];
  for (const piece of pieces) {
    const last = spans.at(-1);
    if (last && piece.to <= last.to) continue;
    if (last && piece.from <= last.to && piece.day === last.day && piece.zone === last.zone)
      spans[spans.length - 1] = { ...last, to: piece.to };
    else spans.push(last && piece.from < last.to ? { ...piece, from: last.to } : piece);
  }
  return spans;
};

const index = (pieces: readonly Piece[], lo: Instant, hi: Instant): Spans => {
  const size = pieces.length;
  const start = new Float64Array(size);
  const end = new Float64Array(size);
  const before = new Float64Array(size + 1);
  const day = new Int32Array(size);
  const group = new Int32Array(size);
  const first: number[] = [];
  const date: number[] = [];
  pieces.forEach((piece, i) => {
    start[i] = piece.from;
    end[i] = piece.to;
    before[i + 1] = (before[i] ?? 0) + piece.to - piece.from;
    day[i] = piece.day;
    // After a move to a zone further west the same date may come again: it is still that working day.
    if (date.length === 0 || piece.day > (date.at(-1) ?? 0)) {
      first.push(i);
      date.push(piece.day);
    }
    group[i] = date.length - 1;
  });
  return {
    lo,
    hi,
    size,
    start,
    end,
    before,
    day,
    zone: pieces.map((piece) => piece.zone),
    group,
    groups: date.length,
    first: Int32Array.from([...first, size]),
    date: Int32Array.from(date),
    index: indexByDay(end, lo, hi),
  };
};

const indexByDay = (end: Float64Array, lo: Instant, hi: Instant): Int32Array => {
  const places = new Int32Array(Math.ceil((hi - lo) / DAY) + 1);
  let span = 0;
  for (let i = 0; i < places.length; i++) {
    while (span < end.length && (end[span] ?? 0) <= lo + i * DAY) span++;
    places[i] = span;
  }
  return places;
};

const NOTHING: Spans = index([], 0, 0);

/** The first span that ends after the instant, which must lie in `[lo, hi)`; `size` when there is none. */
export const spanAfter = ({ lo, index: places, end, size }: Spans, at: Instant): number => {
  let i = places[Math.floor((at - lo) / DAY)] ?? 0;
  while (i < size && (end[i] ?? 0) <= at) i++;
  return i;
};

/** The nearest instant of which working time is known. Throws a RangeError for what is no number. */
export const nearest = (at: Instant): Instant => {
  if (Number.isNaN(at)) throw new RangeError('Not an instant: NaN.');
  return Math.min(Math.max(at, HORIZON.from), HORIZON.to - 1);
};
