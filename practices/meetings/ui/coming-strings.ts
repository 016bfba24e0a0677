import { catalogue } from '#web/ui/language.ts';

/** The words of lists of meetings. */
export const t = catalogue('meetings.coming', {
  title: 'Meetings to come',
  lead: 'Over a quarter of an hour a document comes first. What it settles needs no meeting.',
  asked: 'Asked for here',
  over: 'Over',
  ahead: 'In your calendar',
  aheadNote: 'Of the coming weeks, over a quarter of an hour, that nobody prepares here yet. Only you see this list.',
  prepare: 'Prepare it first',
  empty: 'Nothing is asked for',
  emptyText:
    'Ask for a meeting, and its gate says what it needs: a purpose, what is to be settled, and something to read beforehand.',
  more: 'Show more',
  facts: '{from} · {minutes} min · {people}',
  people: { one: 'one person', other: '{n} people' },
  preparing: 'to be prepared',
  unprepared: 'not prepared',
  ready: 'takes place',
  overWord: 'how did it go?',
  cancelled: 'cancelled',
  settled: 'settled in writing',
  held: 'held',
  shortened: 'shorter than planned',
  overran: 'ran over',
  notHeld: 'did not take place',
  left: { one: 'one question left', other: '{n} questions left' },
  gaveBack: '{hours} h given back',
  neither: 'neither agenda nor document',
  noDocument: 'no document',
  noAgenda: 'no agenda',
});
