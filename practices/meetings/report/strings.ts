import type { LeftOut } from '../audit/meetings.ts';
import type { AuditReport, SeriesReport } from '../audit/report.ts';
import type { Kind } from '../advisor/kinds.ts';
import type { Tier } from '../tiers.ts';

/** A figure of hours: `11.3`, `140`. */
export const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : (Math.round(value * 10) / 10).toFixed(1);

export const hours = (value: number): string => `${figure(value)} h`;

export const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`);

export const money = (amount: number, currency: string | null): string =>
  currency !== null && /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount)
    : `${Math.round(amount).toLocaleString('en')}${currency === null ? '' : ` ${currency}`}`;

export const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const often = ({ perWeek, times }: SeriesReport): string => {
  if (times === 1) return 'once';
  if (perWeek >= 4.5) return 'daily';
  if (perWeek >= 0.95) return perWeek < 1.25 ? 'weekly' : `${figure(perWeek)} a week`;
  if (perWeek >= 0.42) return perWeek < 0.58 ? 'every other week' : `${figure(perWeek)} a week`;
  return `${count(times, 'time', 'times')}`;
};

export const TIER: Readonly<Record<Tier, string>> = {
  'async-first': 'async-first',
  healthy: 'healthy',
  average: 'average',
  'meeting-captured': 'meeting-captured',
};

export const TIER_RANGE: Readonly<Record<Tier, string>> = {
  'async-first': 'up to 6 h',
  healthy: '7–12 h',
  average: '13–18 h',
  'meeting-captured': '19 h and more',
};

export const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  'all-day': 'all-day',
  cancelled: 'cancelled',
  free: 'marked as free',
  away: 'out of office',
  'no-length': 'without a length',
  alone: 'with nobody else in them',
  declined: 'declined by the calendar’s owner',
};

export const KIND: Readonly<Record<Kind, string>> = {
  conflict: 'conflict talk',
  'one-on-one': 'one-on-one',
  interview: 'interview',
  customer: 'with others outside',
  incident: 'incident',
  retrospective: 'retrospective',
  demo: 'demo',
  planning: 'planning',
  brainstorm: 'brainstorm',
  decision: 'decision',
  broadcast: 'announcement',
  training: 'training',
  social: 'being together',
  status: 'status',
  unknown: 'unknown',
};

export const FORM: Readonly<Record<string, string>> = {
  'written-round': 'written round',
  'page-with-acknowledgement': 'page with acknowledgement',
  demo: 'recorded demo',
  'decision-document': 'decision document',
  'planning-document': 'planning document',
  'document-first': 'document first',
  keep: 'stays',
};

export const WORDS = {
  title: 'What your meetings cost',
  period: ({ window }: AuditReport): string =>
    `${window.from} to ${window.to}, ${figure(window.weeks).replace('.0', '')} ${window.weeks === 1 ? 'week' : 'weeks'}`,
  nothing: 'No meeting takes place in this time. Choose another with --since and --until, or give other calendars.',
  hours: 'Hours in meetings',
  week: 'The week',
  advice: 'What could go',
  adviceNone: 'No meeting repeats here that something written could replace.',
  stays: 'What stays',
  series: 'Series',
  more: 'Attendance, preparation, hours',
  faults: 'What could not be read',
  counted: 'How this was counted',
  rules: 'How the advice is weighed',
  rulesExplained:
    'Advice is ranked by saved person-hours a week × (1 − risk). What is saved is the person-hours of a meeting × the share that goes when it is replaced. The figures are estimates, not measurements; `--rules` changes them.',
} as const;

/** The first thing that one wants to know. */
export const headline = ({ people, team, totals, series, advice }: AuditReport): string => {
  const [only] = people;
  const recurring = count(series.length, 'recurring meeting', 'recurring meetings');
  if (people.length === 1 && only) return `${hours(only.hoursPerWeek)} a week in meetings: ${TIER[only.tier]}. ${recurring}.`;
  if (team)
    return `${hours(team.meanHoursPerWeek)} a week and person in meetings: ${TIER[advice.week.tierBefore]}. ${recurring}, ${figure(totals.personHoursPerWeek)} person-hours a week.`;
  return `${recurring}, ${figure(totals.personHoursPerWeek)} person-hours a week.`;
};

/** What the week would be. */
export const weekThen = ({ people, advice }: AuditReport): string | null => {
  const { week, items } = advice;
  if (items.length === 0) return null;
  const whose = people.length === 1 ? 'the week' : 'the mean week';
  const tier =
    week.tierAfter === week.tierBefore
      ? `${TIER[week.tierAfter]} as before`
      : `${TIER[week.tierAfter]} instead of ${TIER[week.tierBefore]}`;
  return `With ${items.length === 1 ? 'what is advised' : `all ${items.length} that are advised`} done, ${whose} would be ${hours(week.after)} instead of ${hours(week.before)} (${tier}), and ${figure(week.savedPersonHoursPerWeek)} person-hours a week would be free.`;
};
