/** By how its first line begins, what a text is that is plainly no calendar, and what to do about it; null: it may be one. */
export const otherThanCalendar = (line: string): string | null => KNOWN.find(([begins]) => begins.test(line))?.[1] ?? null;

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^PK\p{Cc}\p{Cc}/u, 'This is a zip archive. Unpack it, and give the calendars in it.'],
  [/^\p{Cc}‹/u, 'This is compressed (gzip). Unpack it, and give the calendar in it.'],
  [/^(?:<!doctype html|<html|<head|<body)/i, 'This is a web page, perhaps one to sign in at, and no calendar.'],
  [/^<\?xml|^<icalendar/i, 'This is XML. Calendars are read as iCalendar (.ics), which every calendar can export.'],
  [/^[[{]/, 'This is JSON. Calendars are read as iCalendar (.ics), which every calendar can export.'],
  [/^%PDF-/, 'This is a PDF. Calendars are read as iCalendar (.ics), which every calendar can export.'],
  [/^BEGIN:VCARD\s*$/i, 'These are contacts (vCard), and no calendar.'],
  [/^\0*B\0+E\0/, 'This is written in UTF-32. Save it as UTF-8.'],
];
