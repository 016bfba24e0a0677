import { midnights, msOf } from './time.ts';
import type { Moment } from './time.ts';

/** A stretch of a seat's time; what is not covered is night or free. */
export interface StripSpan {
  readonly from: Moment;
  readonly to: Moment;
  /** Left out: working time. */
  readonly kind?: 'work' | 'leave' | 'holiday';
  /** A holiday's. */
  readonly name?: string;
}

export interface Piece {
  readonly x: number;
  readonly width: number;
  /** `had`: working time already used. `rest`: still to come. `away`: leave or a holiday. */
  readonly look: 'had' | 'rest' | 'away';
  readonly span: StripSpan;
}

/** Maps an instant to pixels, clipped to the strip. */
export const scaleOf = (from: Moment, to: Moment, width: number): ((at: Moment) => number) => {
  const start = msOf(from);
  const length = Math.max(1, msOf(to) - start);
  return (at) => Math.round((Math.min(1, Math.max(0, (msOf(at) - start) / length)) * width + Number.EPSILON) * 10) / 10;
};

/** A seat's spans as pieces of its lane: working time is cut at `now` into had and rest. */
export const piecesOf = (spans: readonly StripSpan[], scale: (at: Moment) => number, now: Moment): readonly Piece[] =>
  spans.flatMap((span): readonly Piece[] => {
    const [x, end] = [scale(span.from), scale(span.to)];
    if (end - x < 0.5) return [];
    if (span.kind === 'leave' || span.kind === 'holiday') return [{ x, width: end - x, look: 'away', span }];
    const cut = Math.min(end, Math.max(x, msOf(now) <= msOf(span.from) ? x : scale(now)));
    const had: Piece = { x, width: cut - x, look: 'had', span };
    const rest: Piece = { x: cut, width: end - cut, look: 'rest', span };
    return [had, rest].filter((piece) => piece.width >= 0.5);
  });

interface Told {
  readonly hadMs: number;
  readonly needMs: number;
  readonly note?: string;
  readonly marks?: readonly unknown[];
}

/** Of many seats those that explain the most, in their own order: who said something or is away, then who lacks the most time. */
export const foremost = <Seat extends Told>(seats: readonly Seat[], most: number): readonly Seat[] => {
  const told = ({ note = '', marks = [] }: Seat): number => (note !== '' || marks.length > 0 ? 0 : 1);
  const left = ({ hadMs, needMs }: Seat): number => Math.max(0, needMs - hadMs);
  const chosen = new Set(seats.toSorted((a, b) => told(a) - told(b) || left(b) - left(a)).slice(0, most));
  return seats.filter((seat) => chosen.has(seat));
};

export interface DayLabel {
  readonly at: number;
  readonly x: number;
  /** Whether the day begins inside the strip, so that its midnight is drawn. */
  readonly begins: boolean;
}

const ROOM = 46;

/** The days that have room for their names; where days are narrow, every second, third, … one. */
export const dayLabels = (from: Moment, to: Moment, width: number, zone: string): readonly DayLabel[] => {
  const scale = scaleOf(from, to, width);
  const days = midnights(from, to, zone);
  const every = Math.max(1, Math.ceil(ROOM / (width / Math.max(1, (msOf(to) - msOf(from)) / 86_400_000))));
  const marks = days.map((at) => ({ at, x: scale(at), begins: at > msOf(from) }));
  return marks.filter((mark, index) => {
    const next = marks[index + 1];
    const room = (next?.x ?? width) - mark.x;
    if (index === 0) return every === 1 && room >= ROOM;
    return index % every === 0 && width - mark.x >= 26;
  });
};

type Anchor = 'start' | 'middle' | 'end';
export interface Place {
  readonly x: number;
  readonly anchor: Anchor;
}

const NEAR = 84;
const NOW_WORD = 30;
const END_WORD = 104;

/**
 * Where the words under the lines of now and of the end stand, so that neither covers the other nor leaves the strip. Close together they
 * stand on either side; where there is no room for both, the word for now gives way.
 */
export const apart = (
  now: number | null,
  end: number | null,
  width: number,
): { readonly now: Place | null; readonly end: Place | null } => {
  const free = (x: number, room: number): Place => ({
    x,
    anchor: x < room / 2 ? 'start' : x > width - room / 2 ? 'end' : 'middle',
  });
  // It has ended, and is shown as it stood then: that is no now.
  if (now !== null && now === end) return { now: null, end: free(end, END_WORD) };
  if (now === null || end === null || Math.abs(now - end) >= NEAR)
    return { now: now === null ? null : free(now, NOW_WORD), end: end === null ? null : free(end, END_WORD) };
  const [left, right] = [Math.min(now, end), Math.max(now, end)];
  const fits = now <= end ? left >= NOW_WORD && width - right >= END_WORD : left >= END_WORD && width - right >= NOW_WORD;
  if (!fits) return { now: null, end: free(end, END_WORD) };
  const before: Place = { x: left + 3, anchor: 'end' };
  const after: Place = { x: right - 3, anchor: 'start' };
  const words = now <= end ? { now: before, end: after } : { now: after, end: before };
  // Hair's breadth between the lines: their words would touch.
  return right - left >= 12 ? words : { now: { ...words.now, x: words.now.x + (now <= end ? -6 : 6) }, end: words.end };
};
