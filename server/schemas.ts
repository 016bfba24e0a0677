import { z } from 'zod';

/** A UUID in any case; kept in lower case. */
export const uuid = z.uuid({ error: 'must be an id like 0b5f6c1e-93d4-4c5a-8a51-6d5b6a3c9a10' });

/** An instant at the doors: ISO 8601 with an offset or Z. `.transform(Date.parse)` where the kernel needs milliseconds. */
export const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-03-27T09:00:00Z' });

export const iso = (at: number): string => new Date(at).toISOString();

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
  z.string().max(most, `must be at most ${most.toLocaleString('en')} characters`);
