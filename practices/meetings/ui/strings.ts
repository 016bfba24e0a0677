import { catalogue } from '#web/ui/language.ts';

/** The words of the door, and of what all screens of meetings share. */
export const t = catalogue('meetings', {
  meetings: 'Meetings',
  meeting: 'Meeting',
  views: 'Meetings',
  week: 'The week',
  coming: 'To come',
  back: 'Given back',
  time: 'Your time',
  calendars: 'Calendars',
  booking: 'Booking',
  ask: 'Ask for a meeting',
  askCommand: 'Ask for a meeting',
  auditCommand: 'See what my meetings cost',
  bookingCommand: 'Let people book my time',
  hoursEach: '{hours}\u00a0h',
  number: '#{number}',
});

export const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-GB') : (Math.round(value * 10) / 10).toFixed(1);
