import type { ArtifactId } from '#kernel/stream/event.ts';
import { iso } from '#server/route.ts';
import type { Given } from '../audit/people.ts';
import { isPerson } from '../audit/people.ts';
import type { SourceKind } from './source.ts';

/** A time of a meeting in one's own calendar. */
interface ComingEntry {
  readonly calendar: ArtifactId;
  readonly uid: string;
  readonly planned: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly people: number;
  readonly recurs: boolean;
  readonly mine: boolean;
  readonly asked: boolean;
  readonly canChange: boolean;
}

const MOST = 200;

/** What takes place with others, in order: what is cancelled, declined, free or lasts whole days is not told. */
export const comingEntries = (
  calendars: readonly (Given & { readonly calendar: ArtifactId })[],
  kinds: ReadonlyMap<ArtifactId, SourceKind>,
  me: string | null,
): ComingEntry[] => {
  const found = calendars.flatMap(({ calendar, reading }) => {
    const kind = kinds.get(calendar);
    return reading.series.flatMap(({ uid, recurs, details: usual, occurrences }) =>
      occurrences.flatMap(({ planned, from, to, details = usual }) => {
        const { attendees, organizer, status, free, away, allDay, title } = details;
        const mine = organizer === null || organizer.mail === null || organizer.mail === me;
        const myself = attendees.find(({ mail }) => mail === me && me !== null);
        const people = new Set(attendees.filter(isPerson).map(({ mail, name }) => mail ?? name)).size;
        const asked = myself !== undefined && myself.answer !== 'declined';
        if (status === 'cancelled' || free || away || allDay || to <= from || myself?.answer === 'declined' || people < 2)
          return [];
        return [
          {
            calendar,
            uid,
            planned,
            title,
            from,
            to,
            people,
            recurs,
            mine,
            asked,
            canChange: kind === 'caldav' || kind === 'google',
          },
        ];
      }),
    );
  });
  return found
    .toSorted((a, b) => a.from - b.from || (a.title < b.title ? -1 : 1))
    .slice(0, MOST)
    .map((one) => ({ ...one, planned: iso(one.planned), from: iso(one.from), to: iso(one.to) }));
};
