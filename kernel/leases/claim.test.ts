import { describe, expect, it } from 'vitest';
import type { CalendarVersion } from '../time/calendar.ts';
import { extended, fenced, leaseEnd, momentOf, newClaim, renewed, replanned, turnOf, type Claim, type Terms } from './claim.ts';

const week = (hours: string) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [hours]]));
const berlin = (more: object = {}): readonly CalendarVersion[] => [
  { from: 0, calendar: { zone: 'Europe/Berlin', week: week('09:00-17:00'), ...more } },
];
const INES = 'ines';
const TERMS: Terms = { ttl: { amount: 7, unit: 'd' }, grace: { amount: 3, unit: 'd' }, renews: true, extensions: 1 };
const at = (text: string): number => Date.parse(text);
const iso = (moment: number): string => new Date(moment).toISOString().replace('.000', '');
/** Every turn by itself, as timers make them. */
const turns = (claim: Claim, calendars: readonly CalendarVersion[], until: number): readonly string[] => {
  const told: string[] = [];
  for (let now: Claim | null = claim; now;) {
    const turn = turnOf(now, calendars, until);
    if (!turn) break;
    told.push(`${turn.turn} ${iso(turn.at)}`);
    now = turn.turn === 'over' ? null : turn.claim;
  }
  return told;
};

describe('a lease', () => {
  it('[L2] of seven days is a week of its holder’s own, and ends inside of their hours', () => {
    expect(iso(leaseEnd(berlin(), at('2026-02-02T10:00:00Z'), TERMS.ttl))).toBe('2026-02-09T10:00:00Z');
    // Taken on a Saturday, it does not end on one: the week's last working moment is Friday evening.
    expect(iso(leaseEnd(berlin(), at('2026-02-07T10:00:00Z'), TERMS.ttl))).toBe('2026-02-13T16:00:00Z');
  });

  it('[L2] stands still while its holder is away', () => {
    const away = berlin({ leave: [{ from: at('2026-02-03T00:00:00Z'), to: at('2026-02-17T00:00:00Z') }] });
    expect(iso(leaseEnd(away, at('2026-02-02T10:00:00Z'), TERMS.ttl))).toBe('2026-02-23T10:00:00Z');
  });

  it('[T3] of days is as many times 24 hours, over the night that changes the clocks, too', () => {
    // Berlin goes to summer time on 29 March: 10:00 there before is 11:00 after.
    expect(iso(leaseEnd(berlin(), at('2026-03-27T09:00:00Z'), TERMS.ttl))).toBe('2026-04-03T09:00:00Z');
    expect(iso(leaseEnd(berlin(), at('2026-03-27T09:00:00Z'), { amount: 5, unit: 'wd' }))).toBe('2026-04-03T08:00:00Z');
  });

  it('[L2] of an agent, who has no hours, is a quarter of an hour', () => {
    expect(leaseEnd([], 1_000, { amount: 15, unit: 'm' })).toBe(901_000);
  });

  it('[L2] ends by the clock on the wall for somebody who never works', () => {
    const never = [{ from: 0, calendar: { zone: 'UTC', week: {} } }];
    expect(leaseEnd(never, 0, { amount: 1, unit: 'd' })).toBe(86_400_000);
    expect(Number.isFinite(leaseEnd(never, 0, { amount: 5, unit: 'wd' }))).toBe(true);
  });

  it('[L2] without activity goes into its grace, nudges once inside working hours, and is over', () => {
    const claim = newClaim(INES, 0, TERMS, berlin(), at('2026-02-06T15:30:00Z'));
    expect(turns(claim, berlin(), at('2026-03-01T00:00:00Z'))).toEqual([
      'grace 2026-02-13T15:30:00Z',
      'nudge 2026-02-13T15:30:00Z',
      'over 2026-02-16T15:30:00Z',
    ]);
  });

  it('[L2] is renewed by what is seen of the work, in its grace, too', () => {
    const claim = newClaim(INES, 0, TERMS, berlin(), at('2026-02-02T10:00:00Z'));
    const late = turnOf(claim, berlin(), at('2026-02-10T10:00:00Z'));
    if (late?.turn !== 'grace') throw new Error('no grace');
    const after = renewed(late.claim, berlin(), at('2026-02-10T10:00:00Z'));
    expect([iso(momentOf(after)), after.graceUntil, after.extended]).toEqual(['2026-02-17T10:00:00Z', null, 0]);
    expect(extended(after, berlin(), at('2026-02-11T10:00:00Z')).extended).toBe(1);
  });

  it('[L2] is not made shorter by a clock that was put back', () => {
    const claim = newClaim(INES, 0, TERMS, berlin(), at('2026-02-02T10:00:00Z'));
    expect(renewed(claim, berlin(), at('2026-01-01T10:00:00Z'))).toMatchObject({ until: claim.until, seenAt: claim.seenAt });
    expect(turnOf(claim, berlin(), at('2026-01-01T10:00:00Z'))).toBeNull();
  });

  it('[A4] moves later with leave that is taken, and never earlier', () => {
    const claim = newClaim(INES, 0, TERMS, berlin(), at('2026-02-02T10:00:00Z'));
    const away = berlin({ leave: [{ from: at('2026-02-04T00:00:00Z'), to: at('2026-02-06T00:00:00Z') }] });
    const moved = replanned(claim, away);
    expect(iso(moved.until)).toBe('2026-02-11T10:00:00Z');
    expect(replanned(moved, berlin()).until).toBe(moved.until);
  });
});

describe('a fencing token', () => {
  it('[L1] grows with every claim, and lets only the one who holds it go on', () => {
    const first = newClaim(INES, 0, TERMS, berlin(), 0);
    const again = newClaim(INES, first.token, TERMS, berlin(), 1);
    expect([first.token, again.token]).toEqual([1, 2]);
    expect(fenced(again, INES, 2)).toBeNull();
    expect(fenced(again, INES, 1)).toMatchObject({ code: 'stale-token' });
    expect(fenced(again, 'raj', 2)).toMatchObject({ code: 'not-the-holder' });
    expect(fenced(null, INES, 1)).toMatchObject({ code: 'not-claimed' });
  });
});
