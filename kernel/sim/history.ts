import type { AwaitReading } from '../awaits/await.ts';
import { timeOf } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import type { CalendarVersion } from '../time/calendar.ts';
import { between } from '../time/working-time.ts';
import type { Observed } from './fit.ts';

/**
 * [S2] Awaits of the past as asks to fit to: from the asking to the answer in working time; what ended without one, or is open at `until`, is
 * censored there. `whose` gives the calendars and the team of somebody, or null for whom nothing is to be learned (agents, unknown people).
 */
export const observedIn = (
  awaits: readonly Pick<AwaitReading, 'asked' | 'kind' | 'status' | 'openedAt' | 'closedAt'>[],
  whose: (actor: ActorId) => { readonly calendars: readonly CalendarVersion[]; readonly team: string } | null,
  until: Instant,
): readonly Observed[] =>
  awaits.flatMap(({ asked, kind, status, openedAt, closedAt }) => {
    const known = whose(asked);
    const end = Math.min(until, closedAt ?? until);
    if (!known || end < openedAt) return [];
    const workedMs = between(timeOf(known.calendars), openedAt, end);
    return [{ actor: asked, team: known.team, kind, askedAt: openedAt, workedMs, answered: status === 'answered' }];
  });
