import type { AdviceItem } from '../advisor/advise.ts';
import type { AuditReport, PersonReport, SeriesReport } from '../audit/report.ts';
import { escaped, heatMap, scale, weekBars, type Room } from './charts.ts';
import { count, figure, FORM, hours, KIND, LEFT_OUT, money, often, percent, TIER, weekThen, WORDS } from './strings.ts';
import { STYLE } from './style.ts';

export interface PageOptions {
  /** Show individual figures of everybody whose calendar was given. Otherwise of nobody but `me`. */
  readonly names: boolean;
  readonly me: string | null;
}

/** Whose week the page tells of: one person's, a team's of five and more, or nobody's [design: private where it is personal]. */
type Whose = { readonly one: PersonReport } | { readonly team: NonNullable<AuditReport['team']> } | null;

/** A report as one page that stands alone: no network, no script, light and dark, on a phone, on paper. It is made to be passed on. */
export const htmlPage = (report: AuditReport, { names, me }: PageOptions): string => {
  const whose = whoseWeek(report, names, me);
  const shown = names ? report.people : report.people.filter(({ id }) => id === me);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`${WORDS.title}, ${report.window.from} to ${report.window.to}`)}</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(titleOf(report, whose))}</h1>
<p class="lead">${escaped(`${WORDS.period(report)}. ${leadOf(report, whose)}`)}</p></header>
<main>
${report.totals.meetings === 0 ? `<p>${WORDS.nothing}</p>` : body(report, whose, shown)}
${faults(report)}
<section><h2>${WORDS.counted}</h2><ul class="count">${report.counted.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul></section>
${report.totals.meetings === 0 ? '' : weighed(report)}
</main>
<footer>Made by Proceed from calendars on one machine; nothing was sent anywhere.${names || report.people.length === 1 ? '' : ' Individual figures of others are left out of this page.'}</footer>
</body></html>
`;
};

const whoseWeek = (report: AuditReport, names: boolean, me: string | null): Whose => {
  const mine = report.people.find(({ id }) => id === me);
  const [only] = report.people;
  if (report.people.length === 1 && only && names) return { one: only };
  if (report.team) return { team: report.team };
  return mine ? { one: mine } : null;
};

const titleOf = ({ series, totals }: AuditReport, whose: Whose): string => {
  if (totals.meetings === 0) return WORDS.title;
  if (whose && 'one' in whose) return `${figure(whose.one.hoursPerWeek)} hours of meetings a week`;
  if (whose) return `${figure(whose.team.meanHoursPerWeek)} hours of meetings per person and week`;
  return `${figure(totals.personHoursPerWeek)} person-hours of meetings a week, in ${count(series.length, 'series', 'series')}`;
};

const leadOf = (report: AuditReport, whose: Whose): string => {
  if (report.totals.meetings === 0) return '';
  const tier =
    whose === null
      ? ''
      : `That is ${TIER['one' in whose ? whose.one.tier : report.advice.week.tierBefore]}: healthy is 7 to 12, async-first up to 6. `;
  const then =
    whose !== null && ('team' in whose || report.people.length === 1)
      ? (weekThen(report) ?? '')
      : `What is advised would free ${figure(report.advice.week.savedPersonHoursPerWeek)} person-hours a week.`;
  return `${tier}${then}`;
};

const body = (report: AuditReport, whose: Whose, shown: readonly PersonReport[]): string => {
  const { advice, heat } = report;
  const now = whose && ('one' in whose ? whose.one.hoursPerWeek : whose.team.meanHoursPerWeek);
  const then =
    whose !== null && ('team' in whose || report.people.length === 1) && advice.items.length > 0 ? advice.week.after : null;
  const map =
    whose === null
      ? ''
      : `<section><h2>A usual week, minutes in meetings${heat.people === 1 ? '' : ' per person'}</h2>${heatMap(heat)}<p class="soft">On ${heat.people === 1 ? `the clocks of ${escaped(heat.zone)}` : 'everybody’s own clocks'}.</p></section>`;
  const begin = `<section><h2>Start here</h2>${advised(advice.items.slice(0, FIRST))}</section>`;
  const further = advice.items.slice(FIRST, MOST);
  const after = `${further.length === 0 ? '' : `<section><h2>After that</h2>${advised(further)}</section>`}${kept(report)}`;
  return `${now === null ? '' : `<section>${drawn((room) => scale(now, then, room))}</section>`}
${figures(report)}
${map === '' ? begin : `<div class="two">${map}${begin}</div>`}
${after}
${shown.length === 0 ? '' : people(shown)}
<section><h2>${WORDS.series}</h2>${seriesTable(report)}</section>
${left(report)}`;
};

/** For a wide page and for a phone; one of the two is shown. */
const drawn = (draw: (room: Room) => string): string => `<figure>${draw('wide')}${draw('small')}</figure>`;

const figures = ({ totals, people }: AuditReport): string => {
  const { answers, preparation, outOfHours, oneOnOnes } = totals;
  const asked = answers.accepted + answers.tentative + answers.declined + answers.none;
  const list: readonly (readonly [string, string])[] = [
    [figure(totals.personHours), `person-hours in ${count(totals.meetings, 'meeting', 'meetings')}`],
    ...(totals.cost === null
      ? []
      : [[money(totals.cost, totals.currency), `${money(totals.costPerWeek ?? 0, totals.currency)} a week`] as const]),
    [
      percent(answers.accepted, asked),
      `of invitations accepted, ${percent(answers.none, asked)} without an answer, ${percent(answers.declined, asked)} declined`,
    ],
    [percent(preparation.neither, preparation.expected), 'of those over 15 minutes have neither agenda nor document'],
    [
      outOfHours.known === 0 ? '–' : String(outOfHours.outside),
      `times somebody was in one out of their hours; the zone of ${outOfHours.unknown} attendances is unknown`,
    ],
    [String(oneOnOnes.meetings), `one-on-ones, ${figure(oneOnOnes.personHours)} person-hours`],
  ];
  return people.length === 0
    ? ''
    : `<ul class="figures">${list.map(([value, words]) => `<li><strong>${escaped(value)}</strong><span>${escaped(words)}</span></li>`).join('')}</ul>`;
};

const FIRST = 6;
const MOST = 20;

const advised = (items: readonly AdviceItem[]): string =>
  items.length === 0 ? `<p>${WORDS.adviceNone}</p>` : `<ol class="advice">${items.map(adviceItem).join('')}</ol>`;

const kept = ({ advice }: AuditReport): string => {
  const items = advice.kept
    .slice(0, MOST)
    .map(
      (one) =>
        `<li><div class="row"><h3>${escaped(one.title)}</h3><span class="soft">keep</span></div><p class="soft">${KIND[one.kind]}, ${figure(one.personHoursPerWeek)} person-hours a week. ${escaped(one.why)}</p></li>`,
    );
  return items.length === 0 ? '' : `<section><h2>${WORDS.stays}</h2><ul class="plain">${items.join('')}</ul></section>`;
};

const adviceItem = (item: AdviceItem): string =>
  `<li><div class="row"><h3>${escaped(item.title)}</h3><span class="saves">−${figure(item.savedPersonHoursPerWeek)} h a week</span></div>
<p class="soft">${KIND[item.kind]} → ${FORM[item.form] ?? ''}, ${hours(item.savedHoursPerWeek)} of each; risk ${item.risk.toFixed(2)}</p>
<details><summary>Why, and how to begin</summary><p>${escaped(item.replacement)}</p><p><strong>First step:</strong> ${escaped(item.firstStep)}</p><p class="soft">${escaped(item.why.join('; '))}.</p></details></li>`;

const people = (shown: readonly PersonReport[]): string => {
  const [only] = shown;
  const chart = shown.length === 1 && only ? drawn((room) => weekBars(only.weeks, room)) : '';
  const rows = shown.map(
    (one) =>
      `<tr><th scope="row">${escaped(one.name)}${one.me ? ' (you)' : ''}</th><td class="n">${figure(one.hoursPerWeek)}</td><td>${TIER[one.tier]}</td><td class="n">${figure(one.focus.blocksPerWeek)} of ${figure(one.focus.possiblePerWeek)}</td><td class="n">${one.daysWithoutMeetings.days} of ${one.daysWithoutMeetings.of}</td><td class="n">${one.outOfHours.meetings === 0 ? '–' : `${one.outOfHours.meetings} (${hours(one.outOfHours.hours)})`}</td><td class="n">${one.chains.longest === 0 ? '–' : `${one.chains.longest} in ${hours(one.chains.longestHours)}`}</td><td class="n">${one.breaches.meetings === 0 ? '–' : one.breaches.meetings}</td></tr>`,
  );
  return `<section><h2>${WORDS.hours}</h2>${chart}<div class="wide" tabindex="0" role="region" aria-label="${WORDS.hours}"><table><thead><tr><th scope="col">Person</th><th scope="col" class="n">h a week</th><th scope="col">Tier</th><th scope="col" class="n">Focus blocks a week</th><th scope="col" class="n">Days without meetings</th><th scope="col" class="n">Out of hours</th><th scope="col" class="n">Longest chain</th><th scope="col" class="n">On free days</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`;
};

const seriesTable = ({ series, totals }: AuditReport): string => {
  const priced = totals.cost !== null;
  const row = (one: SeriesReport): string => {
    const { accepted, tentative, declined, none } = one.answers;
    const asked = accepted + tentative + declined + none;
    const { expected, agenda, document } = one.prepared;
    return `<tr><th scope="row">${escaped(one.title)}</th><td>${escaped(often(one))}</td><td class="n">${one.minutes}</td><td class="n">${one.people}</td><td class="n">${figure(one.personHoursPerWeek)}</td>${priced ? `<td class="n">${escaped(money(one.cost ?? 0, totals.currency))}</td>` : ''}<td class="n">${percent(accepted, asked)}</td><td class="n">${percent(declined, asked)}</td><td class="n">${percent(agenda, expected)}</td><td class="n">${percent(document, expected)}</td></tr>`;
  };
  const more = series.length > 100 ? `<p class="soft">The dearest hundred of ${series.length}.</p>` : '';
  return `<div class="wide" tabindex="0" role="region" aria-label="${WORDS.series}"><table><thead><tr><th scope="col">Series</th><th scope="col">How often</th><th scope="col" class="n">Minutes</th><th scope="col" class="n">People</th><th scope="col" class="n">Person-hours a week</th>${priced ? '<th scope="col" class="n">Cost</th>' : ''}<th scope="col" class="n">Accepted</th><th scope="col" class="n">Declined</th><th scope="col" class="n">Agenda</th><th scope="col" class="n">Document</th></tr></thead><tbody>${series.slice(0, 100).map(row).join('')}</tbody></table></div>${more}`;
};

const left = ({ totals: { leftOut } }: AuditReport): string => {
  const parts = Object.entries(leftOut).flatMap(([why, n]) => {
    const words = Object.entries(LEFT_OUT).find(([key]) => key === why)?.[1];
    return n === 0 || words === undefined ? [] : [`${n.toLocaleString('en')} ${words}`];
  });
  return parts.length === 0 ? '' : `<p class="soft">Left out: ${escaped(parts.join(', '))}.</p>`;
};

const faults = ({ calendars }: AuditReport): string => {
  const lines = calendars.flatMap(({ called, faults: found, moreFaults }) => [
    ...found.slice(0, 20).map(({ line, reason }) => `<li>${escaped(`${called}, line ${line}: ${reason}`)}</li>`),
    ...(found.length + moreFaults > 20 ? [`<li>${escaped(`${called}: and ${found.length + moreFaults - 20} more.`)}</li>`] : []),
  ]);
  return lines.length === 0 ? '' : `<section><h2>${WORDS.faults}</h2><ul>${lines.join('')}</ul></section>`;
};

const weighed = ({ advice: { rules } }: AuditReport): string => {
  const rows = rules.kinds.map(
    ({ kind, form, share, risk }) =>
      `<tr><th scope="row">${KIND[kind]}</th><td>${FORM[form] ?? ''}</td><td class="n">${share.toFixed(2)}</td><td class="n">${risk.toFixed(2)}</td></tr>`,
  );
  return `<section><h2>${WORDS.rules}</h2><p class="soft">${escaped(WORDS.rulesExplained.replaceAll('`', ''))}</p><details><summary>The weights</summary><div class="wide" tabindex="0" role="region" aria-label="${WORDS.rules}"><table><thead><tr><th scope="col">Kind</th><th scope="col">Instead</th><th scope="col" class="n">Share that goes</th><th scope="col" class="n">Risk</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details></section>`;
};
