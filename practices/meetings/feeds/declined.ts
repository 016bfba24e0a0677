import type { Instant } from '#kernel/stream/event.ts';
import type { CalendarReading, Details } from '../calendar.ts';

/** A series that somebody declined from here, as the address under which they were asked. */
export interface Declined {
  readonly uid: string;
  readonly mail: string;
  readonly since: Instant;
}

/** A calendar says that a series is declined, of what somebody came to before as well: until they declined it they had said nothing against it. */
export const keptBefore = (reading: CalendarReading, declined: readonly Declined[]): CalendarReading => {
  if (declined.length === 0) return reading;
  const by = new Map(declined.map((one) => [one.uid, one]));
  return {
    ...reading,
    series: reading.series.map((series) => {
      const found = by.get(series.uid);
      if (!found) return series;
      const own = notDeclined(series.details, found.mail);
      return {
        ...series,
        occurrences: series.occurrences.map((one) =>
          one.from >= found.since ? one : { ...one, details: one.details ? notDeclined(one.details, found.mail) : own },
        ),
      };
    }),
  };
};

const notDeclined = (details: Details, mail: string): Details => ({
  ...details,
  attendees: details.attendees.map((one) => (one.mail === mail && one.answer === 'declined' ? { ...one, answer: 'none' } : one)),
});
