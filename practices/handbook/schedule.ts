import { nextOf, parseSchedule, type Schedule } from '#kernel/protocol/schedule.ts';
import { zoneOfSpace } from '#kernel/protocol/space-clock.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { worldOf } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { peopleAmong } from './audience.ts';
import type { PageEvent, PageState } from './page.ts';

/** When the protocol of a page begins by the clock; null: it does not. */
const scheduleOf = (state: PageState | null): Schedule | null => {
  if (state?.status !== 'published' || !state.protocol?.on.startsWith('schedule:')) return null;
  const parsed = parseSchedule(state.protocol.on.slice('schedule:'.length));
  return parsed.refused ? null : parsed.ok;
};

/** What follows for the clock from what a command did: the next time is computed when the schedule or the space becomes another. */
export const scheduled = (before: PageState | null, after: PageState, { directory, now }: Context): readonly PageEvent[] => {
  const schedule = scheduleOf(after);
  const known = after.status === 'deleted' ? null : (after.begins ?? null);
  if (schedule === null) return known === null ? [] : [{ type: 'page-scheduled', begins: null }];
  const same =
    before !== null &&
    scheduleOf(before) !== null &&
    before.space === after.space &&
    onOf(before) === onOf(after) &&
    known !== null;
  return same ? [] : [{ type: 'page-scheduled', begins: nextOf(schedule, zoneOfSpace(directory, after.space, now), now) }];
};

const onOf = (state: PageState): string | null => (state.status === 'deleted' ? null : (state.protocol?.on ?? null));

/**
 * The time has come: its run begins, once, however many such times have passed while no server was there to see them; the next is strictly later than now.
 */
export const tickSchedule = (state: PageState, { directory, now }: Context): readonly PageEvent[] => {
  const schedule = scheduleOf(state);
  const due = nextOfSchedule(state);
  const author = answersFor(state, directory);
  if (schedule === null || due === null || due > now) return [];
  const zone = schedule.zone ?? zoneOfSpace(directory, state.space, now);
  const begins = nextOf(schedule, zone, now);
  // With nobody here who could answer for it, nothing begins.
  if (author === null) return [{ type: 'page-scheduled', begins }];
  const date = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(zone).toPlainDate();
  const title = `${state.title}, ${date.toLocaleString('en-GB', { dateStyle: 'long' })}`;
  const { space } = state;
  return [{ type: 'page-schedule-came', at: due, begins, trigger: onOf(state) ?? '', title, author, space }];
};

/** Who looks after the page: an owner, whoever wrote it last, a steward. */
const answersFor = (state: PageState, directory: Directory): ActorId | null => {
  if (state.status === 'deleted') return null;
  const people = [...peopleAmong(state.owners, directory), state.revisedBy, state.author];
  const here = people.find((id) => directory.actors.get(id)?.status === 'active');
  return here ?? worldOf(directory, state.space, {}).role('stewards')?.[0] ?? null;
};

export const nextOfSchedule = (state: PageState): Instant | null =>
  state.status === 'published' ? (state.begins ?? null) : null;
