import type { HeatMap, WeekHours } from '../audit/report.ts';
import { TIERS, tierOf } from '../tiers.ts';
import { hours, TIER } from './strings.ts';

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** In units of the drawing, which are pixels of a wide page and of a phone. */
export type Room = 'wide' | 'small';
const WIDTHS = { wide: 900, small: 350 };
/** The four tiers are drawn equally wide; beyond, the last is as long as it takes to 25 hours. */
const ENDS = [0, 6.5, 12.5, 18.5, 25];

const placeOf = (value: number, width: number): number => {
  const at = Math.max(1, ENDS.findIndex((end) => value < end) === -1 ? 4 : ENDS.findIndex((end) => value < end));
  const [from, to] = [ENDS[at - 1] ?? 0, ENDS[at] ?? 25];
  return ((at - 1 + Math.min(1, (value - from) / (to - from))) * width) / 4;
};

/** [M2] Hours a week on the scale of the tiers, now and then. */
export const scale = (now: number, then: number | null, room: Room): string => {
  const width = WIDTHS[room];
  const is = tierOf(now);
  const bands = TIERS.map(
    ({ tier }, n) =>
      `<rect class="tier${tier === is ? ' is' : ''}" x="${(n * width) / 4 + 1}" y="22" width="${width / 4 - 2}" height="18" rx="4"/><text x="${(n * width) / 4 + 8}" y="58">${room === 'small' ? TIER[tier].replace('meeting-', '') : TIER[tier]}</text>`,
  ).join('');
  const [at, later] = [placeOf(now, width), then === null ? null : placeOf(then, width)];
  // Two labels that would touch are drawn away from one another.
  const close = later !== null && Math.abs(at - later) < 90;
  const label = (x: number, words: string, shown: string, side: number): string =>
    `<text class="${shown}" x="${Math.min(width - 30, Math.max(30, x + side))}" y="12" text-anchor="${side < 0 ? 'end' : side > 0 ? 'start' : 'middle'}">${words}</text>`;
  const after =
    later === null || then === null
      ? ''
      : `<circle class="dot then" cx="${later}" cy="31" r="6"/>${label(later, `then ${then.toFixed(1)}`, '', close ? -4 : 0)}`;
  return `<svg class="${room}" viewBox="0 0 ${width} 64" role="img" aria-label="${hours(now)} a week now: ${TIER[is]}${then === null ? '' : `; ${hours(then)} then: ${TIER[tierOf(then)]}`}">${bands}${after}<circle class="dot" cx="${at}" cy="31" r="7"/>${label(at, `now ${now.toFixed(1)}`, 'now', close ? 4 : 0)}</svg>`;
};

/** The hours of each week, with the lines at which tiers end. */
export const weekBars = (weeks: readonly WeekHours[], room: Room): string => {
  const width = WIDTHS[room];
  const most = Math.max(20, ...weeks.map((week) => week.hours));
  const [height, left] = [150, 34];
  const y = (value: number): number => height - (value / most) * (height - 10);
  const step = (width - left) / Math.max(1, weeks.length);
  const wide = Math.min(44, step * 0.62);
  const limits = [6, 12, 18].map(
    (at) =>
      `<line class="limit" x1="${left}" x2="${width}" y1="${y(at)}" y2="${y(at)}"/><text x="0" y="${y(at) + 4}">${at} h</text>`,
  );
  const every = Math.ceil(weeks.length / (room === 'small' ? 4 : 12));
  const bars = weeks.map((week, n) => {
    const x = left + n * step + (step - wide) / 2;
    const much = tierOf(week.hours) === 'meeting-captured' ? ' much' : '';
    const label =
      n % every === 0
        ? `<text x="${x + wide / 2}" y="${height + 16}" text-anchor="middle">${escaped(dayOf(week.from))}</text>`
        : '';
    return `<g><title>Week of ${escaped(week.from)}: ${hours(week.hours)}</title><rect class="bar${much}" x="${x}" y="${y(week.hours)}" width="${wide}" height="${Math.max(0, height - y(week.hours))}" rx="3"/></g>${label}`;
  });
  const told = weeks.map((week) => `${week.from} ${hours(week.hours)}`).join(', ');
  return `<svg class="${room}" viewBox="0 0 ${width} ${height + 22}" role="img" aria-label="Hours in meetings by week: ${escaped(told)}">${limits.join('')}${bars.join('')}</svg>`;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayOf = (date: string): string => `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''}`;

/** A usual week as a table: minutes in meetings by hour and day. */
export const heatMap = (map: HeatMap): string => {
  const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    map.days.some(({ hours: of }) => (of[hour] ?? 0) >= 0.02),
  );
  const [first, last] = [Math.min(9, ...used), Math.max(16, ...used)];
  const days = map.days.filter(({ hours: of }, n) => n < 5 || of.some((value) => value >= 0.02));
  const most = Math.max(0.25, ...days.flatMap(({ hours: of }) => of));
  const head = days.map(({ day }) => `<th scope="col">${day.slice(0, 1).toUpperCase()}${day.slice(1)}</th>`).join('');
  const rows = Array.from({ length: last - first + 1 }, (_, n) => {
    const hour = first + n;
    const cells = days.map(({ hours: of }) => {
      const value = of[hour] ?? 0;
      const minutes = Math.round(value * 60);
      return minutes === 0
        ? '<td class="h0"></td>'
        : `<td class="h${Math.max(1, Math.ceil((value / most) * 4))}">${minutes}</td>`;
    });
    return `<tr><th scope="row">${hour}:00</th>${cells.join('')}</tr>`;
  });
  return `<table class="heat"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
};
