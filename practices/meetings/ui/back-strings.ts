import { catalogue } from '#web/ui/language.ts';

/** The words of what was given back. */
export const t = catalogue('meetings.back', {
  title: '{hours} person-hours given back',
  name: 'Given back',
  lead: 'In the last thirteen weeks: by series that something written replaced, and by meetings that were settled in writing or shorter than planned. Of what you may see.',
  empty: 'Nothing was given back yet',
  emptyText:
    'Replace a series by something written, or settle the questions of a meeting beforehand: the hours are counted here.',
  look: 'See what could go',
  converted: 'Series that were replaced',
  'decision-document': 'a decision document',
  'written-round': 'a written round',
  'page-with-acknowledgement': 'a page to read',
  line: '{form} · {people} · since {since}',
  rounds: { one: 'one round', other: '{n} rounds' },
  people: { one: 'one person', other: '{n} people' },
  hours: '{hours} h',
  aWeek: '{hours} h a week',
  ended: 'the meeting is back since {when}',
  back: 'The meeting is back',
  backAsk: 'Nothing more is counted, and no more rounds are asked.',
  settled: 'Meetings',
  settledLine: { one: 'One was settled in writing beforehand', other: '{n} were settled in writing beforehand' },
  shorterLine: {
    one: 'One was shorter than planned, or did not take place',
    other: '{n} were shorter than planned, or did not take place',
  },
  outcomes: 'Of those that took place {held} went as planned, {shortened} were shorter, {overran} ran over.',
  decisions: 'Hours of meetings per decision',
  noDecisions:
    'No decision was linked to a meeting in this time, so there is nothing to divide. Say at the end of a meeting which decisions were made in it.',
  perDecision: {
    one: '{per} person-hours per decision: {hours} hours of meetings that led to one decision.',
    other: '{per} person-hours per decision: {hours} hours of meetings that led to {n} decisions.',
  },
  formula: 'Person-hours of the meetings to which decisions are linked ÷ these decisions (M1).',
});
