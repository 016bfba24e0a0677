import { DAY, instantOf, msOf, shortDate, shortMoment, wallOf } from '#web/ui/time.ts';

/** Leave as it is being planned: whole days of a zone, or an hour to an hour. */
export interface LeaveForm {
  readonly how: 'days' | 'hours';
  readonly first: string;
  readonly last: string;
  readonly from: string | null;
  readonly to: string | null;
}

export const NO_LEAVE: LeaveForm = { how: 'days', first: '', last: '', from: null, to: null };

interface Span {
  readonly from: string;
  readonly to: string;
}

const isMidnight = (at: string, zone: string): boolean => wallOf(at, zone).endsWith('T00:00');
const dateOf = (at: number, zone: string): string => wallOf(at, zone).slice(0, 10);

/** The last day of leave that ends at a midnight is the day before. */
const lastDay = (to: string, zone: string): string => dateOf(msOf(to) - 1, zone);

export const formOf = ({ from, to }: Span, zone: string): LeaveForm =>
  isMidnight(from, zone) && isMidnight(to, zone)
    ? { how: 'days', first: dateOf(msOf(from), zone), last: lastDay(to, zone), from, to }
    : { how: 'hours', first: dateOf(msOf(from), zone), last: lastDay(to, zone), from, to };

/** From–to as instants; null where something is not chosen yet. A last day that is left out is the first. */
export const spanOf = (form: LeaveForm, zone: string): { readonly from: string | null; readonly to: string | null } => {
  if (form.how === 'hours') return { from: form.from, to: form.to };
  const last = form.last === '' ? form.first : form.last;
  return {
    from: form.first === '' ? null : instantOf(`${form.first}T00:00`, zone),
    to: last === '' ? null : instantOf(`${nextDay(last)}T00:00`, zone),
  };
};

const nextDay = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** How it reads, in the zone of whoever is away: `24 Nov` to `28 Nov`, or with hours. */
export const spanText = ({ from, to }: Span, zone: string): Span =>
  isMidnight(from, zone) && isMidnight(to, zone)
    ? { from: shortDate(from, zone), to: shortDate(msOf(to) - 1, zone) }
    : { from: shortMoment(from, zone), to: shortMoment(to, zone) };

/** Days that a span touches. */
export const daysOf = ({ from, to }: Span): number => Math.max(1, Math.round((msOf(to) - msOf(from)) / DAY));
