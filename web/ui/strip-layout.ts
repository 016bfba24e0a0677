import { midnights, msOf } from './time.ts';
import type { Moment } from './time.ts';

/** A stretch of a seat's time; what is not covered is night or free. */
export interface StripSpan {
  readonly from: Moment;
  readonly to: Moment;
  /** Left out: working time. */
  readonly kind?: 'work' | 'leave';
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
    if (span.kind === 'leave') return [{ x, width: end - x, look: 'away', span }];
    const cut = Math.min(end, Math.max(x, msOf(now) <= msOf(span.from) ? x : scale(now)));
    const had: Piece = { x, width: cut - x, look: 'had', span };
    const rest: Piece = { x: cut, width: end - cut, look: 'rest', span };
    return [had, rest].filter((piece) => piece.width >= 0.5);
  });

export interface DayLabel {
  readonly at: number;
  readonly x: number;
  /** Whether the day begins inside the strip, so that its midnight is drawn. */
  readonly begins: boolean;
}

const ROOM = 40;

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

/** Where the words under two lines stand, so that neither covers the other nor leaves the strip. */
export const apart = (now: number | null, end: number | null, width: number): { readonly now: Place; readonly end: Place } => {
  const nearEnd = now !== null && end !== null && Math.abs(now - end) < 84;
  const edge = (x: number): Anchor => (x < 44 ? 'start' : x > width - 44 ? 'end' : 'middle');
  const place = (x: number | null, side: 'start' | 'end'): Place => ({ x: x ?? 0, anchor: nearEnd ? side : edge(x ?? 0) });
  const first = now !== null && end !== null && now <= end;
  return { now: shifted(place(now, first ? 'end' : 'start'), nearEnd), end: shifted(place(end, first ? 'start' : 'end'), nearEnd) };
};

type Anchor = 'start' | 'middle' | 'end';
export interface Place {
  readonly x: number;
  readonly anchor: Anchor;
}
const shifted = (place: Place, near: boolean): Place => (near ? { ...place, x: place.x + (place.anchor === 'start' ? -2 : 2) } : place);
