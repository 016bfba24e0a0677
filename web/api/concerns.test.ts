import { describe, expect, it } from 'vitest';
import { concerns } from './concerns.ts';
import type { LiveEvent } from './concerns.ts';

const event = (over: Partial<LiveEvent>): LiveEvent => ({
  cursor: '1',
  artifact: 'a1',
  kind: 'decision',
  number: 142,
  version: 3,
  type: 'stance-taken',
  at: '2026-11-19T13:20:00Z',
  by: 'raj',
  parent: null,
  ...over,
});

describe('what is on the screen', () => {
  it('is asked again when an event of its kind arrives', () => {
    expect(concerns({ kinds: ['decision'] }, [event({})])).toBe(true);
    expect(concerns({ kinds: ['request'] }, [event({})])).toBe(false);
  });

  it('is asked again for its own artifact alone, by id or by number', () => {
    expect(concerns({ artifact: 'a1' }, [event({})])).toBe(true);
    expect(concerns({ artifact: '142' }, [event({})])).toBe(true);
    expect(concerns({ artifact: 97, kinds: ['decision'] }, [event({})])).toBe(false);
  });

  it('is asked again for a comment on it', () => {
    expect(
      concerns({ artifact: 'a1', kinds: ['decision', 'comment'] }, [
        event({ artifact: 'c9', kind: 'comment', number: null, parent: 'a1' }),
      ]),
    ).toBe(true);
    expect(concerns({ artifact: 'a1' }, [event({ artifact: 'c9', kind: 'comment', number: null, parent: 'a2' })])).toBe(false);
  });

  it('is asked again for anything where it names nothing', () => {
    expect(concerns({}, [event({})])).toBe(true);
    expect(concerns({}, [])).toBe(false);
  });
});
