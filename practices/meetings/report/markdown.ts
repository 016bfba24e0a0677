import type { AdviceItem } from '../advisor/advise.ts';
import type { AuditReport, PersonReport } from '../audit/report.ts';
import {
  count,
  figure,
  FORM,
  headline,
  hours,
  KIND,
  LEFT_OUT,
  money,
  often,
  percent,
  TIER,
  TIER_RANGE,
  weekThen,
  WORDS,
} from './strings.ts';

/** A report as Markdown. */
export const markdown = (report: AuditReport): string => {
  const { totals } = report;
  if (totals.meetings === 0)
    return sections([`# ${WORDS.title}`, WORDS.nothing, leftOut(report), ...faults(report), ...counted(report)]);
  return sections([
    `# ${WORDS.title}`,
    `${WORDS.period(report)} (${report.window.zone})`,
    `**${headline(report)}**`,
    weekThen(report),
    `## ${WORDS.hours}`,
    ...people(report),
    `## ${WORDS.week}`,
    heat(report),
    `## ${WORDS.advice}`,
    ...(report.advice.items.length === 0 ? [WORDS.adviceNone] : report.advice.items.slice(0, MOST).map(advice)),
    ...stays(report),
    `## ${WORDS.series}`,
    series(report),
    `## ${WORDS.more}`,
    more(report),
    ...faults(report),
    ...counted(report),
    `## ${WORDS.rules}`,
    WORDS.rulesExplained,
    rules(report),
  ]);
};

const MOST = 20;

const sections = (parts: readonly (string | null)[]): string =>
  `${parts.filter((part) => part !== null && part !== '').join('\n\n')}\n`;

