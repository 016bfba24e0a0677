/** What a fact of an artifact says in plain English, where it holds and where it does not. */
interface FlagWords {
  readonly is: string;
  readonly isNot: string;
}

/** Facts that are true or false, as practices declare them; any other is called by its name. */
const FLAGS: Readonly<Record<string, FlagWords>> = {
  agenda: { is: 'it has an agenda', isNot: 'it has no agenda' },
  doc: { is: 'there is a document to read first', isNot: 'there is no document to read first' },
  purpose: { is: 'it says what it is for', isNot: 'it does not say what it is for' },
  no_meeting_day: { is: 'it falls on a day without meetings', isNot: 'it does not fall on a day without meetings' },
  everybody: { is: "everybody's answer is wanted", isNot: 'one answer is enough' },
  urgent: { is: 'it is urgent', isNot: 'it is not urgent' },
  revert: { is: 'it undoes another change', isNot: 'it undoes no other change' },
  new_page: { is: 'the page is new', isNot: 'the page is there already' },
  alone: { is: 'nobody else belongs here', isNot: 'others belong here, too' },
  reversible: { is: 'it is reversible', isNot: 'it is not reversible' },
  irreversible: { is: 'it is irreversible', isNot: 'it is not irreversible' },
};

export const flagWords = (name: string): FlagWords | null => (Object.hasOwn(FLAGS, name) ? (FLAGS[name] ?? null) : null);

/** `quantity`: `at most 15`; `plural`: it is not just one. */
type Measured = (quantity: string, plural: boolean) => string;

/** Facts that are numbers of something. */
const MEASURES: Readonly<Record<string, Measured>> = {
  minutes: (quantity, plural) => `it takes ${quantity} ${plural ? 'minutes' : 'minute'}`,
  days_since_founding: (quantity, plural) => `the organization is ${quantity} ${plural ? 'days' : 'day'} old`,
  people: (quantity, plural) => `${quantity} ${plural ? 'people take' : 'person takes'} part`,
  files: (quantity, plural) => `it touches ${quantity} ${plural ? 'files' : 'file'}`,
  changed_lines: (quantity, plural) => `${quantity} ${plural ? 'lines change' : 'line changes'}`,
  options: (quantity, plural) => `it has ${quantity} ${plural ? 'options' : 'option'}`,
  round: (quantity, plural) => `it is asked for ${quantity} ${plural ? 'times' : 'time'}`,
};

export const measureWords = (name: string): Measured | null => (Object.hasOwn(MEASURES, name) ? (MEASURES[name] ?? null) : null);

/** Facts that are one of some words, as the subject of a sentence: "its checks are" green. */
const TEXTS: Readonly<Record<string, string>> = { ci: 'its checks are', impact: 'its impact is', depth: 'it is' };

export const textWords = (name: string): string | null => (Object.hasOwn(TEXTS, name) ? (TEXTS[name] ?? null) : null);
