/** Now, on the clocks of whoever reads: wherever the machine is, and whatever its clock says. */
export interface Present {
  readonly now: string;
  readonly zone: string;
}

/** `15:00` on the day of `now`, `Thu 15:00` within a week of it, else `Thu 26 March, 15:00`. */
export const when = (instant: string, { now, zone }: Present): string => {
  const [then, today] = [
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone),
    Temporal.Instant.from(now).toZonedDateTimeISO(zone),
  ];
  const clock = then.toPlainTime().toString({ smallestUnit: 'minute' });
  const days = today.toPlainDate().until(then.toPlainDate()).days;
  if (days === 0) return clock;
  const weekday = then.toLocaleString('en-GB', { weekday: 'short' });
  return Math.abs(days) < 7
    ? `${weekday} ${clock}`
    : `${weekday} ${then.toLocaleString('en-GB', { day: 'numeric', month: 'long' })}, ${clock}`;
};

/** Working time: `5 h`, `2 h 30 min`. */
const hours = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${whole} h` : whole === 0 ? `${rest} min` : `${whole} h ${rest} min`;
};

/** Of two lengths in milliseconds, the unit once where it is the same: `5 of 8 h`, `20 min of 8 h`. */
export const hadOf = (had: number, need: number): string => {
  const [some, all] = [hours(had), hours(need)];
  return `${/^\d+ h$/u.test(some) && /^\d+ h$/u.test(all) ? some.slice(0, -2) : some} of ${all}`;
};
