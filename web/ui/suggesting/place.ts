/** A rectangle in the window, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is seen of the page: less than the window while a phone's keyboard is shown. */
export interface Sight {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const EDGE = 8;
const GAP = 4;
const WIDEST = 420;
const LOWEST = 96;

/** Where a list of a height stands for a caret: under its line, over it where there is more room, over the whole width on a phone, never off the screen. */
export const placed = (caret: Box, height: number, sight: Sight): Placed => {
  const width = Math.min(WIDEST, sight.width - 2 * EDGE);
  const right = sight.left + sight.width - EDGE - width;
  const left = Math.max(sight.left + EDGE, Math.min(caret.left, right));
  const under = sight.top + sight.height - EDGE - (caret.bottom + GAP);
  const over = caret.top - GAP - (sight.top + EDGE);
  const below = height <= under || under >= over;
  const room = Math.max(Math.min(height, Math.max(below ? under : over, LOWEST)), 0);
  const tall = Math.min(room, sight.height - 2 * EDGE);
  const wished = below ? caret.bottom + GAP : caret.top - GAP - tall;
  const top = Math.max(sight.top + EDGE, Math.min(wished, sight.top + sight.height - EDGE - tall));
  return { left, top, width, height: tall };
};
