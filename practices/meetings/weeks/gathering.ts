import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { weekdayIndex } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import { agendaOf, type MeetingState } from '../meeting/state.ts';

/** A meeting to come, as whoever gathers sees it. */
export interface OpenMeeting {
  readonly id: ArtifactId;
  readonly number: number;
  readonly state: MeetingState;
}

/** As many as one half hour can hold. */
const MOST_QUESTIONS = 30;
const MOST_PEOPLE = 500;
const MINUTES = 30;
const THURSDAY = 3;
const AT_TEN = 10 * HOUR;

const PURPOSE = [
  'A decision week: the document by Monday evening, comments on Tuesday and Wednesday, and on Thursday half an hour for those who have read it.',
  'What is settled in writing until then needs no meeting, neither here nor in the meetings from which it comes.',
].join('\n\n');

/** Meetings to come in a space, or in none, that an actor sees, with those weeks that have gathered already. */
export const openMeetings = (org: string, keys: readonly string[], space: SpaceId | null, now: Instant) => ({
  name: 'meetings.open-questions',
  text: `select id, number::int, state from artifacts
         where org = $1 and kind = 'meeting' and number > 0 and audience && $2::text[] and status in ('preparing', 'unprepared', 'ready')
           and ($3::uuid is null or space = $3) and summary->>'from' > $4 order by summary->>'from', number limit 200`,
  values: [org, keys, space, new Date(now).toISOString()],
});

/** The open questions of meetings as the one half hour of a decision week; null: there are none. */
export const gather = (
  meetings: readonly OpenMeeting[],
  {
    by,
    space,
    now,
    zone,
    from = thursday(now, zone),
  }: {
    readonly by: ActorId;
    readonly space: SpaceId | null;
    readonly now: Instant;
    readonly zone: string;
    readonly from?: Instant | undefined;
  },
) => {
  const taken = new Set(meetings.flatMap(({ state }) => state.gathers.map((one) => `${one.meeting} ${one.of}`)));
  const found = meetings
    .filter(({ state }) => state.gathers.length === 0)
    .flatMap(({ id, number, state }) => agendaOf(state).map((question) => ({ id, number, state, question })))
    .filter(({ id, question }) => !taken.has(`${id} ${question.id}`))
    .slice(0, MOST_QUESTIONS);
  if (found.length === 0) return null;
  const people = new Set(found.flatMap(({ state }) => [state.author, ...state.people]));
  people.delete(by);
  return {
    title: `Decision week of ${new Date(zoneOf(zone).toLocal(from)).toISOString().slice(0, 10)}`,
    purpose: PURPOSE,
    questions: found.map(({ question, number }) => `${question.text.slice(0, 480)} (#${number})`),
    document: null,
    gathers: found.map(({ id, question }, index) => ({ question: index + 1, meeting: id, of: question.id })),
    ...{ from, minutes: MINUTES, space, source: null },
    people: [...people].slice(0, MOST_PEOPLE),
    others: Math.max(...found.map(({ state }) => state.others)),
  };
};

/** The next Thursday at ten on a clock, with two days before it to write in. */
export const thursday = (now: Instant, zone: string): Instant => {
  const clock = zoneOf(zone);
  const today = Math.floor(clock.toLocal(now) / DAY);
  const ahead = (THURSDAY - weekdayIndex(today) + 7) % 7;
  return clock.toInstant((today + (ahead < 2 ? ahead + 7 : ahead)) * DAY + AT_TEN);
};
