import { describe, expect, it } from 'vitest';
import { normalAt, normalBelow } from './normal.ts';
import { random } from './random.ts';

describe('chance that can be had again', () => {
  it('is the same for the same seed and words, whatever was drawn before', () => {
    const [one, other] = [random('seven'), random('seven')];
    one.next();
    const draw = (from: typeof one) => Array.from({ length: 5 }, () => from.next());
    expect(draw(one.of('raj', 3))).toEqual(draw(other.of('raj', 3)));
    expect(draw(one.of('raj', 3))).not.toEqual(draw(one.of('raj', 4)));
    expect(draw(random(1))).not.toEqual(draw(random(2)));
  });

  it('is even, also over the first draws of many streams of their own', () => {
    const all = random(5);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let stream = 0; stream < 20_000; stream += 1) {
      const tenth = Math.floor(all.of('ask', stream).next() * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(180);
  });

  it('has a normal distribution of mean 0 and deviation 1', () => {
    const chance = random(11);
    const drawn = Array.from({ length: 40_000 }, () => chance.normal());
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    const square = drawn.reduce((sum, one) => sum + one * one, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(square - 1)).toBeLessThan(0.03);
  });

  it('knows where so many of the normal distribution lie', () => {
    expect(normalAt(0.975)).toBeCloseTo(1.959964, 5);
    for (const share of [0.001, 0.1, 0.5, 0.8, 0.999]) expect(normalBelow(normalAt(share))).toBeCloseTo(share, 6);
  });
});
