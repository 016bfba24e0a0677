import { catalogue } from '#web/ui/language.ts';

/** The words of the proof of a window. */
export const t = catalogue('protocols.proof', {
  why: 'Why {when}',
  whyBlocked: 'What holds it up',
  whyBlockedWords: '{words}; an objection is open, so it can wait until {when}',
  whyStill: 'Why the clock stands still',
  whyEnded: 'How the window went',
  whyAny: 'It can end at any moment',
  whyAnyUntil: 'It can end at any moment, {when} at the latest',
  whyWords: { one: 'The one who is asked gets {min}', other: 'Each of the {n} who are asked gets {min}' },
  whyEach: {
    one: 'The one who is asked gets {min} and at least {each} of their working hours',
    other: 'Each of the {n} who are asked gets {min} and at least {each} of their working hours',
  },
  rule: 'The protocol in plain English',
  protocolLine: '{id}, version {version}',
  proceeds: 'proceeds',
  ends: 'ends',
  ended: 'ended',
  onLeave: 'away → {name} {hours}',
  passedTo: '→ {name} {hours}',
  hours: '{had}/{need}\u00a0h',
  excusedAway: 'on leave',
  excused: 'excused: {why}',
  seatVoted: 'voted',
  seatAgree: 'agreed',
  seatImplied: 'taken to agree',
  seatAbstain: 'abstained',
  seatObject: 'objected',
  seatAnswer: 'answered',
  seatStale: 'asked again',
});
