export type { Answer, Attendee, CalendarReading, Details, Fault, Occurrence, Series, Window } from './calendar.ts';
