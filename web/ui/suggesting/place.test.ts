import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placed } from './place.ts';

const DESK = { left: 0, top: 0, width: 1280, height: 860 };
const PHONE = { left: 0, top: 0, width: 390, height: 420 };

describe('the list', () => {
  it('stands under the line of the caret, and over it where there is no room', () => {
    expect(placed({ left: 300, top: 100, bottom: 124 }, 200, DESK)).toEqual({ left: 300, top: 128, width: 420, height: 200 });
    expect(placed({ left: 300, top: 800, bottom: 824 }, 200, DESK)).toEqual({ left: 300, top: 596, width: 420, height: 200 });
  });

  it('takes the width of a phone, and the room over its keyboard', () =>
    expect(placed({ left: 200, top: 300, bottom: 324 }, 292, PHONE)).toEqual({ left: 8, top: 8, width: 374, height: 288 }));

  it('is never off the screen', () => {
    const px = fc.integer({ min: -2_000, max: 4_000 });
    const size = fc.integer({ min: 140, max: 2_000 });
    fc.assert(
      fc.property(px, px, fc.nat(600), size, size, fc.nat(300), (left, top, height, width, tall, scrolled) => {
        const sight = { left: 0, top: scrolled, width, height: tall };
        const box = placed({ left, top, bottom: top + 24 }, height, sight);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(width);
        expect(box.top).toBeGreaterThanOrEqual(scrolled);
        expect(box.top + box.height).toBeLessThanOrEqual(scrolled + tall);
      }),
    );
  });
});
