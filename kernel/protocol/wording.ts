import type { Instant } from '../stream/event.ts';
import { DAY } from '../time/duration.ts';
import { weekdayIndex } from '../time/wall-clock.ts';
import { zoneOf } from '../time/zone.ts';

/** `2026-03-30T12:00:00Z`; milliseconds only where there are any. */
export const iso = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What somebody's own clock shows: `Monday 18:00`. */
export const onTheirClock = (at: Instant, zone: string): string => {
  const local = zoneOf(zone).toLocal(at);
  return `${DAYS[weekdayIndex(Math.floor(local / DAY))]} ${new Date(local).toISOString().slice(11, 16)}`;
};

/** `72 h`, `4.5 h`, `14 d`: a length in a sentence that explains. */
export const length = (ms: number): string => {
  const hours = ms / 3_600_000;
  if (hours >= 24 * 7 && hours % 24 === 0) return `${hours / 24} d`;
  if (hours >= 1 || hours === 0) return `${Math.round(hours * 10) / 10} h`;
  return `${Math.round(ms / 60_000)} min`;
};

export const list = (words: readonly string[], joint = 'and'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;

/** `a change`, `an advisory`; abbreviations are spelt by their letters. */
export const withArticle = (noun: string): string =>
  `${/^[aeio]|^u(?!ni|s|ti)|^(fcp|rfc|mr|sla|hr)\b/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** `once`, `twice`, `3 times`. */
export const often = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** `first`, `second`, `5th`. */
export const ordinal = (count: number): string => ['', 'first', 'second', 'third', 'fourth'][count] ?? `${count}th`;

/** `1 objection`, `2 objections`. */
export const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Somebody's words at the end of a sentence of ours, which keeps one full stop. */
export const ended = (text: string): string => {
  const said = text.trim().replace(/\s+/g, ' ');
  return /[.?!…]$/.test(said) ? said : `${said}.`;
};
