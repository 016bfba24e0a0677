import { catalogue } from '#web/ui/language.ts';

/** The words with which a meeting is answered in a list. */
export const t = catalogue('meetings.answer', {
  here: 'Prepare #{number}, or say how it went',
  open: 'Open the meeting',
});
