import { describe, expect, it } from 'vitest';
import { addressWith, queryOf, viewOf } from './views.ts';

describe('the address of the list of requests', () => {
  it('shows what is asked of me and open, the soonest due first', () => {
    expect(queryOf({})).toEqual({ whose: 'asked', status: 'open', order: 'due', limit: 50 });
  });

  it('shows what is open in a space, where it names one and no view', () => {
    expect(viewOf({ space: 'platform' })).toBe('open');
    expect(queryOf({ space: 'platform' })).toEqual({ status: 'open', space: 'platform', order: 'due', limit: 50 });
  });

  it('shows what I asked until it is settled, or in the state that it names', () => {
    expect(queryOf({ view: 'mine' })).toMatchObject({ whose: 'mine', status: 'open,answered,lapsed' });
    expect(queryOf({ view: 'mine', status: 'withdrawn' })).toMatchObject({ status: 'withdrawn' });
    expect(queryOf({ view: 'mine', status: 'any' })).not.toHaveProperty('status');
    expect(queryOf({ view: 'answered', status: 'open' })).toMatchObject({ status: 'answered,accepted' });
  });

  it('keeps space and words from one view to another, and forgets the state', () => {
    const search = { view: 'mine', status: 'lapsed', space: 'platform', q: 'backups' };
    expect(addressWith(search, 'view', 'answered')).toBe('/requests?view=answered&space=platform&q=backups');
    expect(addressWith(search, 'view', 'asked')).toBe('/requests?view=asked&space=platform&q=backups');
    expect(addressWith({ view: 'mine' }, 'view', 'asked')).toBe('/requests');
    expect(addressWith({ space: 'platform' }, 'space', '')).toBe('/requests?view=open');
  });
});
