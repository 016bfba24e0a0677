import type { Leave } from '#kernel/time/calendar.ts';
import { WEEK } from '#kernel/time/duration.ts';
import type { CalendarReading, Details } from '../calendar.ts';

/**
 * How titles of whole days begin on which somebody is away. Only the beginning counts: “Raj on vacation” in a shared calendar is not about its owner. In the five
 * languages in which meetings are told apart.
 */
const AWAY =
  /^\W*(ooo|oof|out of (the )?office|(annual|parental|sick|on|paid|personal) leave|vacations?|holidays?|pto|day off|off sick|sick( day)?|public holiday|bank holiday|urlaub|abwesend|abwesenheit|feiertag|krank|elternzeit|vacaciones|festivo|fuera de la oficina|baja|f[ée]rias|feriado|folga|ausente|licen[çc]a|cong[ée]s?|vacances|f[ée]ri[ée]|absent|arr[êe]t maladie)(?![\p{L}\p{N}])/iu;

/** A year away is a sabbatical, and says nothing of a usual week. */
const LONGEST = 53 * WEEK;

/** When the owner of a calendar does not work: what is marked as out of office, and whole days that their title says are leave or a holiday. */
export const absences = ({ series }: CalendarReading): readonly Leave[] =>
  series.flatMap(({ details: own, occurrences }) =>
    occurrences.flatMap(({ from, to, details = own }) =>
      isAway(details) && to > from && to - from < LONGEST ? [{ from, to }] : [],
    ),
  );

const isAway = ({ status, away, allDay, title, attendees }: Details): boolean =>
  status !== 'cancelled' && (away || (allDay && attendees.length < 2 && AWAY.test(title)));
