import type { ActorId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { TEAM } from '../audit/settings.ts';
import type { Given } from '../audit/people.ts';
import type { AuditShownReport } from '../feeds/audit-shown.ts';

/** Whose calendars somebody shows: their own, or those of a team of five and more. */
export type Whose = 'own' | 'team';

/**
 * [rule 6] How much somebody meets is theirs to see. Whoever shows calendars of other people here sees of them what a team's figures say, from five on;
 * of fewer nothing. What belongs to nobody here counts as one's own: a calendar that says nothing of its owner, or an old address.
 */
export const whoseAre = (calendars: readonly Given[], me: ActorId, byMail: ReadonlyMap<string, ActorId>): Result<Whose> => {
  const owners = calendars.map(({ called, reading }) => byMail.get((reading.owner ?? mailIn(called)).toLowerCase()) ?? me);
  const others = new Set(owners.filter((id) => id !== me));
  if (others.size === 0) return { ok: 'own' };
  if (new Set(owners).size >= TEAM) return { ok: 'team' };
  return refuse(
    'not-yours',
    'How much somebody meets is theirs alone to see. Show your own calendar, or those of five people or more, whose figures are then shown together.',
    { field: '/calendars' },
  );
};

/** A file may be called after the address of its owner. */
const mailIn = (called: string): string => called.replace(/\.(ics|ical|icalendar)$/i, '');

/** [rule 6] Of a team nobody's figures stand alone, not even one's own beside the mean of four others. */
export const ofTeam = (report: AuditShownReport): AuditShownReport => ({
  ...report,
  people: [],
  calendars: report.calendars.map((one) => ({ ...one, owner: '', faults: [], moreFaults: 0 })),
});
