import { describe, expect, it } from 'vitest';
import { apart, dayLabels, foremost, piecesOf, scaleOf } from './strip-layout.ts';

const DAY = 86_400_000;
const from = Date.parse('2026-11-17T08:00:00Z');
const to = from + 3 * DAY;
const scale = scaleOf(from, to, 300);

describe('the window strip', () => {
  it('cuts working time at now into had and still to come', () => {
    const span = { from: from + DAY / 2, to: from + DAY };
    expect(piecesOf([span], scale, from + 0.75 * DAY)).toMatchObject([
      { look: 'had', x: 50, width: 25 },
      { look: 'rest', x: 75, width: 25 },
    ]);
    expect(piecesOf([span], scale, from)).toMatchObject([{ look: 'rest', x: 50, width: 50 }]);
    expect(piecesOf([span], scale, to)).toMatchObject([{ look: 'had', x: 50, width: 50 }]);
  });

  it('clips what lies outside, and leaves out what has no width', () => {
    const spans = [
      { from: from - DAY, to: from + DAY },
      { from: to, to: to + DAY },
      { from: from - DAY, to: from },
    ];
    expect(piecesOf(spans, scale, from)).toMatchObject([{ look: 'rest', x: 0, width: 100 }]);
  });

  it('shows leave as leave, past or to come', () => {
    expect(piecesOf([{ from, to: from + DAY, kind: 'leave' }], scale, from + DAY / 2)).toMatchObject([
      { look: 'away', x: 0, width: 100 },
    ]);
  });

  it('tells, of many, those who said something and those who lack the most time, in their order', () => {
    const seat = (name: string, hadMs: number, note?: string) => ({ name, hadMs, needMs: 8, ...(note && { note }) });
    const seats = [seat('Ines', 8), seat('Raj', 2), seat('Tomás', 8, 'agreed'), seat('Aroha', 0), seat('Mere', 3)];
    const named = (most: number) => foremost(seats, most).map(({ name }) => name);
    expect(named(3)).toEqual(['Raj', 'Tomás', 'Aroha']);
    expect(named(5)).toEqual(['Ines', 'Raj', 'Tomás', 'Aroha', 'Mere']);
  });

  it('names each day where there is room, fewer where there is none', () => {
    const named = (days: number, width: number): number => dayLabels(from, from + days * DAY, width, 'Europe/Berlin').length;
    expect(named(3, 420)).toBe(4);
    expect(named(14, 420)).toBeLessThanOrEqual(7);
    expect(named(180, 420)).toBeLessThanOrEqual(11);
  });

  it('draws the midnight of a day that is 23 hours long where it is', () => {
    const spring = Date.parse('2026-03-28T23:00:00Z');
    const [first, second] = dayLabels(spring, spring + 2 * DAY, 480, 'Europe/Berlin');
    expect(first).toMatchObject({ x: 0, begins: false });
    expect(second).toMatchObject({ x: 230, begins: true });
  });

  it('keeps the words of now and of the end apart, and inside', () => {
    expect(apart(100, 300, 420)).toEqual({ now: { x: 100, anchor: 'middle' }, end: { x: 300, anchor: 'middle' } });
    expect(apart(200, 220, 420)).toMatchObject({ now: { anchor: 'end' }, end: { anchor: 'start' } });
    expect(apart(220, 200, 420)).toMatchObject({ now: { anchor: 'start' }, end: { anchor: 'end' } });
    expect(apart(410, 420, 420)).toEqual({ now: null, end: { x: 420, anchor: 'end' } });
    expect(apart(null, 2, 420)).toEqual({ now: null, end: { x: 2, anchor: 'start' } });
    // What has ended is shown as it stood then.
    expect(apart(200, 200, 420)).toEqual({ now: null, end: { x: 200, anchor: 'middle' } });
  });
});
