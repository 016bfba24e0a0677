import type { Instant } from '#kernel/stream/event.ts';
import type { LocalTime } from '#kernel/time/wall-clock.ts';
import { parseLine } from './ics-lines.ts';
import { ruleTimes, untilOf } from './ics-recurrence.ts';
import { readRule } from './ics-rule.ts';
import { listed, readMoment, type Moment } from './ics-values.ts';

/** When a series begins, and the clock on which it repeats; null where only its calendar knows that. */
export interface Beginning {
  readonly moment: Moment;
  readonly clock: { toInstant(local: LocalTime): Instant; toLocal(at: Instant): LocalTime } | null;
}

/**
 * The lines by which a series repeats (RRULE, RDATE, others as they are), ended before an instant: what took place before then stays in the calendar. `over`: it
 * has no time from then on anyway; `not-begun`: it has none before.
 */
export const endedBefore = (
  lines: readonly string[],
  { moment, clock }: Beginning,
  from: Instant,
): readonly string[] | 'over' | 'not-begun' => {
  const local = clock?.toLocal(from) ?? from;
  if (moment.local >= local) return 'not-begun';
  let changed = false;
  const ended = lines.flatMap((text) => {
    const line = parseLine(text, 1);
    const next =
      line?.name === 'RRULE'
        ? [`RRULE:${endedRule(line.value, moment, local, from, clock !== null)}`]
        : line?.name === 'RDATE'
          ? datesBefore(text, line.value, local, from)
          : [text];
    if (next[0] !== text) changed = true;
    return next;
  });
  return changed ? ended : 'over';
};

const endedRule = (value: string, start: Moment, local: LocalTime, from: Instant, isPlaced: boolean): string => {
  const rule = readRule(value);
  const parts = value.replace(/^RRULE:/i, '').split(';');
  const without = (name: RegExp): readonly string[] => parts.filter((part) => part.trim() !== '' && !name.test(part));
  // What cannot be read is one date, and that is over.
  if (typeof rule === 'string') return value;
  if (rule.count !== null) {
    const budget = { times: 10_000, mayCompute: () => true, known: new Map() };
    const { times } = ruleTimes(rule, start.local, null, start.local, local, budget);
    return times.length >= rule.count ? value : [...without(/^\s*COUNT\s*=/i), `COUNT=${Math.max(1, times.length)}`].join(';');
  }
  const until = untilOf(rule, (utc) => utc + local - from);
  if (until !== null && until < local) return value;
  const last = start.dateOnly
    ? stamp(local - 1_000).slice(0, 8)
    : start.utc || isPlaced
      ? `${stamp(from - 1_000)}Z`
      : stamp(local - 1_000);
  return [...without(/^\s*UNTIL\s*=/i), `UNTIL=${last}`].join(';');
};

const datesBefore = (text: string, value: string, local: LocalTime, from: Instant): readonly string[] => {
  const all = listed(value);
  const kept = all.filter((one) => {
    const moment = readMoment(one.split('/')[0] ?? '');
    return typeof moment === 'string' || moment.local < (moment.utc ? from : local);
  });
  if (kept.length === all.length) return [text];
  return kept.length === 0 ? [] : [`${text.slice(0, text.length - value.length)}${kept.join(',')}`];
};

const stamp = (local: LocalTime): string => new Date(local).toISOString().slice(0, 19).replace(/[-:]/g, '');
