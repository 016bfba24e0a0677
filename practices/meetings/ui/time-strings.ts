import { catalogue } from '#web/ui/language.ts';

/** The words of one's own time. */
export const t = catalogue('meetings.time', {
  title: 'Your time',
  lead: 'Only you see this page: nobody is measured by it.',
  none: 'No calendar of yours is here',
  noneText:
    'Subscribe to your calendar, and this page says what your weeks were like: hours in meetings, time to think, evenings.',
  subscribe: 'Subscribe to a calendar',
  weeks: 'Hours in meetings, week by week',
  week: 'Week of {from}',
  hours: '{hours}\u00a0h',
  colWeek: 'Week',
  colHours: 'Hours',
  colTier: 'Tier',
  breaches: 'Your invitations on days without meetings',
  breachesNote:
    'You are told first, and alone. After a week they are part of the team’s figure, without a name, from five people on.',
  breach: '{when} · {minutes}\u00a0min · {people} · {space} keeps {date} free',
  people: { one: 'one person', other: '{n} people' },
  cost: '{hours} person-hours',
  noBreaches: 'You invited to nothing on a day that a team keeps free.',
});
