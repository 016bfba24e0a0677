import { z } from 'zod';

/** A UUID in any case; kept in lower case. */
export const uuid = z.uuid({ error: 'must be an id like 0b5f6c1e-93d4-4c5a-8a51-6d5b6a3c9a10' });

/** The largest number that a column holds. */
export const MOST_COUNT = 2_147_483_647;

/** Which revision or version: counted from 1, as far as a column counts. */
export const nth = z.int().min(1).max(MOST_COUNT);

/** An instant at the doors: ISO 8601 with an offset or Z. `.transform(Date.parse)` where the kernel needs milliseconds. */
export const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-03-27T09:00:00Z' });

/** As `Date.toISOString` writes it. Lists say hundreds of moments, mostly of the same few days. */
export const iso = (at: number): string => {
  if (!(Math.abs(at) <= LAST)) return new Date(at).toISOString();
  const moment = Math.trunc(at);
  const day = Math.floor(moment / DAY);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, -13);
    if (dates.size >= MOST_DATES) dates.clear();
    dates.set(day, date);
  }
  const within = moment - day * DAY;
  const second = Math.floor(within / 1000) % 60;
  const minute = Math.floor(within / 60_000) % 60;
  const hour = Math.floor(within / 3_600_000);
  return `${date}${TWO[hour]}:${TWO[minute]}:${TWO[second]}.${String(within % 1000).padStart(3, '0')}Z`;
};

const DAY = 86_400_000;
/** As far as dates go, on either side. */
const LAST = 8.64e15;
const MOST_DATES = 1_000;
/** `2026-03-27T` of so many days since 1970. */
const dates = new Map<number, string>();
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** A mail address as mail servers everywhere take it. */
export const mailAddress = z.email({ error: 'must be a mail address like ines@northwind.example' }).max(254);

/** One line of words, trimmed, not empty: a title, a name. */
export const line = (most: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`)
    .regex(/^[^\n\r]*$/, 'must be one line');

/** Markdown or plain words of several lines, kept as they are. */
export const text = (most: number): z.ZodString =>
  z.string().max(most, { error: () => `must be at most ${most.toLocaleString('en')} characters` });
