import { describe, expect, it } from 'vitest';
import { layered } from './graph-layout.ts';
import type { GraphEdge } from './graph-layout.ts';

const on = (from: string, to: string): GraphEdge => ({ from, to, rel: 'builds-on' });
const columns = (ids: readonly string[], edges: readonly GraphEdge[]) =>
  Object.fromEntries(layered(ids, edges).map((place) => [place.id, place.column]));

describe('the decision graph', () => {
  it('puts each decision to the right of all that it rests on', () => {
    expect(columns(['a', 'b', 'c', 'd'], [on('b', 'a'), on('c', 'b'), on('c', 'a')])).toEqual({ a: 0, b: 1, c: 2, d: 0 });
  });

  it('keeps every decision once, also in a circle and with links to what is not shown', () => {
    const places = layered(['a', 'b', 'c'], [on('a', 'b'), on('b', 'c'), on('c', 'a'), on('a', 'a'), on('a', 'gone')]);
    expect(places.map((place) => place.id).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('gives no two decisions the same place', () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    const places = layered(
      ids,
      ids.slice(1).map((id) => on(id, String(Math.floor(Number(id) / 3)))),
    );
    expect(new Set(places.map(({ column, row }) => `${column} ${row}`)).size).toBe(300);
  });

  it('lays out a chain of five thousand without running out of stack', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => String(index));
    const places = layered(
      ids,
      ids.slice(1).map((id) => on(id, String(Number(id) - 1))),
    );
    expect(Math.max(...places.map((place) => place.column))).toBe(4999);
  });

  it('turns a crossing around', () => {
    const row = Object.fromEntries(
      layered(['a', 'b', 'y', 'x'], [on('x', 'a'), on('y', 'b')]).map((place) => [place.id, place.row]),
    );
    expect((row['x'] ?? 0) < (row['y'] ?? 0)).toBe((row['a'] ?? 0) < (row['b'] ?? 0));
  });
});
