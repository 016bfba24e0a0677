import type { Directory } from '#kernel/actors/directory.ts';
import type { Facts } from '#kernel/protocol/world.ts';
import { declareFacts } from '#practices/protocols';
import { breachOf } from '../days/meeting-days.ts';
import { agendaOf, sizeOf, type MeetingState } from './state.ts';

/** [P2] What conditions may ask of a meeting beside what every artifact has. */
declareFacts(['meeting'], {
  /** It says what is to be settled. */
  agenda: 'bool',
  minutes: 'number',
  /** Something to read beforehand hangs on it. */
  doc: 'bool',
  /** It falls on a day that its team keeps free of meetings. */
  no_meeting_day: 'bool',
  /** Whoever asks for it. */
  organizer: 'list',
  /** How many take part. */
  people: 'number',
  /** Whether it says what it is for. */
  purpose: 'bool',
});

export type About = Pick<
  MeetingState,
  'author' | 'people' | 'others' | 'minutes' | 'from' | 'space' | 'purpose' | 'document' | 'questions'
>;

export const factsOf = (about: About, directory: Directory): Facts => ({
  agenda: agendaOf(about).length > 0,
  minutes: about.minutes,
  doc: about.document !== null,
  no_meeting_day: breachOf({ ...about, people: [about.author, ...about.people] }, directory) !== null,
  organizer: [about.author],
  people: sizeOf(about),
  purpose: about.purpose !== '',
});
