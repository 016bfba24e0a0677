import type { SeriesReport } from '../audit/report.ts';
import type { Classified } from './classify.ts';
import type { Kind } from './kinds.ts';

/** What takes its place, in a sentence. */
export const REPLACEMENT: Readonly<Record<Kind, string>> = {
  status:
    'A written round or a devlog: what was done, what is next, what blocks. Each writes in their own working time; blockers become questions with a clock.',
  broadcast: 'A page that everybody acknowledges having read, with a thread for questions.',
  demo: 'A recorded demo: what was before, what it is now, and questions at the second they are about.',
  decision:
    'A decision document: problem, options, recommendation. It proceeds at the end of everybody’s window unless somebody objects.',
  brainstorm: 'A written round: everybody writes their ideas alone first, then comments on the others’.',
  planning: 'A planning document with comments for two or three days, then at most half an hour about what is left.',
  retrospective: 'A written round first, then a talk of half the length about what it brought up.',
  unknown: 'A document first: purpose, agenda and what to read beforehand. Often the document settles it.',
  'one-on-one': 'It stays.',
  conflict: 'It stays.',
  interview: 'It stays.',
  customer: 'It stays.',
  incident: 'It stays.',
  training: 'It stays.',
  social: 'It stays.',
};

export const FIRST_STEP: Readonly<Record<Kind, string>> = {
  status: 'Cancel the next one, and ask for the same three answers in writing by its hour.',
  broadcast: 'Write the next one as a page the day before, and use the hour for questions only, if there are any.',
  demo: 'Ask for a recording of three minutes instead of the next slot, and keep the meeting for whatever raises a question.',
  decision: 'Take the next open question, write it down with its options, and give everybody two working days to object.',
  brainstorm: 'Send the question two days earlier, and ask everybody for three ideas in writing.',
  planning: 'Send the goals and proposed work two days earlier, and plan in half an hour what has no comments left.',
  retrospective: 'Collect what went well and what did not in writing, and talk about the three with the most echo.',
  unknown: 'Ask its organizer what would be missing without it, and for an agenda next time; cancel the one that has none.',
  'one-on-one': '',
  conflict: '',
  interview: '',
  customer: '',
  incident: '',
  training: '',
  social: '',
};

export const KEPT_BECAUSE: Readonly<Record<Kind, string>> = {
  'one-on-one': 'Two people who talk with one another: trust does not grow in writing.',
  conflict: 'A conflict is settled face to face; writing makes it worse.',
  interview: 'People get to know each other.',
  customer: 'It is not only yours to change.',
  incident: 'While something is broken, talking is faster.',
  training: 'People learn with one another; recordings may help besides.',
  social: 'It is there to be together.',
  status: 'By your rules it saves nothing.',
  broadcast: 'By your rules it saves nothing.',
  demo: 'By your rules it saves nothing.',
  decision: 'By your rules it saves nothing.',
  brainstorm: 'By your rules it saves nothing.',
  planning: 'By your rules it saves nothing.',
  retrospective: 'By your rules it saves nothing.',
  unknown: 'By your rules it saves nothing.',
};

export const reasons = (report: SeriesReport, { kind, by, word }: Classified): readonly string[] => {
  const much = `${figure(report.personHoursPerWeek)} person-hours a week: ${report.minutes} minutes, ${often(report.perWeek)}, ${report.unnamed ? 'yours alone, for the calendar does not say who else is there' : report.people === 1 ? 'one person' : `${report.people} people`}`;
  const called = by === 'title' || by === 'description' ? [`its ${by} says “${word}” (${kind})`] : [];
  const shaped =
    by === 'shape' && kind === 'status' ? ['short and nearly daily, so it is probably a round of news (status)'] : [];
  return [much, ...called, ...shaped];
};

export const doubt = ({ by }: Classified): readonly string[] =>
  by === 'nothing' ? ['nothing in it says what it is for, so this is a careful guess'] : [];

const figure = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(1));

const often = (perWeek: number): string => {
  if (perWeek >= 4.5) return 'daily';
  if (perWeek >= 1.5) return `${Math.round(perWeek)} times a week`;
  if (perWeek >= 0.8) return 'weekly';
  if (perWeek >= 0.4) return 'every other week';
  return 'now and then';
};