/** Of a text that others wrote nothing becomes markup or a column. */
const plain = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/([\\|*_`<>[\]#])/g, '\\$1');

const table = (head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string => {
  const widths = head.map((_, n) => Math.max(3, ...[head, ...rows].map((row) => width(row[n] ?? ''))));
  const pad = (text: string, n: number): string => {
    const room = ' '.repeat(Math.max(0, (widths[n] ?? 0) - width(text)));
    return right.includes(n) ? room + text : text + room;
  };
  const line = (row: readonly string[]): string => `| ${head.map((_, n) => pad(row[n] ?? '', n)).join(' | ')} |`;
  const rule = `|${widths.map((wide, n) => (right.includes(n) ? `${'-'.repeat(wide + 1)}:` : '-'.repeat(wide + 2))).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
};

const width = (text: string): number => [...new Intl.Segmenter('en').segment(text)].length;

const BARS = '▁▂▃▄▅▆▇█';

const bars = ({ weeks }: PersonReport): string => {
  const most = Math.max(19, ...weeks.map((week) => week.hours));
  return weeks.map((week) => BARS[Math.min(7, Math.floor((week.hours / most) * 8))] ?? '').join('');
};

const people = (report: AuditReport): readonly string[] => [
  table(
    [
      'person',
      'h/week',
      'tier',
      'week by week',
      'focus blocks/week',
      'days without',
      'out of hours',
      'longest chain',
      '1:1 h/week',
    ],
    report.people.map((one) => [
      `${plain(one.name)}${one.me ? ' (you)' : ''}`,
      figure(one.hoursPerWeek),
      TIER[one.tier],
      bars(one),
      `${figure(one.focus.blocksPerWeek)} of ${figure(one.focus.possiblePerWeek)}`,
      `${one.daysWithoutMeetings.days} of ${one.daysWithoutMeetings.of}`,
      one.outOfHours.meetings === 0 ? '–' : `${one.outOfHours.meetings} (${hours(one.outOfHours.hours)})`,
      one.chains.longest === 0 ? '–' : `${one.chains.longest} in ${hours(one.chains.longestHours)}`,
      figure(one.oneOnOneHoursPerWeek),
    ]),
    [1, 8],
  ),
  `Tiers: ${Object.entries(TIER_RANGE)
    .map(([tier, range]) => `${tier} ${range}`)
    .join(', ')}.`,
  ...(report.team
    ? [
        `Of ${report.team.people} people: ${hours(report.team.meanHoursPerWeek)} a week in the mean, ${figure(report.team.focusBlocksPerWeek)} focus blocks a week; ${Object.entries(
          report.team.tiers,
        )
          .filter(([, n]) => n > 0)
          .map(([tier, n]) => `${n} ${tier}`)
          .join(', ')}.`,
      ]
    : []),
];

const SHADES = ['·', '░', '▒', '▓', '█'];

const heat = ({ heat: map }: AuditReport): string => {
  const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    map.days.some(({ hours: of }) => (of[hour] ?? 0) > 0),
  );
  const [first, last] = [Math.min(8, ...used), Math.max(17, ...used)];
  const days = map.days.filter(({ hours: of }, n) => n < 5 || of.some((value) => value > 0));
  const labels = Array.from({ length: last - first + 1 }, (_, n) => String(first + n).padStart(2, '0'));
  const shade = (value: number): string => (value <= 0.02 ? '·' : (SHADES[Math.min(4, 1 + Math.floor(value * 4))] ?? ''));
  return [
    '```',
    `     ${labels.join(' ')}`,
    ...days.map(({ day, hours: of }) => `${day}  ${labels.map((_, n) => shade(of[first + n] ?? 0).repeat(2)).join(' ')}`),
    '```',
    '',
    `Hours in meetings by the hour, ${map.people === 1 ? `on the clocks of ${map.zone}` : `the mean of ${map.people} people, each on their own clocks`}: · none, ░ a quarter of the hour, █ all of it.`,
  ].join('\n');
};

const advice = (item: AdviceItem, n: number): string =>
  [
    `${n + 1}. **${plain(item.title)}** (${KIND[item.kind]} → ${FORM[item.form]}): saves ${figure(item.savedPersonHoursPerWeek)} person-hours a week, ${hours(item.savedHoursPerWeek)} of each who is there; risk ${item.risk.toFixed(2)}.`,
    `   - Why: ${item.why.map(plain).join('; ')}.`,
    `   - Instead: ${item.replacement}`,
    `   - First step: ${item.firstStep}`,
    `   - The week would then be ${hours(item.weekAfter)}.`,
  ].join('\n');

const stays = ({ advice: { kept } }: AuditReport): readonly string[] => {
  if (kept.length === 0) return [];
  return [
    `### ${WORDS.stays}`,
    kept
      .map(
        (one) =>
          `- **${plain(one.title)}** (${KIND[one.kind]}, ${figure(one.personHoursPerWeek)} person-hours a week): ${one.why}`,
      )
      .join('\n'),
  ];
};

const series = (report: AuditReport): string => {
  const { currency } = report.totals;
  const priced = report.totals.cost !== null;
  return table(
    [
      'series',
      'how often',
      'min',
      'people',
      'person-h/week',
      ...(priced ? ['cost'] : []),
      'accepted',
      'no answer',
      'declined',
      'agenda',
      'document',
    ],
    report.series.slice(0, 100).map((one) => {
      const { accepted, tentative, declined, none } = one.answers;
      const asked = accepted + tentative + declined + none;
      return [
        plain(one.title),
        often(one),
        String(one.minutes),
        String(one.people),
        figure(one.personHoursPerWeek),
        ...(priced ? [money(one.cost ?? 0, currency)] : []),
        percent(accepted, asked),
        percent(none, asked),
        percent(declined, asked),
        percent(one.prepared.agenda, one.prepared.expected),
        percent(one.prepared.document, one.prepared.expected),
      ];
    }),
    [2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, priced ? 9 : 8),
  );
};

const more = (report: AuditReport): string => {
  const { totals, people: persons } = report;
  const { accepted, tentative, declined, none } = totals.answers;
  const asked = accepted + tentative + declined + none;
  const { preparation, outOfHours, oneOnOnes } = totals;
  const chains = persons.reduce((sum, one) => sum + one.chains.count, 0);
  const breaches = persons.reduce((sum, one) => sum + one.breaches.meetings, 0);
  return [
    `- ${count(totals.meetings, 'meeting', 'meetings')} of ${figure(totals.hours)} h in all, ${figure(totals.personHours)} person-hours${totals.cost === null ? '' : `, ${money(totals.cost, totals.currency)} (${money(totals.costPerWeek ?? 0, totals.currency)} a week)`}.`,
    `- One-on-ones: ${oneOnOnes.meetings}, ${figure(oneOnOnes.personHours)} person-hours of these.`,
    `- Invitations: ${percent(accepted, asked)} accepted, ${percent(tentative, asked)} tentative, ${percent(declined, asked)} declined, ${percent(none, asked)} without an answer.`,
    `- Of ${count(preparation.expected, 'meeting', 'meetings')} over 15 minutes (one-on-ones apart) ${percent(preparation.agenda, preparation.expected)} have an agenda, ${percent(preparation.document, preparation.expected)} a document, ${percent(preparation.neither, preparation.expected)} neither.`,
    `- Out of hours: ${outOfHours.outside} of ${count(outOfHours.known, 'attendance', 'attendances')} of people whose zone is known (${hours(outOfHours.hours)}); ${count(outOfHours.unknown, 'is', 'are')} of people whose zone is unknown.`,
    `- Back to back: ${count(chains, 'chain', 'chains')} of three meetings and more.`,
    ...(persons.some(({ breaches: of }) => of.meetings > 0)
      ? [`- On days without meetings: ${count(breaches, 'meeting', 'meetings')}.`]
      : []),
    ...(totals.groups > 0
      ? [`- ${count(totals.groups, 'invitation', 'invitations')} of lists, each counted as one person.`]
      : []),
    `- ${leftOut(report)}`,
  ].join('\n');
};

const leftOut = ({ totals: { leftOut: left } }: AuditReport): string => {
  const parts = Object.entries(LEFT_OUT).flatMap(([why, words]) => {
    const n = Object.entries(left).find(([key]) => key === why)?.[1] ?? 0;
    return n === 0 ? [] : [`${n.toLocaleString('en')} ${words}`];
  });
  return parts.length === 0 ? 'Nothing was left out.' : `Left out: ${parts.join(', ')}.`;
};

const faults = ({ calendars }: AuditReport): readonly string[] => {
  const lines = calendars.flatMap(({ called, faults: found, moreFaults }) => [
    ...found.slice(0, 20).map(({ line, reason }) => `- ${plain(called)}, line ${line}: ${plain(reason)}`),
    ...(found.length + moreFaults > 20 ? [`- ${plain(called)}: and ${found.length + moreFaults - 20} more.`] : []),
  ]);
  return lines.length === 0 ? [] : [`## ${WORDS.faults}`, lines.join('\n')];
};

const counted = (report: AuditReport): readonly string[] => [
  `## ${WORDS.counted}`,
  report.counted.map((sentence) => `- ${sentence}`).join('\n'),
];

const rules = ({ advice: { rules: given } }: AuditReport): string =>
  [
    table(
      ['kind', 'instead', 'share that goes', 'risk'],
      given.kinds.map(({ kind, form, share, risk }) => [KIND[kind], FORM[form] ?? form, share.toFixed(2), risk.toFixed(2)]),
      [2, 3],
    ),
    '',
    `Added to a risk: eight people or more ${signed(given.weights.large)}, three or fewer ${signed(given.weights.small)}, people of another organization ${signed(given.weights.external)}, three in ten invitations declined ${signed(given.weights.declined)}, neither agenda nor document ${signed(given.weights.unprepared)}, less than every third week ${signed(given.weights.rare)}.`,
  ].join('\n');

const signed = (value: number): string => (value < 0 ? `−${Math.abs(value)}` : `+${value}`);
