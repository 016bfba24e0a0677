import { basename } from 'node:path';
import type { CalendarSource } from './calendar-source.ts';
import type { IcsReader } from './read-ics.ts';

/** A file with a calendar in it. */
export const icsFile = (path: string, reader: IcsReader): CalendarSource => ({
  called: basename(path),
  read: (window) => reader.read(path, window),
});
