import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { checkCalendar, type Calendar, type Weekday } from '#kernel/time/calendar.ts';
import { WEEKDAYS } from '#kernel/time/wall-clock.ts';
import { zoneName } from '#kernel/time/zone.ts';
import { adjusted, rulesFile, RULES, type AuditSettings, type Rules } from '#practices/meetings';

/** As commander hands them over. */
export interface AuditOptions {
  readonly since?: string;
  readonly until?: string;
  readonly me?: string;
  readonly rate?: AuditSettings['rate'];
  readonly hours?: Calendar['week'];
  readonly holidays?: readonly string[];
  readonly zone?: string;
  readonly meetingFree?: readonly Weekday[];
  readonly rules?: RulesGiven;
  readonly json?: boolean;
  readonly html?: string;
  readonly names?: boolean;
}

export interface RulesGiven {
  readonly rules: Rules;
  readonly people: AuditSettings['people'];
  readonly noMeetingDays: readonly Weekday[];
}

export const OFFICE = {
  mon: ['09:00-17:00'],
  tue: ['09:00-17:00'],
  wed: ['09:00-17:00'],
  thu: ['09:00-17:00'],
  fri: ['09:00-17:00'],
};
export const NO_RULES: RulesGiven = { rules: RULES, people: {}, noMeetingDays: [] };

export const date = (argument: string): string => {
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(argument) ||
    Number.isNaN(Date.parse(argument)) ||
    new Date(argument).toISOString().slice(0, 10) !== argument
  )
    throw new InvalidArgumentError('It takes a date such as 2026-03-27.');
  return argument;
};

export const address = (argument: string): string => {
  const mail = argument
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(mail)) throw new InvalidArgumentError('It takes the mail address by which you are invited.');
  return mail;
};

/** `80`, `80 EUR`, `EUR 80`. */
export const rate = (argument: string): NonNullable<AuditSettings['rate']> => {
  const match = /^([A-Za-z€$£¥]{1,4})?\s*(\d+(?:\.\d+)?)\s*([A-Za-z€$£¥]{1,4})?$/.exec(argument.trim());
  const amount = Number(match?.[2]);
  if (!match || !(amount > 0 && amount < 1_000_000))
    throw new InvalidArgumentError('It takes what an hour of one person costs, such as 80 or "80 EUR".');
  const currency = match[3] ?? match[1];
  return { amount, currency: currency === undefined ? null : (SIGNS[currency] ?? currency.toUpperCase()) };
};

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

export const zone = (argument: string): string => {
  const name = zoneName(argument);
  if (name === null) throw new InvalidArgumentError('It takes a time zone such as Europe/Berlin.');
  return name;
};

/** `09:00-17:00` from Monday to Friday, or `mon-thu 09:00-17:00; fri 09:00-13:00`. */
export const hours = (argument: string): Calendar['week'] => {
  const week = Object.fromEntries(
    argument.split(';').map((part) => {
      const match = /^\s*(?:([a-z]{3}(?:-[a-z]{3})?)\s+)?(\S.*?)\s*$/i.exec(part);
      return [match?.[1]?.toLowerCase() ?? 'mon-fri', match?.[2] ?? ''];
    }),
  );
  const read = checkCalendar({ zone: 'UTC', week });
  if (read.refused)
    throw new InvalidArgumentError('It takes hours such as 09:00-17:00 or "mon-thu 09:00-17:00; fri 09:00-13:00".');
  return read.ok.week;
};

/** `DE-BE` or `NZ,IN`, as in date-holidays. */
export const regions = (argument: string): readonly string[] => {
  const read = checkCalendar({
    zone: 'UTC',
    week: { 'mon-fri': '09:00-17:00' },
    holidays: argument.split(',').map((one) => one.trim()),
  });
  if (read.refused) throw new InvalidArgumentError(`${read.message} It takes regions such as DE-BE or NZ,IN.`);
  return read.ok.holidays ?? [];
};

export const weekdays = (argument: string): readonly Weekday[] =>
  argument.split(',').map((name) => {
    const day = WEEKDAYS.find((one) => one === name.trim().toLowerCase().slice(0, 3));
    if (!day) throw new InvalidArgumentError('It takes weekdays such as wed or wed,fri.');
    return day;
  });

const peopleFile = z.record(
  z.string(),
  z.strictObject({
    zone: z.string().optional(),
    week: z.unknown().optional(),
    holidays: z.unknown().optional(),
    leave: z.unknown().optional(),
  }),
);
const file = rulesFile.extend({ people: peopleFile.optional(), 'meeting-free': z.array(z.enum(WEEKDAYS)).optional() });

const plain = (document: Document): unknown => {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    throw new InvalidArgumentError('It repeats too much by aliases (*name); write it out.');
  }
};

/** A file of rules, in YAML. */
export const rulesIn = (path: string): RulesGiven => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new InvalidArgumentError('There is no such file, or this user may not read it.');
  }
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw new InvalidArgumentError(`It is no YAML: ${broken.message.split('\n')[0]?.replace(/:$/, '.') ?? ''}`);
  const read = file.safeParse(plain(document) ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new InvalidArgumentError(
      `${issue?.path.join('.') || 'The file'}: ${issue?.message ?? 'it is not as expected'}. docs/audit.md shows one.`,
    );
  }
  const people: Record<string, AuditSettings['people'][string]> = {};
  for (const [mail, { zone: where, week, holidays, leave }] of Object.entries(read.data.people ?? {})) {
    const calendar = checkCalendar({
      ...{ zone: where ?? 'UTC', week: week ?? { 'mon-fri': '09:00-17:00' } },
      ...(holidays !== undefined && { holidays }),
      ...(leave !== undefined && { leave }),
    });
    if (calendar.refused) throw new InvalidArgumentError(`people.${mail}: ${calendar.message}`);
    people[mail.toLowerCase()] = {
      ...(where !== undefined && { zone: calendar.ok.zone }),
      ...(week !== undefined && { week: calendar.ok.week }),
      ...(holidays !== undefined && { holidays: calendar.ok.holidays }),
      ...(leave !== undefined && { leave: calendar.ok.leave }),
    };
  }
  return { rules: adjusted(read.data), people, noMeetingDays: read.data['meeting-free'] ?? [] };
};
