import { catalogue } from '#web/ui/language.ts';

/** The words of subscriptions. */
export const t = catalogue('meetings.calendars', {
  title: 'Your calendars',
  lead: 'Subscribe to your own calendar under its secret address. Only you see it and what comes of it; it is asked for once an hour.',
  address: 'Its secret address in iCal format',
  addressHint:
    'Google: settings of the calendar, “secret address in iCal format”. Outlook: publish the calendar, the ICS link. It begins with https or webcal.',
  subscribe: 'Subscribe',
  list: 'Subscriptions',
  empty: 'No calendar of yours is here yet.',
  waiting: 'asked for now',
  entries: { one: 'one entry', other: '{n} entries' },
  changed: 'as of {when}',
  failed: 'It did not come: {reason}',
  faults: { one: 'One place in it could not be read', other: '{n} places in it could not be read' },
  fault: 'line {line}: {reason}',
  again: 'Ask for it now',
  end: 'End it',
  endAsk: 'The calendar and all that came of it are forgotten.',
});
