import type { Random } from '#kernel/sim/random.ts';
import type { Entry, StreamEvent } from '#kernel/stream/stream.ts';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import type { TaskEvent } from '#practices/work';
import { idOf } from './installation.ts';
import type { Deed } from './life.ts';
import type { Room } from './people.ts';

/*
 * Work that many reach for at once: that it has one holder, whoever fails, is told from its events alone.
 */

const EACH = 6;

/** What is drafted in the ninety days, and reached for by everybody of its space at one moment. */
export const tasksBegun = (
  all: readonly Room[],
  rooms: Map<string, Room>,
  chance: Random,
  from: number,
  days: number,
): readonly Deed[] =>
  Array.from({ length: EACH }, (_, index) => index + 1).flatMap((index): readonly Deed[] => {
    const room = all[chance.below(all.length)];
    if (!room) return [];
    const artifact = idOf('0e3', index);
    const at = Math.round(from + chance.between(0.5, days - 30) * DAY);
    rooms.set(artifact, room);
    const body = {
      ...{
        title: `Task ${index}`,
        text: '',
        criteria: ['It is so.'],
        minutes: 60,
        needs: [],
        context: '',
        dueAt: null,
        goal: null,
      },
      ...{ depth: chance.chance(0.5) ? 'deep' : 'shallow', space: room.id, audience: null, from: null },
    };
    const task = { kind: 'task', artifact } as const;
    return [
      { ...task, at, by: chance.one(room.members), name: 'draft', data: body },
      ...reachedFor(artifact, room, at + chance.below(3 * HOUR)),
    ];
  });

const reachedFor = (artifact: string, { members }: Room, at: number): readonly Deed[] =>
  members.map((by) => ({ kind: 'task', artifact, at, by, name: 'claim', data: {} }));

/** What becomes of a claim: work is seen of it, it is given back, offered, finished, or forgotten; and somebody comes with an old token. */
export const claimsAfter = (
  { kind, artifact, events }: Entry,
  rooms: ReadonlyMap<string, Room>,
  chance: Random,
): readonly Deed[] => {
  const room = rooms.get(artifact);
  if (kind !== 'task' || !room) return [];
  return events.flatMap(({ body, at }): readonly Deed[] => {
    const event = body as TaskEvent;
    const later = (): number => Math.round(at + chance.between(0.01, 9) * DAY);
    const deed = (by: string, name: string, data: unknown): Deed => ({ kind: 'task', artifact, at: later(), by, name, data });
    switch (event.type) {
      case 'task-claimed': {
        const { holder, token } = event.claim;
        const fate = chance.next();
        const stale = { token: token - 1, words: '', met: [0] };
        return [
          deed(holder, 'activity', { what: 'note', words: 'Half of it.' }),
          ...(token > 1 ? room.members.map((by) => deed(by, 'finish', stale)) : []),
          ...(fate < 0.3 ? [deed(holder, 'release', { token, note: 'Half of it.' })] : []),
          ...(fate > 0.6 ? [deed(holder, 'offer', { token, to: chance.one(room.members), note: '' })] : []),
          // Twice in a row the clock may give it back; then somebody finishes it.
          ...(token > 2 ? [deed(holder, 'finish', { token, words: '', met: [0] })] : []),
        ];
      }
      case 'task-offered':
        return [deed(event.to, 'claim', {})];
      case 'claim-nudged':
        return chance.chance(0.3) ? [deed(event.actor, 'extend', { token: event.claim.token, words: 'It goes on.' })] : [];
      case 'claim-released':
        return reachedFor(artifact, room, later());
      case 'owner-asked':
        return chance.chance(0.5) ? [deed(event.owner, 'keep', { words: '' })] : [];
      default:
        return [];
    }
  });
};

/** [L1] One holder at a time; every token once, in order; finished by who held it. */
export const judgeClaims = (events: readonly StreamEvent[]): readonly string[] => {
  const amiss: string[] = [];
  let held: { readonly holder: string; readonly token: number } | null = null;
  let offered: string | null = null;
  let last = 0;
  for (const { body, artifact, version, by } of events) {
    const event = body as TaskEvent;
    const where = `task ${artifact} at version ${version}`;
    switch (event.type) {
      case 'task-claimed': {
        const { holder, token } = event.claim;
        if (held !== null && offered !== holder) amiss.push(`two holders: ${holder} claimed what ${held.holder} holds, ${where}`);
        if (token !== last + 1) amiss.push(`two holders: token ${token} follows ${last}, ${where}`);
        [held, last, offered] = [{ holder, token }, token, null];
        break;
      }
      case 'task-offered':
        offered = event.to;
        break;
      case 'offer-ended':
        offered = null;
        break;
      case 'claim-released':
        if (held?.holder !== event.holder) amiss.push(`two holders: ${event.holder} gave back what they did not hold, ${where}`);
        [held, offered] = [null, null];
        break;
      case 'task-finished':
        if (held === null || held.holder !== by || held.token !== event.token)
          amiss.push(`two holders: finished by ${by} with token ${event.token}, ${where}`);
        held = null;
        break;
      case 'task-dropped':
        held = null;
        break;
      default:
        break;
    }
  }
  return amiss;
};
