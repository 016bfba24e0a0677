import { catalogue } from '#web/ui/language.ts';

/** The words with which a meeting is asked for and prepared. */
export const t = catalogue('meetings.new', {
  title: 'Ask for a meeting',
  lead: 'Or settle it in writing: a question to somebody, a decision that everybody can object to. Where it has to be a meeting, prepare it so that it is short.',
  what: 'What is it about?',
  purpose: 'What is it for?',
  purposeHint: 'In a sentence or two: what is to be different afterwards.',
  questions: 'What is to be settled?',
  questionsHint: 'A line for each. What is settled in writing beforehand is off the agenda; when all are, nobody has to meet.',
  document: 'What is read beforehand?',
  documentHint: '#142 for a page or a decision here, or an address. Over 15 minutes it is needed.',
  people: 'Who takes part?',
  others: 'How many others, who are not here?',
  when: 'When?',
  minutes: 'Minutes',
  space: 'Where',
  onlyThey: 'Seen by those who take part',
  ask: 'Ask for it',
  invited:
    'Once it is prepared, those who are here get it by mail, with an invitation for their calendars. Others you invite yourself.',
  save: 'Keep it so',
  cancel: 'Cancel',
  noTime: 'Say when.',
});
