import { describe, expect, it } from 'vitest';
import { hotPages } from './hot.ts';
import type { Page } from './present.ts';

const page = (text: string): Page => ({ status: 200, headers: {}, bytes: Buffer.from(text), etag: null });
const ines = { org: 'northwind', actor: 'ines', directoryVersion: 1, head: '7', at: 1_000 };
const LOG = '/api/decisions';

describe('what is kept of an answer', () => {
  it('is for the reader who asked, at the address that they asked', () => {
    const pages = hotPages();
    const mine = page('what Ines sees');
    pages.keep(ines, LOG, mine, Infinity);
    expect(pages.find(ines, LOG)).toBe(mine);
    expect(pages.find({ ...ines, actor: 'raj' }, LOG)).toBeNull();
    expect(pages.find({ ...ines, org: 'southwind' }, LOG)).toBeNull();
    expect(pages.find(ines, '/api/decisions?limit=2')).toBeNull();
  });

  it('holds until something happens, who is who changes, or a moment passes', () => {
    const pages = hotPages();
    pages.keep(ines, LOG, page('as of 7'), 2_000);
    expect(pages.find({ ...ines, head: '8' }, LOG)).toBeNull();
    expect(pages.find({ ...ines, head: null }, LOG)).toBeNull();
    expect(pages.find({ ...ines, directoryVersion: 2 }, LOG)).toBeNull();
    expect(pages.find({ ...ines, at: 2_000 }, LOG)).toBeNull();
    expect(pages.find({ ...ines, at: 999 }, LOG)).toBeNull();
    expect(pages.find({ ...ines, at: 1_999 }, LOG)).not.toBeNull();
  });

  it('is nothing while something older may still come', () => {
    const pages = hotPages();
    pages.keep(ines, LOG, page('as of 7'), Infinity);
    pages.keep({ ...ines, head: null }, LOG, page('as of who knows'), Infinity);
    expect(pages.find(ines, LOG)).toBeNull();
    expect(pages.size()).toBe(0);
  });

  it('takes a bounded room: what was not asked for longest goes', () => {
    const pages = hotPages(5_000);
    const long = page('x'.repeat(1_000));
    for (const place of ['/1', '/2', '/3']) pages.keep(ines, place, long, Infinity);
    pages.find(ines, '/1');
    pages.keep(ines, '/4', long, Infinity);
    expect(['/1', '/2', '/3', '/4'].map((place) => pages.find(ines, place) !== null)).toEqual([true, false, true, true]);
    expect(pages.size()).toBeLessThanOrEqual(5_000);
    pages.keep(ines, '/4', page('short'), Infinity);
    expect(pages.find(ines, '/4')?.bytes.toString()).toBe('short');
  });

  it('is nothing of an answer that would take the room of many', () => {
    const pages = hotPages();
    pages.keep(ines, LOG, page('x'.repeat(600_000)), Infinity);
    expect(pages.find(ines, LOG)).toBeNull();
  });
});
