import { catalogue } from '#web/ui/language.ts';

/** The words with which a series is replaced. */
export const t = catalogue('meetings.convert', {
  what: 'What is it called now?',
  problem: 'What is to be decided?',
  question: 'What does everybody answer?',
  words: 'What is there to read?',
  problemHint: 'It becomes the draft of a decision. You finish it, see who is asked and until when, and open it.',
  questionHint: 'One request to all of them. Each has a working day of their own; it ends when all have answered.',
  wordsHint: 'A page, and a week for each of them to say that they have read it.',
  roundText: '- What was done?\n- What is next?\n- What is in the way?',
  people: 'Who met',
  peopleHint: 'Those who are here are asked or told, and see it.',
  others: {
    one: 'One other is not here and is told by nobody but you.',
    other: '{n} others are not here and are told by nobody but you.',
  },
  where: 'Where',
  onlyThey: 'Seen by those who met',
  again: 'It comes again',
  once: 'not by itself',
  days1: 'every day',
  days7: 'every week',
  days14: 'every other week',
  days28: 'every four weeks',
  doIt: 'Replace the meeting',
  afterwards:
    'Everybody who met is told by mail, in their own hours. What it gives back is counted from now on. In your calendar take the series out yourself, or cancel it there.',
  cancel: 'Not now',
  done: 'Replaced by {what}.',
});
