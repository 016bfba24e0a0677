import { describe, expect, it } from 'vitest';
import { sizeWords } from './tasks.ts';
import { addressWith, queryOf, viewOf } from './views.ts';

describe('the address of the work', () => {
  it('shows what fits the reader, unless it says another view', () => {
    expect([viewOf({}), viewOf({ view: 'board' }), viewOf({ view: 'wild' })]).toEqual(['fits', 'board', 'fits']);
  });

  it('narrows the list, and leaves out what it cannot mean', () => {
    expect(queryOf({ status: 'wild', depth: 'deep', whose: 'nobody', q: 'runbook' })).toEqual({
      status: 'open',
      depth: 'deep',
      q: 'runbook',
      limit: 100,
    });
    expect(queryOf({ status: 'any', space: 'platform' })).toEqual({ space: 'platform', limit: 100 });
  });

  it('keeps what is chosen when another thing is', () => {
    expect(addressWith({ view: 'list', depth: 'deep' }, 'q', 'runbook')).toBe('/work?view=list&depth=deep&q=runbook');
    expect(addressWith({ view: 'fits', q: '' }, 'depth', '')).toBe('/work');
  });

  it('says sizes in working time', () => {
    expect([15, 90, 480, 960, 2400].map(sizeWords)).toEqual(['15\u00a0min', '1.5\u00a0h', '1 day', '2 days', '1 week']);
  });
});
